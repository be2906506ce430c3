/** What a unit tells of itself, once: everything else in its kit is the same for everybody. */
import * as v from "valibot";
import { isDay } from "../contract/province-time.ts";
import { address, allowed, day, phone, said, someHours } from "./fact-pieces.ts";
import { FAULT_WORDS, type FactsFault, NAME_LETTERS, SHORT_LETTERS } from "./fault-words.ts";
import type { Language } from "./language.ts";
import { isPicture, LOGO_BYTES } from "./logo.ts";
import { isShortEnough, radioFacts } from "./radio-facts.ts";
import { refusedInSms } from "./sms.ts";
import { isOpenOn, WEEKDAYS } from "./weekdays.ts";
import { type WordObjection, wordObjections } from "./words-lint.ts";

export const UNIT_KINDS = [
  "province",
  "commune",
  "station",
  "school",
  "park",
  "company",
  "union",
  "transport",
  "hospitality",
  "telecom",
  "building",
] as const;

/** A commune of today has some twenty hamlets. */
export const MOST_LISTED = { hotlines: 3, places: 24 } as const;

const canBeSent = (text: string) => refusedInSms(text).length === 0;

const handOut = v.pipe(
  v.strictObject({
    name: said(NAME_LETTERS),
    address: v.optional(said(120)),
    hours: someHours,
    weekdays: v.picklist(WEEKDAYS, "unknown" satisfies FactsFault),
    from: day,
    to: day,
  }),
  v.forward(
    v.check(({ from, to }) => from <= to, "before" satisfies FactsFault),
    ["to"],
  ),
  v.forward(
    v.check(({ from, weekdays }) => !isDay(from) || isOpenOn(weekdays, from), "closed" satisfies FactsFault),
    ["from"],
  ),
  v.forward(
    v.check(({ to, weekdays }) => !isDay(to) || isOpenOn(weekdays, to), "closed" satisfies FactsFault),
    ["to"],
  ),
);
/** Where tokens are handed out, from which day to which. */
export type HandOut = v.InferOutput<typeof handOut>;

/** Before each thing that people are asked to bring. */
const BRING = "mang theo ";

const hotline = v.strictObject({
  /** "Trạm y tế", "Ban ngày". */
  label: v.optional(allowed(40)),
  phone,
});

const shape = v.strictObject({
  /** As it is written in full: "Trường Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai". */
  name: said(NAME_LETTERS),
  /** For texts that are counted by the letter. */
  shortName: v.optional(said(SHORT_LETTERS)),
  kind: v.picklist(UNIT_KINDS, "unknown" satisfies FactsFault),
  /** In whose name a loudspeaker speaks: "Ban Chỉ đạo phòng, chống dịch xã Ái Quốc". The unit's own without one. */
  sender: v.optional(said(NAME_LETTERS)),
  hotlines: v.pipe(
    v.array(hotline),
    v.minLength(1, "missing" satisfies FactsFault),
    v.maxLength(MOST_LISTED.hotlines, "too-many" satisfies FactsFault),
  ),
  places: v.pipe(
    v.array(handOut),
    v.minLength(1, "missing" satisfies FactsFault),
    v.maxLength(MOST_LISTED.places, "too-many" satisfies FactsFault),
  ),
  /** What people with a smartphone are shown: name and address, never a version. */
  app: v.strictObject({ name: v.pipe(allowed(24), v.check(canBeSent, "sms" satisfies FactsFault)), address }),
  /** What a visitor's own phone scans at the unit's gate. */
  site: v.optional(address),
  /** Where more is told. */
  page: v.optional(address),
  /** Who answers for the data, by name: whom people complain to. */
  dataOwner: v.strictObject({ name: said(60), phone, address: v.optional(said(120)) }),
  /** Whether people pay nothing for the token, its battery and a new one: who cannot say so leaves the sentence out. */
  free: v.boolean("unknown" satisfies FactsFault),
  /** Who is asked for a paper is told which one; without it people need to bring nothing. */
  bring: v.optional(v.pipe(v.array(allowed(40, BRING)), v.maxLength(3, "too-many" satisfies FactsFault))),
  /** On which day the programme ends, where that is known. */
  ends: v.optional(day),
  /** When the commune's radio speaks. Without it the sessions that any commune may have. */
  radio: v.optional(radioFacts),
  /** PNG or JPEG. */
  logo: v.optional(
    v.pipe(
      v.custom<Uint8Array>((given) => given instanceof Uint8Array, "picture" satisfies FactsFault),
      v.check(({ length }) => length <= LOGO_BYTES, "too-big" satisfies FactsFault),
      v.check(isPicture, "picture" satisfies FactsFault),
    ),
  ),
});
const facts = v.pipe(
  shape,
  v.forward(
    v.check(
      ({ name, shortName }) => name.length <= SHORT_LETTERS || shortName !== undefined,
      "short" satisfies FactsFault,
    ),
    ["shortName"],
  ),
  v.forward(
    v.check(({ name, shortName }) => canBeSent(shortName ?? name), "sms" satisfies FactsFault),
    ["shortName"],
  ),
  v.forward(
    v.check(({ name, radio }) => isShortEnough(name, radio?.sessions), "long" satisfies FactsFault),
    ["radio", "sessions"],
  ),
  v.forward(
    v.check(
      ({ ends, places }) => ends === undefined || places.every(({ to }) => to <= ends),
      "before" satisfies FactsFault,
    ),
    ["ends"],
  ),
);
export type Facts = v.InferOutput<typeof facts>;

export interface FactsProblem {
  /** "places.0.to". */
  readonly field: string;
  readonly fault: FactsFault;
  /** Of a refused word: which, and the reason. */
  readonly objections?: Readonly<Record<Language, readonly WordObjection[]>>;
}

type Read = { readonly facts: Facts } | { readonly faults: readonly FactsProblem[] };

/** What a fault of two fields is told of, by the one at which it stands: what has no beginning cannot end before it. */
const RESTS_ON: Partial<Readonly<Record<FactsFault, (field: string) => string>>> = {
  before: (field) => field.replace(/to$/, "from"),
  short: () => "name",
};

/** The facts in their one form, or what is wrong with each field. */
export function readFacts(given: unknown): Read {
  const read = v.safeParse(facts, given);
  if (read.success) return { facts: read.output };
  const faults = read.issues.map(problemOf);
  const first = (field: string) => faults.findIndex((one) => one.field === field);
  const isWrong = (other: string | undefined, field: string) =>
    other !== undefined && other !== field && first(other) >= 0;
  // One word a field; and where what it rests on is wrong, that one alone.
  return {
    faults: faults.filter(
      ({ field, fault }, i) => first(field) === i && !isWrong(RESTS_ON[fault]?.(field), field),
    ),
  };
}

/** What is wrong with facts, by field; nothing for those of which a kit can be made. */
export function faultsOf(given: unknown): readonly FactsProblem[] {
  const read = readFacts(given);
  return "faults" in read ? read.faults : [];
}

function problemOf(issue: v.BaseIssue<unknown>): FactsProblem {
  const problem = { field: v.getDotPath(issue) ?? "", fault: faultOf(issue) };
  if (problem.fault !== "refused") return problem;
  const text = `${problem.field.startsWith("bring") ? BRING : ""}${String(issue.input)}`;
  return { ...problem, objections: { vi: wordObjections(text, "vi"), en: wordObjections(text, "vi", "en") } };
}

function faultOf({ message, input, type }: v.BaseIssue<unknown>): FactsFault {
  if (input === undefined) return "missing";
  if (message in FAULT_WORDS) return message as FactsFault;
  return type === "strict_object" ? "unknown" : "form";
}
