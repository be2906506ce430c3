/** Vietnamese names: searched without diacritics, sorted by given name. */
import { readAs, tidyText } from "./texts.ts";

/**
 * Lower case without diacritics, đ as d, look-alike letters as what they look like, anything but letters and digits a
 * space: "Nguyễn Thị Đào" → "nguyen thi dao".
 */
export function folded(text: string): string {
  return readAs(text)
    .replace(/\p{M}/gu, "")
    .replace(/đ/g, "d")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

export function foldedWords(text: string): string[] {
  return folded(text)
    .split(" ")
    .filter((word) => word !== "");
}

/** Given name (the last word), then family name, then what is between. */
function inSortOrder(name: string): string[] {
  const words = tidyText(readAs(name)).split(" ");
  return [words.at(-1)!, ...words.slice(0, -1)];
}

const LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
/** The order of tones in Vietnamese dictionaries: level, hook and so on as Unicode's rules for Vietnamese have them. */
const TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];

/**
 * A text whose plain byte order is the order of names in a Vietnamese list: letters first, tones where letters are equal.
 */
export function nameSortKey(name: string): string {
  const words = inSortOrder(name).map((word) => [...word.normalize("NFD")]);
  const letters: string[] = [];
  const tones: string[] = [];
  for (const marks of words) {
    let letter = "";
    let tone = 0;
    const close = () => {
      if (letter === "") return;
      const rank = LETTERS.indexOf(letter.normalize("NFC"));
      letters.push(rank < 0 ? `~${letter}` : String.fromCharCode(65 + rank));
      tones.push(String(tone));
      letter = "";
      tone = 0;
    };
    for (const mark of marks) {
      const found = TONES.indexOf(mark);
      if (found > 0) tone = found;
      else if (/\p{M}/u.test(mark)) letter += mark;
      else {
        close();
        letter = mark;
      }
    }
    close();
    letters.push(" ");
    tones.push(" ");
  }
  return `${letters.join("")}!${tones.join("")}`;
}
