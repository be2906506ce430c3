/**
 * What the token must remember, in the form in which a page's snapshot holds it (SPEC.md §4): three views of the same
 * bytes, so that a page turn writes them as they stand.
 */
import {
  SNAPSHOT_ANCHOR,
  SNAPSHOT_BYTES,
  SNAPSHOT_DAY,
  SNAPSHOT_FLAGS,
  SNAPSHOT_LOST_ADVERTS,
  SNAPSHOT_LOST_PAGES,
  SNAPSHOT_PPM,
  SNAPSHOT_RESETS,
  SNAPSHOT_SALT,
  SNAPSHOT_TICKET_HIGHEST,
  SNAPSHOT_TICKET_MASK,
  SNAPSHOT_UNCERTAINTY,
} from "../protocol/page.ts";

export const state = new Uint8Array(SNAPSHOT_BYTES);
export const stateHalves = new Uint16Array(state.buffer);
/** Unsigned: the anchor has 32 bits of seconds. */
export const stateWords = new Uint32Array(state.buffer);

/** Indices into `stateHalves`. */
export const DAY = SNAPSHOT_DAY >> 1;
export const UNCERTAINTY = SNAPSHOT_UNCERTAINTY >> 1;
export const RESETS = SNAPSHOT_RESETS >> 1;
export const LOST_PAGES = SNAPSHOT_LOST_PAGES >> 1;
export const PPM = SNAPSHOT_PPM >> 1;
export const SALT = SNAPSHOT_SALT >> 1;
/** Indices into `stateWords`. */
export const ANCHOR = SNAPSHOT_ANCHOR >> 2;
export const TICKET_HIGHEST = SNAPSHOT_TICKET_HIGHEST >> 2;
export const TICKET_MASK = SNAPSHOT_TICKET_MASK >> 2;
export const LOST_ADVERTS = SNAPSHOT_LOST_ADVERTS >> 2;
/** Index into `state`. */
export const FLAGS = SNAPSHOT_FLAGS;
