/** What a poster at a gate says to phones: an address with the site's code in it. */
export const SITE_LETTERS = 12;
/** Random letters; those that look alike are left out. */
export const SITE_CODE = new RegExp(`^[a-z2-9]{${SITE_LETTERS}}$`);
const PAGE = "/den/";

/** `origin`: of the server's pages. */
export function siteLink(origin: string, code: string): string {
  return `${origin}${PAGE}?c=${code}`;
}

/** The code in an address, as a phone has scanned it or somebody has typed it; undefined where there is none. */
export function siteIn(address: string): string | undefined {
  const told = new URL(address).searchParams.get("c")?.trim().toLowerCase() ?? "";
  return SITE_CODE.test(told) ? told : undefined;
}
