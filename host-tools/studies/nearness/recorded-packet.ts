/** Somebody's device heard somebody else's once. */
export interface RecordedPacket {
  readonly receiver: string;
  readonly transmitter: string;
  /** Milliseconds. */
  readonly at: number;
  /** dBm. */
  readonly rssi: number;
  /** Undefined where nobody measured it: NULL, empty or negative in the file. */
  readonly metres: number | undefined;
}
