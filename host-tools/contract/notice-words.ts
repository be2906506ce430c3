/** What a notice says: whom to ask for a sync, and not a word of why. */

/** In one group so many people must wear a token: of fewer a notice would tell who is meant. */
export const FEWEST_WEARERS = 20;

/** `names` of hamlets or groups; of none, everybody of the place is meant. */
export function noticeWords(names: readonly string[], placeName: string): { vi: string; en: string } {
  const whom = names.length > 0 ? names.join(", ") : placeName;
  return { vi: `Mời đồng bộ định kỳ: ${whom}`, en: `Please come for the regular sync: ${whom}` };
}
