/** Web addresses as people type them and say them. */
import type { Language } from "./language.ts";

/** bluezone.gov.vn, without what a browser puts before it. */
export function typedAddress(address: string): string {
  return address.replace(/^https:\/\//, "").replace(/^([^/]+)\/$/, "$1");
}

const SIGNS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  ".": { vi: "chấm", en: "dot" },
  "/": { vi: "gạch chéo", en: "slash" },
  "-": { vi: "gạch ngang", en: "dash" },
};
/** Nobody keeps more of it in mind until they have written it down. */
const MOST_SAID = 9;

/** bluezone chấm gov chấm vn; undefined for an address that nobody can write down from hearing it. */
export function spokenAddress(address: string, language: Language): string | undefined {
  const typed = typedAddress(address);
  if (!/^[\p{L}./-]+$/u.test(typed)) return undefined;
  const said = typed
    .split(/([./-])/)
    .map((part) => SIGNS[part]?.[language] ?? part)
    .join(" ");
  return said.split(" ").length <= MOST_SAID ? said : undefined;
}
