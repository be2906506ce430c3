/** Text of people has one form, and letters that look alike compare alike. */

/** Letters that Unicode itself calls ignorable, and marks between annotations: nobody sees them. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
/** The blank of Braille is drawn as a space, too. */
const SPACES = /[\s\u2800]+/gu;
/** Old fonts write Icelandic or African letters, which look the same, where a Vietnamese word begins with Đ. */
const OTHER_D = /(?<![\p{L}\p{M}])[\u00d0\u0189]/gu;

/**
 * The one form in which text of people is kept and shown: composed letters, one space between words, nothing invisible.
 */
export function tidyText(text: string): string {
  return text.replace(INVISIBLE, "").normalize("NFC").replace(SPACES, " ").trim().replace(OTHER_D, "Đ");
}

/** The same with every text in it tidy, however deep. */
export function tidied<T>(value: T): T {
  if (typeof value === "string") return tidyText(value) as T;
  if (Array.isArray(value)) return value.map((one) => tidied(one)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, tidied(one)])) as T;
}

/** Capitals first: a small letter may look like another one than its capital does, such as ν beside Ν. */
const PAIRS = [
  // Cyrillic; a small letter goes where its capital goes.
  ["АВСЕНІЈКМОРЅТХУҮҺԌԚԜӀ", "ABCEHIJKMOPSTXYYHGQWI"],
  ["авсеніјкморѕтхуүһԍԛԝӏ", "abcehijkmopstxyyhgqwi"],
  // Greek.
  ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳ", "ABEZHIKMNOPTYXCj"],
  ["αγικνορυχϲ", "ayikvopuxc"],
  // Latin of other languages.
  ["ÐƉðɖıɑɡʏᴀᴏ", "ĐĐđđiagyao"],
] as const;

const LOOKS = new Map(
  PAIRS.flatMap(([from, to]) => {
    const targets = [...to];
    return [...from].map((letter, i) => [letter, targets[i]!] as const);
  }),
);

/** Small letters in the Latin shape that they are read in, each taken apart from its marks. */
export function readAs(text: string): string {
  // A small letter may come out of a capital that looks like nothing else.
  return latinLooks(latinLooks(tidyText(text)).toLowerCase());
}

function latinLooks(text: string): string {
  return [...text.normalize("NFKD")].map((letter) => LOOKS.get(letter) ?? letter).join("");
}

/** A tone stands on either vowel at the end of a word: "Hòa" and "Hoà" are one syllable. */
const EARLY_TONE = /([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])(?![\p{L}\p{M}])/gu;

/**
 * A text by which names of places and groups are compared: equal for all spellings that people read as one. Tones count;
 * small and capital letters do not.
 */
export function likenessOf(text: string): string {
  return tidyText(readAs(text).replace(EARLY_TONE, "$1$3$2"));
}

/** Whether a name of a place or group is read as the wanted one; lists name the same few over and over. */
export function alikeTo(wanted: string): (name: string | undefined) => boolean {
  const likeness = likenessOf(wanted);
  const known = new Map<string, boolean>([[wanted, true]]);
  return (name) => {
    if (name === undefined) return false;
    const verdict = known.get(name) ?? likenessOf(name) === likeness;
    known.set(name, verdict);
    return verdict;
  };
}
