/**
 * What is printed on a token: its serial and a check digit, digits only, since input methods and scanners mangle letters.
 * The check digit is Damm's (H. M. Damm, Total anti-symmetrische Quasigruppen, 2004): it finds every single wrong digit
 * and every pair of neighbours that changed places.
 */
const QUASIGROUP = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
] as const;
export const MAX_SERIAL = 9_999_999_999;

function damm(digits: string): number {
  let state = 0;
  for (const digit of digits) state = Number(QUASIGROUP[state]![Number(digit)]);
  return state;
}

/** Digits of the label and of its QR: the serial and the check digit. */
export function labelDigits(serial: number): string {
  return `${serial}${damm(String(serial))}`;
}

/** As printed: groups of four from the right, the check digit behind a dash: "12 3456-7". */
export function labelText(serial: number): string {
  const digits = labelDigits(serial);
  const grouped = digits.slice(0, -1).replace(/\B(?=(?:\d{4})+$)/g, " ");
  return `${grouped}-${digits.at(-1)}`;
}

type Label =
  | { readonly kind: "serial"; readonly serial: number }
  /** Too few digits as yet. */
  | { readonly kind: "short" }
  /** A digit is wrong, or two changed places. */
  | { readonly kind: "wrong" };

/** Reads what was typed or scanned; everything but digits is passed over. */
export function readLabel(text: string): Label {
  const digits = text.normalize("NFKC").replace(/\D/g, "");
  if (digits.length < 2) return { kind: "short" };
  const serial = Number(digits.slice(0, -1));
  if (damm(digits) !== 0 || serial < 1 || serial > MAX_SERIAL) return { kind: "wrong" };
  return { kind: "serial", serial };
}
