/** Where a token belongs. Its number alone gives nobody a say in it, nor tells anything of who wears it. */
import type { Queries } from "../database/database.ts";
import type { Place } from "../units/unit.ts";
import { custodiesOf, type Wearing, wearingsOfToken } from "./assignments.ts";
import { findPerson } from "./person-store.ts";

/**
 * "worn": with who wears it; "kept": with the organisation that shares it; "stock": where it was worn or kept last;
 * "new": nobody is known to have had it.
 */
interface TokenHome {
  readonly kind: "worn" | "kept" | "stock" | "new";
  readonly places: readonly Place[];
  /** Of who wears it, without the keeper's. */
  readonly wearerPlaces: readonly Place[];
}

export async function homeOfToken(queries: Queries, serial: number): Promise<TokenHome> {
  const wearings = await wearingsOfToken(queries, serial);
  const custodies = await custodiesOf(queries, serial);
  const worn = wearings.findLast(({ to }) => to === undefined);
  const custody = custodies.at(-1);
  const keeper = custody ? [custody.organisation] : [];
  const isKept = custody !== undefined && custody.to === undefined;
  const wearerPlaces = worn ? await placesOfWearer(queries, worn) : [];
  // What an organisation shares stays its own while one of its people wears it.
  if (worn) return { kind: "worn", wearerPlaces, places: [...wearerPlaces, ...(isKept ? keeper : [])] };
  if (isKept) return { kind: "kept", wearerPlaces, places: keeper };
  const last = wearings.at(-1);
  const isKeeperLast = custody && (last?.to ?? 0) <= custody.to!;
  const places = last && !isKeeperLast ? await placesOfWearer(queries, last) : keeper;
  return { kind: places.length > 0 ? "stock" : "new", wearerPlaces, places };
}

/** Unit and organisation. */
export async function placesOfPerson(queries: Queries, person: string): Promise<Place[] | undefined> {
  const found = await findPerson(queries, person);
  return found && [found.unit, ...(found.organisation === undefined ? [] : [found.organisation])];
}

async function placesOfWearer(queries: Queries, { person }: Wearing): Promise<Place[]> {
  return (await placesOfPerson(queries, person)) ?? [];
}
