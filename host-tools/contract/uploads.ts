/**
 * How great a file may be, and how slow: one table that server and pages keep to. An upload lasts as long as it moves; nothing
 * limits the whole of it.
 */
export interface UploadLimits {
  /** The greatest body of a route. */
  readonly mostBytes: number;
  /** Of a body so many bytes come within each such time, or the server ends it. 1 kB/s is less than the worst network gives. */
  readonly windowMs: number;
  readonly leastBytes: number;
  /**
   * A page gives up when nothing has moved for so long: later than the server, whose word tells more. A browser counts as
   * moved what still waits in its computer's buffers, some megabytes of it.
   */
  readonly stallMs: number;
  /** And when so long behind the last byte no answer has come. */
  readonly answerMs: number;
}

export const UPLOADS: UploadLimits = {
  mostBytes: 32 * 1024 * 1024,
  windowMs: 20_000,
  leastBytes: 20_000,
  stallMs: 120_000,
  answerMs: 300_000,
};
