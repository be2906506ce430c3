/** What is typed while an empty server is set up, what lacks of it, and what is sent. */
import { proposedLogin } from "../../../contract/logins.ts";
import type { NewSetUp } from "../../../contract/setup.ts";
import { PROVINCES } from "./provinces.ts";

/** Value of a province that the list does not have. */
export const OTHER = "other";

export const EMPTY = {
  code: "",
  province: "",
  provinceCode: "",
  provinceName: "",
  name0: "",
  login0: "",
  name1: "",
  login1: "",
  communeCode: "",
  communeName: "",
};
export type Typed = typeof EMPTY;
export type TypedField = keyof Typed;
export type Step = 1 | 2 | 3;

/** Names of what is wrong with a field (texts/setup.ts). */
type Lack = "codeShort" | "chooseProvince" | "badCode" | "nameMissing" | "person" | "badLogin" | "sameLogin";
type Lacks = Partial<Record<TypedField, Lack>>;

const CODE_LETTERS = 28;
const isCode = (typed: string) => /^[0-9a-z]{1,10}$/.test(typed.trim());

/** Both logins as they will be: proposed where none is typed. Undefined of a name without letters. */
export function loginsOf({ name0, login0, name1, login1 }: Typed): readonly (string | undefined)[] {
  const typed = [login0, login1].map((login) => login.trim().toLowerCase());
  const first = typed[0] || proposedLogin(name0, (login) => login === typed[1]);
  return [first, typed[1] || proposedLogin(name1, (login) => login === first)];
}

/** What lacks before the step is done, in the order of its fields. */
export function lacksOf(step: Step, typed: Typed): Lacks {
  if (step === 1) {
    const isShort = typed.code.replace(/[^a-z0-9]/gi, "").length < CODE_LETTERS;
    const isOther = typed.province === OTHER;
    return {
      ...(isShort ? { code: "codeShort" } : {}),
      ...(typed.province === "" ? { province: "chooseProvince" } : {}),
      ...(isOther && !isCode(typed.provinceCode) ? { provinceCode: "badCode" } : {}),
      ...(isOther && typed.provinceName.trim() === "" ? { provinceName: "nameMissing" } : {}),
    };
  }
  if (step === 3)
    return {
      ...(isCode(typed.communeCode) ? {} : { communeCode: "badCode" }),
      ...(typed.communeName.trim() === "" ? { communeName: "nameMissing" } : {}),
    };
  const [first, second] = loginsOf(typed);
  const isBad = (login: string | undefined) => login !== undefined && !/^[a-z][a-z0-9.-]{2,31}$/.test(login);
  return {
    ...(first === undefined || typed.name0.trim() === "" ? { name0: "person" } : {}),
    ...(isBad(first) ? { login0: "badLogin" } : {}),
    ...(second === undefined || typed.name1.trim() === "" ? { name1: "person" } : {}),
    ...(isBad(second) ? { login1: "badLogin" } : {}),
    ...(second !== undefined && first === second ? { login1: "sameLogin" } : {}),
  };
}

export function sentOf(typed: Typed, withCommune: boolean): NewSetUp {
  const listed = PROVINCES.find(([code]) => code === typed.province);
  const [code, name] = listed ?? [typed.provinceCode.trim(), typed.provinceName];
  const logins = loginsOf(typed);
  return {
    code: typed.code,
    province: { code, name },
    administrators: [typed.name0, typed.name1].map((name, i) => ({ name, login: logins[i] ?? "" })),
    ...(withCommune ? { commune: { code: typed.communeCode.trim(), name: typed.communeName } } : {}),
  };
}

/** The server's names of fields, with the step and the field at which they are typed. */
const PLACES: Readonly<Record<string, readonly [step: Step, field: TypedField]>> = {
  code: [1, "code"],
  "province.code": [1, "provinceCode"],
  "province.name": [1, "provinceName"],
  "administrators.0.name": [2, "name0"],
  "administrators.0.login": [2, "login0"],
  "administrators.1.name": [2, "name1"],
  "administrators.1.login": [2, "login1"],
  "commune.code": [3, "communeCode"],
  "commune.name": [3, "communeName"],
};

/** Where a refused field is put right. */
export function placeOf(field: string, { province }: Typed): readonly [Step, TypedField] | undefined {
  const found = PLACES[field];
  // The fields of a province of the list are not there.
  return found && field.startsWith("province.") && province !== OTHER ? [1, "province"] : found;
}
