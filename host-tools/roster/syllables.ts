/** Whether a word can be Vietnamese, and text typed in the fonts from before Unicode. */
import iconv from "iconv-lite";

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
const INITIAL = "(?:ngh|gh|gi|kh|ng|nh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?";
const VOWELS = "(?:[aăâeêioôơuưy]{1,3})";
const FINAL = "(?:ch|ng|nh|[cmnpt])?";
const SYLLABLE = new RegExp(`^${INITIAL}${VOWELS}${FINAL}$`, "u");

/** One syllable with at most one tone: "nguyễn" is, "nguyÔn" and "nguyeãn" are not. */
function isSyllable(word: string): boolean {
  const parts = word.normalize("NFD");
  const tones = parts.match(TONE) ?? [];
  if (tones.length > 1) return false;
  const bare = parts.replace(TONE, "").normalize("NFC").toLowerCase();
  // A capital within a word is what an old font leaves behind: "V¨n", "NguyÔn".
  if (/\p{Ll}\p{Lu}/u.test(word)) return false;
  return SYLLABLE.test(bare);
}

/** Share of the words with letters beyond ASCII that can be Vietnamese, and how many such words there are. */
export function vietnameseShare(texts: Iterable<string>): { readonly share: number; readonly words: number } {
  let [words, good] = [0, 0];
  for (const text of texts)
    for (const word of text.split(/[\s\d.,;:/()\-–'"+*_&]+/u)) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII
      if (!/[^\x00-\x7f]/.test(word)) continue;
      words++;
      if (isSyllable(word)) good++;
    }
  return { share: words === 0 ? 1 : good / words, words };
}

type LegacyFont = "tcvn3" | "vni";

/** Text in a TCVN3 font, as its bytes stand in Windows' Latin letters. */
function fromTcvn3(text: string): string {
  return iconv.decode(iconv.encode(text, "latin1"), "tcvn").normalize("NFC");
}

const VNI_PAIRS: Readonly<Record<string, string>> = {
  a: "aùáaøàaûảaõãaïạaââaáấaàầaåẩaãẫaäậaêăaéắaèằaúẳaüẵaëặ",
  e: "eùéeøèeûẻeõẽeïẹeâêeáếeàềeåểeãễeäệ",
  o: "oùóoøòoûỏoõõoïọoâôoáốoàồoåổoãỗoäộ",
  u: "uùúuøùuûủuõũuïụ",
  y: "yùýyøỳyûỷyõỹ",
  ô: "ôùớôøờôûởôõỡôïợ",
  ö: "öùứöøừöûửöõữöïự",
};
const VNI_ALONE: Readonly<Record<string, string>> = {
  æ: "ỉ",
  ó: "ĩ",
  ò: "ị",
  î: "ỵ",
  ñ: "đ",
  ô: "ơ",
  ö: "ư",
};

const VNI = new Map<string, string>(Object.entries(VNI_ALONE));
for (const pairs of Object.values(VNI_PAIRS))
  for (let i = 0; i < pairs.length; i += 3) VNI.set(pairs.slice(i, i + 2), pairs[i + 2]!);

/** Text in a VNI font, in small letters. */
function fromVni(text: string): string {
  const small = text.normalize("NFC").toLowerCase();
  let out = "";
  for (let i = 0; i < small.length; i++) {
    const pair = VNI.get(small.slice(i, i + 2));
    if (pair !== undefined && small.length > i + 1) i++;
    out += pair ?? VNI.get(small[i]!) ?? small[i]!;
  }
  return out;
}

/** A word or two may be of another language; most words of a list are not. */
const PLAIN_SHARE = 0.6;
const READ_SHARE = 0.8;

/** The old font that texts are typed in; undefined where they read well as they are. */
export function legacyFontOf(texts: readonly string[]): LegacyFont | undefined {
  const plain = vietnameseShare(texts);
  if (plain.words === 0 || plain.share >= PLAIN_SHARE) return undefined;
  const read = { tcvn3: vietnameseShare(texts.map(fromTcvn3)), vni: vietnameseShare(texts.map(fromVni)) };
  const best = read.tcvn3.share >= read.vni.share ? "tcvn3" : "vni";
  return read[best].share >= READ_SHARE ? best : undefined;
}
