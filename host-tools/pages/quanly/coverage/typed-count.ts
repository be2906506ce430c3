/** A whole number as somebody types it; undefined of anything else. */
export function typedCount(text: string): number | undefined {
  return /^\d{1,8}$/.test(text.trim()) ? Number(text.trim()) : undefined;
}
