/** Where people belong: what a change of it waits for, and whether somebody is there to ask for something. */
import { randomUUID } from "node:crypto";
import type { Person } from "../../../contract/persons.ts";
import { MOVED, type Moved } from "../../../contract/vocabulary.ts";
import type { Office } from "../../changes.ts";
import { wearingsOfPerson } from "../../people/assignments.ts";
import type { MoveChange } from "../../people/move-store.ts";
import { placesOfPerson } from "../../people/token-homes.ts";
import type { Caller, Services } from "../request/route.ts";

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without keys that are undefined. */
export function definedOf<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** The place of a person who is to be added that lies in another province than who adds them, if there is one. */
export function foreignPlaceOf(person: Person, { places }: Office, { account }: Caller): Moved | undefined {
  return MOVED.find((what) => {
    const place = person[what];
    if (place === undefined || places.isWithin(place, account.place)) return false;
    return !places.isSameProvince(place, account.place);
  });
}

/**
 * What a change of these fields makes of where somebody belongs: what is not within reach stays as it is and is asked for, what nobody
 * has touched waits on.
 */
export function movesOf(
  before: Person,
  wanted: Person,
  fields: readonly string[],
  { places, now }: Office,
  { account }: Caller,
): { readonly details: Person; readonly moves: readonly MoveChange[]; readonly waiting: Moved[] } {
  const changed = MOVED.filter((what) => fields.includes(what));
  const asked = changed.filter(
    (what) =>
      wanted[what] !== undefined &&
      wanted[what] !== before[what] &&
      !places.isWithin(wanted[what], account.place),
  );
  const { unit, organisation, ...rest } = wanted;
  const stays = (what: Moved) => !changed.includes(what) || asked.includes(what);
  const after = {
    unit: stays("unit") ? before.unit : unit,
    organisation: stays("organisation") ? before.organisation : organisation,
  };
  const details: Person = { ...rest, ...definedOf(after), unit: after.unit };
  const moves = changed.map((what): MoveChange => {
    const { id: person } = before;
    if (!asked.includes(what)) return { kind: "move-ended", person, what };
    const move = { id: randomUUID(), place: wanted[what]!, by: account.id, askedAt: now() };
    return { kind: "move-asked", person, what, ...move };
  });
  return { details, moves, waiting: MOVED.filter((what) => wanted[what] !== details[what]) };
}

/**
 * Whether the person is there: a token that was theirs already has just been read at a station of their own place. One that was
 * given to them afterwards says nothing.
 */
export async function isPresent(person: string, { office, station }: Services): Promise<boolean> {
  const homes = (await placesOfPerson(office.queries, person)) ?? [];
  const worn = (await wearingsOfPerson(office.queries, person)).filter(({ to }) => to === undefined);
  return worn.some(({ serial, from }) =>
    station.inHand
      .readingsOf(serial)
      .some(({ place, at }) => from <= at && homes.some((home) => office.places.isWithin(home, place))),
  );
}
