/** What a place does with lists of people to come: have one checked, bring it, look at it, hand out from it. */
import { randomUUID } from "node:crypto";
import { nameSortKey } from "../../contract/names.ts";
import { isSought, soughtIn } from "../../contract/person-search.ts";
import { dayInProvince } from "../../contract/province-time.ts";
import { refuse } from "../../contract/refusal.ts";
import type { RosterField } from "../../contract/roster-files.ts";
import type { Queries } from "../database/database.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import type { Place, Places } from "../units/unit.ts";
import { judgeList, type KnownPerson, whoOf } from "./judge.ts";
import { type ListRead, type ReadList, readList } from "./list-reading.ts";
import {
  type KeptRow,
  type ListChange,
  plannedRows,
  printsOf,
  wrappedPrints,
  wrappedRows,
} from "./list-store.ts";

interface ListDeskParts {
  readonly queries: Queries;
  readonly places: Places;
  readonly wrapping: KeyWrapping;
  /** World ms. */
  readonly now: () => number;
}

/** A file that a place has. */
export interface PlacesFile {
  readonly place: Place;
  readonly bytes: Uint8Array;
  readonly choice: Readonly<Partial<Record<RosterField, number>>> | undefined;
  readonly repairsPhones: boolean;
  /** Places whose people who asks may see: rows are held against them. */
  readonly seen: readonly Place[];
}

interface Brought extends Omit<ReturnType<typeof judgeList>, "rows" | "prints"> {
  /** Absent where nothing changes. */
  readonly change?: Extract<ListChange, { kind: "list-brought" }>;
}

export class ListDesk {
  readonly #parts: ListDeskParts;

  constructor(parts: ListDeskParts) {
    this.#parts = parts;
  }

  /** Refusal: input, where people cannot belong to the place. */
  async read({ place, bytes, choice, repairsPhones, seen }: PlacesFile, isMarked = false): Promise<ListRead> {
    const { places, now } = this.#parts;
    this.#homeOf(place);
    const units = places.allUnits().filter(({ tier }) => tier === "commune");
    const isOrganisation = places.organisation(place) !== undefined;
    // Who works or learns somewhere may live anywhere in the province.
    const within = units.filter(({ id }) =>
      isOrganisation ? places.isSameProvince(id, place) : places.isWithin(id, place),
    );
    return readList({
      bytes,
      choice,
      repairsPhones,
      units,
      isMarked,
      today: dayInProvince(now()),
      within: new Set(within.map(({ id }) => id)),
      people: isMarked ? [] : await this.#knownPeople(seen),
    });
  }

  /** Unit and organisation of those who tell no other one. */
  #homeOf(place: Place): { readonly unit: Place; readonly organisation: Place | undefined } {
    const { places } = this.#parts;
    const organisation = places.organisation(place);
    if (organisation) return { unit: organisation.unit, organisation: place };
    const unit = places.unit(place);
    if (unit?.tier !== "commune" && unit?.tier !== "hamlet") throw refuse("input", "place");
    return { unit: place, organisation: undefined };
  }

  async #knownPeople(places: readonly Place[]): Promise<KnownPerson[]> {
    const rows = await this.#parts.queries.query<{ [K in keyof KnownPerson]: KnownPerson[K] | null }>(
      `SELECT id, name, birth, phone, hamlet, "group" FROM people.person
       WHERE unit = ANY($1::text[]) OR organisation = ANY($1::text[])`,
      [[...places]],
    );
    return rows.map(
      (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as never,
    );
  }

  /** What becomes of a list; `isWhole`: nothing of one that has a fault is kept. To be called alone with the commit of its change. */
  async bring(place: Place, read: ReadList, isWhole: boolean): Promise<Brought> {
    const { queries, wrapping, now } = this.#parts;
    const faulty = [...new Set(read.problems.map(({ row }) => row))];
    const nothing = { created: 0, updated: 0, unchanged: 0, waiting: 0, skipped: [] };
    if (isWhole && faulty.length > 0) return nothing;
    const rowOf = new Map<string, KeptRow>();
    for (const row of await plannedRows(queries, wrapping, [place])) rowOf.set(whoOf(row.planned), row);
    const { rows, prints, ...counts } = judgeList({
      ready: read.ready,
      faulty,
      doubles: read.doubles,
      prints: await printsOf(queries, wrapping, place),
      rowOf,
      ...this.#homeOf(place),
    });
    if (counts.created + counts.updated === 0) return counts;
    const id = randomUUID();
    const { created, updated } = counts;
    const list = {
      id,
      place,
      at: now(),
      created,
      updated,
      prints: wrappedPrints(wrapping, id, prints),
    };
    return { ...counts, change: { kind: "list-brought", list, rows: await wrappedRows(wrapping, rows) } };
  }

  /** Rows that wait for a decision, in the order of their files. */
  async waiting(places: readonly Place[]): Promise<KeptRow[]> {
    const rows = await plannedRows(this.#parts.queries, this.#parts.wrapping, places, true);
    return rows.sort((a, b) => a.row - b.row);
  }

  /** People whose consent may be asked for, by all the words of `text`: name, year, hamlet, group, phone. */
  async planned(places: readonly Place[], text: string): Promise<KeptRow[]> {
    const rows = await plannedRows(this.#parts.queries, this.#parts.wrapping, places, false);
    const sought = soughtIn(text);
    const found = rows.filter(({ planned }) => isSought(sought, planned));
    const keys = new Map(found.map((row) => [row, nameSortKey(row.planned.name)]));
    return found.sort((a, b) => (keys.get(a)! < keys.get(b)! ? -1 : 1));
  }
}
