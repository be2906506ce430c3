/** Numbers and names of the sync service (SPEC.md §8). */

/** The UUIDs differ in one digit; the token keeps what they share once. */
const UUID_REST = "-4e56-4c8e-9d2a-5f3a6c7d8e90";
export const SYNC_SERVICE = "b1e20001" + UUID_REST;
export const SYNC_CONTROL = "b1e20002" + UUID_REST;
export const SYNC_DATA = "b1e20003" + UUID_REST;

export const MAX_CONTROL_BYTES = 20;
export const CHUNK_HEADER_BYTES = 2;

/** Payload bytes of a data chunk: a notification holds MTU - 3, two of them are the chunk's number. */
export function chunkBytes(mtu: number): number {
  return mtu - 3 - CHUNK_HEADER_BYTES;
}

/** HELLO: version of what follows, and the bytes of the MAC that stands for the token's name. */
export const HELLO_VERSION = 2;
export const ALIAS_BYTES = 5;

/** Operations, the first byte of every control message. */
export const HELLO = 0x01;
/** The station's first message: it can hear notifications now, the token may say HELLO. */
export const OPEN = 0x02;
export const TICKET = 0x10;
export const TIME = 0x11;
export const LIST = 0x12;
export const READ = 0x13;
export const ACK = 0x14;
export const RECEIPT = 0x15;
export const HEALTH = 0x16;
export const BYE = 0x17;
/** A page takes what a gate hears for as long as it is connected. */
export const STREAM = 0x18;
/** The page has written a tap down: the gate answers it. */
export const ANSWER = 0x19;
export const PAGE = 0x21;
export const OK = 0x22;
export const ERROR = 0x23;
export const HEALTH_REPORT = 0x24;
export const HEALTH_MAC = 0x25;

/** Codes in an ERROR message; their words stand apart (sync-errors.ts), for the token has no room for them. */
export const UNKNOWN_OPERATION = 1;
export const WRONG_LENGTH = 2;
export const NO_TICKET = 3;
export const WRONG_MAC = 4;
export const SPENT = 5;
export const NOT_YET = 6;
export const EXPIRED = 7;
export const NO_SUCH_PAGE = 8;
export const WRONG_RANGE = 9;
export const RECEIPT_MISMATCH = 10;
export const BUSY = 11;
export const LOW_BATTERY = 12;
export const CLOCK_BOUNDS = 13;
/** Another page takes what the gate hears. */
export const TAKEN = 14;

/** Page states in a PAGE message. */
export const PAGE_OPEN = 0;
export const PAGE_CLOSED = 1;
export const PAGE_RECEIPTED = 2;
/** Page state bit: the chain of page keys was restarted at this page. */
export const PAGE_RESTARTED = 4;
/** Page state bit: the last PAGE message of a list. */
export const PAGE_LAST = 8;
