/** Whose ID a prefix is, and the epoch in which its owner was to advertise it by its own clock. */
export interface IdOwner {
  readonly serial: number;
  readonly epoch: number;
}
