/** Boards with an accelerometer: a token that nobody wears lies still, and listens less. */

/** Sum of what the three axes changed by since the minute before, g, from which on the token was moved. */
const MOVED = 0.1;
/** After so many minutes without that it is taken to lie somewhere. */
const STILL_MINUTES = 10;
/** Then it listens in one of so many minutes, a power of two. It advertises as always: others write it down. */
const ONE_IN = 4;

let last: Acceleration | undefined;
let still = 0;

/** True in the minutes in which a token that lies still saves its listening window. To be asked once a minute. */
export function restsIn(minute: number): boolean {
  const now = Bangle.getAccel();
  const moved =
    !last || Math.abs(now.x - last.x) + Math.abs(now.y - last.y) + Math.abs(now.z - last.z) > MOVED;
  still = moved ? 0 : still + 1;
  last = now;
  return still >= STILL_MINUTES && (minute & (ONE_IN - 1)) > 0;
}
