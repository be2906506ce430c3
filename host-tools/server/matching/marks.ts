/** Why records of a match do not count, or are to be looked at twice. */
export interface Marks {
  /** An enrolled token's ID heard after its epoch by a clock that was confirmed: replayed, unless the token's own was behind unnoticed. */
  readonly replayed: number;
  /** One heard outside its epoch otherwise: a clock was wrong, and no log says by how much. */
  readonly expired: number;
  /** The recorder's own ID came back to it, or that of another token of the same wearer. */
  readonly own: number;
  /** Counted, though the recorder's clock had not been confirmed since a power loss. */
  readonly clockUntrusted: number;
  /** Counted at the time that the log told later. */
  readonly clockCorrected: number;
  /** Counted, though the ID had been on the air before its time: who heard it then could send it again. */
  readonly early: number;
}
