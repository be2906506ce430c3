/**
 * Forms sealed to the server: what is typed in without a network is readable by nobody but the server until it gets there.
 * key id (4) ‖ ephemeral P-256 point (65) ‖ AES-256-GCM of the form; its key is HKDF-SHA256 of the ECDH secret, so that
 * each form has its own. P-256 because every browser with Web Bluetooth has it in Web Crypto; X25519 came later.
 */
export const FORM_KEY_ID_BYTES = 4;
export const FORM_POINT_BYTES = 65;
export const FORM_TAG_BYTES = 16;
/** A sealed form is at most so long. */
export const FORM_BYTES = 8192;
/** Said to HKDF with the two points as salt. */
export const FORM_INFO = "bluezone-token station form 1";
/** One key seals one form: its nonce may always be the same. */
export const FORM_NONCE = new Uint8Array(12);
