/** Ids of units and organisations that are made by hand: nobody types or reads them. */

/** 16 letters and digits at random. */
export function newPlaceId(): string {
  return crypto.randomUUID().replace(/-/g, "").slice(0, 16);
}
