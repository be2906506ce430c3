/** The token's own time: the interpreter's clock, which counts from power-on, and an offset to Unix time. */
let offset: number;

/** Unix time in seconds, with fraction, as far as the token knows. */
export function now(): number {
  return getTime() + offset;
}

export function setNow(unixSeconds: number): void {
  offset = unixSeconds - getTime();
}

/** A restart of the radio stops the interpreter's clock for a time that the board's figures give. */
export function radioRestarted(): void {
  offset += BOARD_RESTART_LOSS_MS / 1000;
}
