/** Why bytes were refused: what was being read, where, and what is wrong with it. */
export interface Rejection {
  /** A fixed word per cause, for counting and for translation. */
  readonly reason: string;
  /** The field of SPEC.md that did not fit. */
  readonly field: string;
  /** Its offset in the bytes given, in bytes. */
  readonly offset: number;
}

/** What every decoder returns: it never throws, whatever the bytes. */
export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Rejection };

export function accept<T>(value: T): Decoded<T> {
  return { ok: true, value };
}

export function reject<T>(reason: string, field: string, offset: number): Decoded<T> {
  return { ok: false, error: { reason, field, offset } };
}
