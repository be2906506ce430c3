/** What is typed in of a person, what is wrong with it, and what it makes. */
import { isBirth, isChildOn } from "../../../contract/ages.ts";
import type { FieldValue } from "../../../contract/changes.ts";
import type { PlannedPerson } from "../../../contract/lists.ts";
import type { Person } from "../../../contract/persons.ts";
import { keptPhone, readablePhone } from "../../../contract/phones.ts";
import { asKnown } from "../../../contract/spellings.ts";
import { likenessOf, tidied, tidyText } from "../../../contract/texts.ts";
import { dayText } from "../../shared/dates.ts";
import type { Edits } from "../../shared/edits.ts";
import type { Belongings, TypedPerson } from "../services/types.ts";

export const NO_FIELDS = {
  name: "",
  birth: "",
  phone: "",
  group: "",
  hamlet: "",
  guardian: "",
  relation: "",
  guardianPhone: "",
};
export type Fields = Readonly<typeof NO_FIELDS>;
export type FieldName = keyof Fields;

/** What is wrong with a field; "refused" is the server's word. */
type Wrong = "missing" | "birth" | "phone" | "refused";
export type WrongFields = Readonly<Partial<Record<FieldName, Wrong>>>;

/** The server's names of fields, in whatever body they came. */
const NAMES: Readonly<Record<string, FieldName>> = {
  name: "name",
  birth: "birth",
  phone: "phone",
  group: "group",
  hamlet: "hamlet",
  guardian: "guardian",
  "guardian.name": "guardian",
  "guardian.relation": "relation",
  "guardian.phone": "guardianPhone",
};

export function fieldOf(server: string | undefined): FieldName | undefined {
  return NAMES[server?.replace(/^person\./, "") ?? ""];
}

/** A year, or a whole date in either order of its parts, as it is kept; what is neither as it is. */
function keptBirth(text: string): string {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  return year ? `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}` : text;
}

/** Whether a guardian has to be there: of today, YYYY-MM-DD. */
export function isChildIn({ birth }: Fields, today: string): boolean {
  const kept = keptBirth(tidied(birth));
  return isBirth(kept, today) && isChildOn(kept, today);
}

/** A child who comes with somebody: it is likely to be they who answer. */
export function withGuardian(fields: Fields, today: string, collector: string | undefined): Fields {
  if (collector === undefined || fields.guardian !== "" || !isChildIn(fields, today)) return fields;
  return { ...fields, guardian: collector };
}

/** What the form is about, beside what is typed. */
interface Asked {
  /** A guardian has to be there. */
  readonly isChild: boolean;
  /** One may be typed in. */
  readonly hasGuardian: boolean;
}

export function wrongIn(fields: Fields, today: string, { isChild, hasGuardian }: Asked): WrongFields {
  const { name, birth, phone, guardian, relation, guardianPhone } = tidied(fields);
  const isGuardianAsked = isChild || (hasGuardian && `${guardian}${relation}${guardianPhone}` !== "");
  const phoneWrong = (text: string) => keptPhone(text) === "bad" && "phone";
  const found: Readonly<Partial<Record<FieldName, Wrong | false>>> = {
    name: name === "" && "missing",
    birth: !isBirth(keptBirth(birth), today) && "birth",
    phone: phoneWrong(phone),
    guardian: isGuardianAsked && guardian === "" && "missing",
    relation: isGuardianAsked && relation === "" && "missing",
    guardianPhone: hasGuardian && phoneWrong(guardianPhone),
  };
  return Object.fromEntries(Object.entries(found).filter(([, wrong]) => wrong));
}

/** What was left empty, or is not asked, is not there. */
export function personOf(fields: Fields, phoneShared: boolean, hasGuardian: boolean): TypedPerson {
  const { name, birth, phone, hamlet, group, guardian, relation, guardianPhone } = tidied(fields);
  return {
    name,
    birth: keptBirth(birth),
    ...(phone ? { phone, phoneShared } : {}),
    ...(hamlet ? { hamlet } : {}),
    ...(group ? { group } : {}),
    ...(hasGuardian && guardian
      ? { guardian: { name: guardian, relation, ...(guardianPhone ? { phone: guardianPhone } : {}) } }
      : {}),
  };
}

export const NOTHING_KNOWN: Belongings = { hamlet: new Map(), group: new Map() };

/** A hamlet or group as the place writes it; as it was typed where it was put right, or is new. */
export function placeWrites(typed: string, before: string, known: ReadonlyMap<string, number>): string {
  if (tidyText(typed) === "" || likenessOf(typed) === likenessOf(before)) return typed;
  return asKnown(typed, known);
}

/** The same of both. */
export function asPlaceWrites(fields: Fields, before: Fields, known: Belongings): Fields {
  return {
    ...fields,
    hamlet: placeWrites(fields.hamlet, before.hamlet, known.hamlet),
    group: placeWrites(fields.group, before.group, known.group),
  };
}

/** As it stands in the form before anything is typed. */
export function fieldsOf({ name, birth, phone, group, hamlet, guardian }: Person): Fields {
  return {
    name,
    birth: dayText(birth),
    phone: phone === undefined ? "" : readablePhone(phone),
    group: group ?? "",
    hamlet: hamlet ?? "",
    guardian: guardian?.name ?? "",
    relation: guardian?.relation ?? "",
    guardianPhone: guardian?.phone === undefined ? "" : readablePhone(guardian.phone),
  };
}

/** The form as the row of a list fills it in; all of it may be put right. */
export function typedOf({ guardian, ...planned }: PlannedPerson): { fields: Fields; isPhoneShared: boolean } {
  const known = guardian && { guardian: { relation: "", ...guardian } };
  return { fields: fieldsOf({ ...planned, ...known }), isPhoneShared: false };
}

/** What can be put right in the form, by the server's names. */
const CORRECTED = ["name", "birth", "phone", "phoneShared", "hamlet", "group", "guardian"] as const;

/** Only what was typed to be another; phones are compared as they are kept. */
export function editsOf(before: Person, typed: TypedPerson): Edits {
  const [now, wanted] = [comparable(before), comparable(typed)];
  const changed = CORRECTED.filter((field) => JSON.stringify(now[field]) !== JSON.stringify(wanted[field]));
  return Object.fromEntries(
    changed.map((field) => [field, { seen: before[field] ?? null, wanted: wanted[field] ?? null }]),
  );
}

function comparable({ phone, phoneShared, guardian, ...rest }: TypedPerson | Person) {
  const { name, birth, hamlet, group } = rest;
  const kept = keptPhone(phone);
  return {
    name,
    birth,
    hamlet,
    group,
    phone: kept,
    // Of no phone there is nothing to say; of one, nobody's but theirs.
    phoneShared: kept === undefined ? undefined : (phoneShared ?? false),
    guardian: guardian && guardianValue(guardian),
  } satisfies Record<(typeof CORRECTED)[number], FieldValue | undefined>;
}

function guardianValue({ name, relation, phone }: NonNullable<Person["guardian"]>): Record<string, string> {
  const kept = keptPhone(phone);
  return { name, relation, ...(kept === undefined ? {} : { phone: kept }) };
}
