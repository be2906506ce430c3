/** Who wears which tokens, as far as this computer knows. */
import type { RosterEntry } from "../../../contract/roster.ts";
import type { SyncTick } from "./ticks.ts";

export function wears({ serials = [] }: RosterEntry, serial: number): boolean {
  return serials.includes(serial);
}

/** What was synced last of somebody's tokens. */
export function tickOfPerson(syncs: readonly SyncTick[], person: RosterEntry): SyncTick | undefined {
  return syncs.find(({ serial }) => wears(person, serial));
}

/** Everybody, with these tokens as the ones that somebody wears. */
function withTokens(
  persons: readonly RosterEntry[],
  tokensOf: (person: RosterEntry) => readonly number[],
): RosterEntry[] {
  return persons.map((one) => {
    const { serials: _, ...person } = one;
    const serials = tokensOf(one);
    return serials.length === 0 ? person : { ...person, serials };
  });
}

/** Everybody as they are when a token has come back from whoever wore it. */
export function withoutToken(persons: readonly RosterEntry[], serial: number): RosterEntry[] {
  return withTokens(persons, ({ serials = [] }) => serials.filter((one) => one !== serial));
}

/** Everybody as they are when somebody has got a token, and has these others no more. */
export function withToken(
  persons: readonly RosterEntry[],
  person: string,
  serial: number,
  ended: readonly number[],
): RosterEntry[] {
  return withTokens(persons, ({ id, serials = [] }) => {
    const left = serials.filter((one) => one !== serial);
    return id === person ? [serial, ...left.filter((one) => !ended.includes(one))] : left;
  });
}
