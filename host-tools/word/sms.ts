/**
 * How long an SMS is: its letters as the network counts them, and in how many parts it goes. Operators in Viet Nam sell the same:
 * 160, 306, 459 letters without marks in one, two, three parts; 70, 134, 201 with them.
 */

/** GSM 03.38: the letters of one unit, and those of two, behind an escape. */
const GSM_7 = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const GSM_7_EXTENDED = new Set("\f^{}\\[~]|€");

/** Units of a message that goes alone, and of each part of a longer one, whose head takes six bytes. */
const CODINGS = {
  "gsm-7": { alone: 160, part: 153 },
  "ucs-2": { alone: 70, part: 67 },
} as const;

interface SmsLength {
  readonly coding: keyof typeof CODINGS;
  readonly units: number;
  readonly parts: number;
}

export function smsLength(text: string): SmsLength {
  const letters = [...text.normalize("NFC")];
  const isGsm = letters.every((letter) => GSM_7.has(letter) || GSM_7_EXTENDED.has(letter));
  const coding = isGsm ? "gsm-7" : "ucs-2";
  const widths = letters.map((letter) => (isGsm ? (GSM_7.has(letter) ? 1 : 2) : letter.length));
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { alone, part } = CODINGS[coding];
  return { coding, units, parts: units <= alone ? 1 : partsOf(widths, part) };
}

/** What takes two units stands in one part with both. */
function partsOf(widths: readonly number[], most: number): number {
  let [parts, used] = [1, 0];
  for (const width of widths) {
    if (used + width > most) [parts, used] = [parts + 1, 0];
    used += width;
  }
  return parts;
}

/** Letters that a gateway refuses. */
const REFUSED = /[#&]/g;

/** The letters in a message that do not come through; none in one that can be sent. */
export function refusedInSms(text: string): readonly string[] {
  return [...new Set(text.match(REFUSED))];
}

/** Vietnamese as phones without its letters show it; what no such phone knows becomes its like. */
export function withoutMarks(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D")
    .replace(/[–—]/g, "-")
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/…/g, "...")
    .normalize("NFC");
}
