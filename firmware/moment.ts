/** Where in its beat the token is. Its advert tells that, and what it hears counts for it. The timekeeper alone sets it. */

/** The epoch whose rolling ID is on the air. */
export let currentEpoch = 0;
/** The minute of the latest rendezvous whose burst has begun, and where in it the token is: bits of the advert's tail. */
export let minute: number;
export let phase: number;

export function setEpoch(epoch: number): void {
  currentEpoch = epoch;
}

export function setMinute(number: number): void {
  minute = number;
}

export function setPhase(bits: number): void {
  phase = bits;
}
