/** What somebody signs in with, made from their name. */
import { foldedWords } from "./names.ts";

const MOST = 28;
const LEAST = 3;

/** "Nguyễn Thị Lan" → "lan.nt"; with a number behind it where somebody has that already. Undefined of a name without letters. */
export function proposedLogin(name: string, isTaken: (login: string) => boolean): string | undefined {
  const words = foldedWords(name)
    .map((word) => word.replace(/[^a-z0-9]/g, "").replace(/^\d+/, ""))
    .filter((word) => word !== "");
  const given = words.at(-1);
  if (given === undefined) return undefined;
  const initials = words.slice(0, -1).map((word) => word[0]!);
  const whole = [given, ...(initials.length > 0 ? [initials.join("")] : [])].join(".").slice(0, MOST);
  const base = whole.length < LEAST ? `${whole}01`.slice(0, LEAST) : whole;
  for (let n = 1; ; n++) {
    const login = n === 1 ? base : `${base}${n}`;
    if (!isTaken(login)) return login;
  }
}
