/** The cookie by which a browser, or a bench, is known to the server. */
export const SESSION_COOKIE = "__Host-session";
