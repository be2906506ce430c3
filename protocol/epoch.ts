/** Epochs are 15 minutes, numbered from the Unix epoch in UTC; days turn at UTC midnight, 07:00 in Vietnam. */
export const EPOCH_SECONDS = 900;
export const EPOCHS_PER_DAY = 96;
export const MINUTES_PER_EPOCH = 15;
export const DAY_SECONDS = 86400;

/** The epoch that holds a Unix time in seconds. */
export function epochAt(unixSeconds: number): number {
  return Math.floor(unixSeconds / EPOCH_SECONDS);
}

/** The day (since 1970-01-01 UTC) that holds an epoch. */
export function dayOfEpoch(epoch: number): number {
  return Math.floor(epoch / EPOCHS_PER_DAY);
}

/** Which of the day's 96 epochs this is, 0..95. */
export function epochOfDay(epoch: number): number {
  return epoch % EPOCHS_PER_DAY;
}
