/** Likely doubles among people who are held on this computer. */
import { doubleReasons, phoneEndOf } from "../../../contract/doubles.ts";
import type { Resembling, RosterEntry } from "../../../contract/roster.ts";
import type { TypedPerson } from "./types.ts";

export function resemblingOf(person: TypedPerson, held: readonly RosterEntry[]): Resembling[] {
  return held.flatMap((other) => {
    const reasons = doubleReasons(person, other);
    return reasons.length > 0 ? [{ ...other, reasons }] : [];
  });
}

/** Somebody who was typed in here, as a roster shows them. */
export function entryOf(id: string, typed: TypedPerson): RosterEntry {
  const { name, birth, hamlet, group, guardian, phone } = typed;
  return {
    id,
    name,
    birth,
    ...(hamlet ? { hamlet } : {}),
    ...(group ? { group } : {}),
    ...(guardian ? { guardian: guardian.name } : {}),
    ...(phone ? { phoneEnd: phoneEndOf(phone) } : {}),
  };
}
