/** Units and organisations as screens name, search and choose them. */
import { useMemo } from "preact/hooks";
import { folded, foldedWords } from "../../../contract/names.ts";
import { hasWord } from "../../../contract/person-search.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import type { Organisation, Unit } from "../../../contract/units.ts";
import type { Tier } from "../../../contract/vocabulary.ts";
import { useAsked } from "./quanly-context.ts";

export interface PlaceLine {
  readonly id: string;
  readonly name: string;
  readonly is: "unit" | "organisation";
  /** Of a unit. */
  readonly tier?: Tier;
  readonly code?: string;
  /** Of the unit above. */
  readonly in?: string;
  readonly hasEnded: boolean;
}

export interface KnownPlaces {
  readonly units: readonly Unit[];
  readonly organisations: readonly Organisation[];
  readonly all: readonly PlaceLine[];
  /** Its name, with that of the unit that it stands in. */
  nameOf(id: string): string;
  /** Those that last, at or below a place. */
  lastingIn(home: string): readonly PlaceLine[];
}

function placesOf(
  units: readonly Unit[],
  organisations: readonly Organisation[],
  today: string,
): KnownPlaces {
  const names = new Map<string, string>([...units, ...organisations].map(({ id, name }) => [id, name]));
  const above = (id: string | undefined) => (id === undefined ? {} : { in: names.get(id) ?? id });
  const all: PlaceLine[] = [
    ...units.map(
      ({ id, name, tier, code, parent, to }): PlaceLine =>
        Object.assign(
          { id, name, is: "unit", tier, code, hasEnded: to !== undefined && to < today } as const,
          above(parent),
        ),
    ),
    ...organisations.map(
      ({ id, name, unit }): PlaceLine =>
        Object.assign({ id, name, is: "organisation", hasEnded: false } as const, above(unit)),
    ),
  ];
  const byId = new Map(all.map((one) => [one.id, one]));
  const up = new Map<string, readonly string[]>();
  for (const { id, parent, successors = [] } of units)
    up.set(id, [...(parent === undefined ? [] : [parent]), ...successors]);
  for (const { id, unit } of organisations) up.set(id, [unit]);
  const isIn = (id: string, home: string): boolean =>
    id === home || (up.get(id) ?? []).some((one) => isIn(one, home));
  return {
    units,
    organisations,
    all,
    nameOf(id) {
      const found = byId.get(id);
      if (!found) return id;
      return found.in === undefined ? found.name : `${found.name}, ${found.in}`;
    },
    lastingIn: (home) => all.filter(({ id, hasEnded }) => !hasEnded && isIn(id, home)),
  };
}

interface LoadedPlaces {
  readonly places: KnownPlaces | undefined;
  readonly error: unknown;
  again(): void;
}

export function usePlaces(): LoadedPlaces {
  const units = useAsked<{ readonly units: readonly Unit[] }>("/api/units");
  const organisations = useAsked<{ readonly organisations: readonly Organisation[] }>("/api/organisations");
  const places = useMemo(
    () =>
      units.value && organisations.value
        ? placesOf(units.value.units, organisations.value.organisations, dayInProvince(Date.now()))
        : undefined,
    [units.value, organisations.value],
  );
  return {
    places,
    error: units.error ?? organisations.error,
    again() {
      units.again();
      organisations.again();
    },
  };
}

/** Whether each word that is typed begins one of a text, marks or not. */
export function hasWords(text: string, typed: string): boolean {
  return foldedWords(typed).every((word) => hasWord(text, word));
}

/** Places that a text may name: by id, else by name; of units those that last. */
export function placesNamed(typed: string, { all }: KnownPlaces): readonly PlaceLine[] {
  const exact = all.filter(({ id }) => id === typed.trim().toLowerCase());
  if (exact.length > 0) return exact;
  const name = folded(typed);
  const lasting = all.filter(({ hasEnded }) => !hasEnded);
  const byCode = lasting.filter(({ code }) => code !== undefined && code === typed.trim());
  if (byCode.length > 0) return byCode;
  return lasting.filter((one) => folded(one.name) === name);
}
