/** What is typed of a unit, by the facts' own names of fields, and the facts that it makes. */
import type { Facts, MOST_LISTED } from "../../../word/facts.ts";
import type { Language } from "../../../word/model.ts";

/** "places.0.from": lists have as many rows as have been opened. */
type Typed = Readonly<Record<string, string>>;

export interface Draft {
  readonly typed: Typed;
  readonly channels: readonly string[];
  readonly languages: readonly Language[];
  readonly hasBleed: boolean;
}

const KEPT_AS = "word-draft";

/** What people with a smartphone are shown, until somebody writes another one. */
const APP = { "app.name": "Bluezone", "app.address": "https://bluezone.gov.vn/" };

export const EMPTY: Draft = {
  typed: { kind: "commune", free: "yes", "places.0.weekdays": "every-day", "hotlines.0.phone": "", ...APP },
  channels: [],
  languages: ["vi", "en"],
  hasBleed: false,
};

/** How many rows of a list are on the form. */
export function openRows(typed: Typed, list: keyof typeof MOST_LISTED): number {
  const rows = Object.keys(typed).filter((name) => name.startsWith(`${list}.`));
  return Math.max(1, ...rows.map((name) => Number(name.split(".")[1]) + 1));
}

/** What the next place most often shares with the one before: name and address it has of its own. */
const SHARED = ["hours", "from", "to", "weekdays"] as const;

/** What is typed with one more place, open on the days and hours of the last one. */
export function withPlace(typed: Typed): Typed {
  const next = openRows(typed, "places");
  const shared = SHARED.flatMap((name) => {
    const last = typed[`places.${next - 1}.${name}`];
    return last === undefined ? [] : [[`places.${next}.${name}`, last] as const];
  });
  return { ...typed, [`places.${next}.name`]: "", ...Object.fromEntries(shared) };
}

/** The facts, as `readFacts` takes them; what is left empty is not there. */
export function givenFrom(typed: Typed, logo: Uint8Array | undefined): unknown {
  const at = (name: string) => (typed[name] ?? "").trim();
  const text = (name: string) => (at(name) === "" ? {} : { [name.split(".").at(-1)!]: at(name) });
  const day = (name: string) => (at(name) === "" ? {} : { [name.split(".").at(-1)!]: isoDay(at(name)) });
  const list = at("bring")
    .split(",")
    .map((one) => one.trim());
  return {
    ...text("name"),
    ...text("shortName"),
    kind: at("kind"),
    ...text("sender"),
    hotlines: some(openRows(typed, "hotlines"), (i) => ({
      ...text(`hotlines.${i}.label`),
      ...text(`hotlines.${i}.phone`),
    })),
    places: some(openRows(typed, "places"), (i) => ({
      ...text(`places.${i}.name`),
      ...text(`places.${i}.address`),
      ...(at(`places.${i}.hours`) === "" ? {} : { hours: hoursFrom(at(`places.${i}.hours`)) }),
      weekdays: at(`places.${i}.weekdays`) || "every-day",
      ...day(`places.${i}.from`),
      ...day(`places.${i}.to`),
    })),
    app: { ...text("app.name"), ...text("app.address") },
    ...text("site"),
    ...text("page"),
    dataOwner: { ...text("dataOwner.name"), ...text("dataOwner.phone"), ...text("dataOwner.address") },
    free: at("free") === "yes",
    ...(at("bring") === "" ? {} : { bring: list.filter((one) => one !== "") }),
    ...day("ends"),
    ...(at("radio.sessions") === ""
      ? {}
      : {
          radio: {
            sessions: hoursFrom(at("radio.sessions")),
            weekdays: at("radio.weekdays") || "monday-friday",
          },
        }),
    ...(logo && { logo }),
  };
}

function some<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

/** 4/1/2027 as 2027-01-04; what is no day stays as it is typed, and is told as wrong. */
function isoDay(typed: string): string {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed) ?? [];
  return year ? `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}` : typed;
}

/** "7:30–11:00, 13h30-17h": what is no hour stays as it is typed, and is told as wrong. */
function hoursFrom(typed: string): Facts["places"][number]["hours"] {
  return typed.split(",").map((one) => {
    const [from = "", to = ""] = one.split(/[-–]| đến | to /).map(clock);
    return { from, to };
  });
}

function clock(typed: string): string {
  const [, hour, minute = ""] = /^(\d{1,2})(?:[:hg.](\d{2})?)?$/.exec(typed.trim()) ?? [];
  return hour ? `${hour.padStart(2, "0")}:${minute.padEnd(2, "0")}` : typed.trim();
}

/** The field of the form at which something is put right: an hour of a place is typed with all its hours. */
function typedAs(path: string): string {
  const hours = /^(.*\.(?:hours|sessions))\b/.exec(path);
  if (hours) return hours[1]!;
  return path.startsWith("bring") ? "bring" : path;
}

/** A list without a row is a list whose first row is empty. */
const FIRST: Readonly<Record<string, string>> = {
  hotlines: "hotlines.0.phone",
  places: "places.0.name",
  dataOwner: "dataOwner.name",
  app: "app.name",
};
export const shownAt = (path: string): string => FIRST[path] ?? typedAs(path);

/** What this browser has kept of an earlier day, or nothing. */
export function keptDraft(): Draft | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_AS) ?? "") as Partial<Draft>;
    return kept.typed && kept.channels && kept.languages ? { ...EMPTY, ...kept } : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(draft: Draft | undefined): void {
  try {
    if (draft) localStorage.setItem(KEPT_AS, JSON.stringify(draft));
    else localStorage.removeItem(KEPT_AS);
  } catch {
    // Without room it is typed again another day.
  }
}
