/** The random number by which a visit that is sent twice is one. */
export const VISIT_ID_BYTES = 8;

export function newVisitId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(VISIT_ID_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
