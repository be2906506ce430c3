import { randomUUID } from "node:crypto";
import type { Planned } from "../../host-tools/roster/row.ts";
import type { Office } from "../../host-tools/server/changes.ts";
import { wrappedPrints, wrappedRows } from "../../host-tools/server/lists/list-store.ts";
import { partsOf, type Server } from "../../host-tools/server/server.ts";

/** A list that is there, without a file: the ids of the list and its rows. */
export async function addList(
  server: Server,
  office: Office,
  home: { readonly place: string; readonly unit: string; readonly organisation?: string },
  people: readonly Planned[],
): Promise<{ list: string; rows: string[] }> {
  const { wrapping, now } = partsOf(server);
  const list = randomUUID();
  const rows = people.map((planned, i) => ({
    id: randomUUID(),
    waits: false,
    row: i + 2,
    planned,
    unit: home.unit,
    ...(home.organisation ? { organisation: home.organisation } : {}),
    like: [],
  }));
  const about = {
    id: list,
    place: home.place,
    at: now(),
    created: rows.length,
    updated: 0,
    prints: wrappedPrints(wrapping, list, []),
  };
  await office.commit({ actor: "server", action: "list.bring", outcome: "done" }, [
    { kind: "list-brought", list: about, rows: await wrappedRows(wrapping, rows) },
  ]);
  return { list, rows: rows.map(({ id }) => id) };
}
