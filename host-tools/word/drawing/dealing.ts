/** Parts of a sheet dealt out to its pages, in their order: a heading stays with what it is the heading of, and a long table goes on. */
import type { PartKind } from "./does-not-fit.ts";
import type { Piece } from "./drawing.ts";
import { type SetTable, tableOf } from "./table.ts";

export interface Part {
  /** "turn": what comes behind it stands on the next page. */
  readonly part: PartKind;
  readonly number?: number;
  readonly piece: Piece;
  /** Of a table, which may be parted between two rows. */
  readonly table?: SetTable | undefined;
}

type Dealt = { readonly pages: readonly (readonly Part[])[] } | { readonly over: Part };

/** `rooms`: height of each page. Returns the parts of each, or the first part for which there is no room. */
export function dealtOut(parts: readonly Part[], rooms: readonly number[], gap: number): Dealt {
  const pages: Part[][] = [[]];
  const queue = groupsOf(parts);
  for (let group = queue.shift(); group; group = queue.shift()) {
    const page = pages.at(-1)!;
    const room = rooms[pages.length - 1]!;
    const isTurn = group[0]!.part === "turn";
    if (!isTurn && heightOf([...page, ...group], gap) <= room) {
      page.push(...group);
      continue;
    }
    if (pages.length === rooms.length) return { over: group.at(-1)! };
    if (!isTurn) {
      const halves = parted(group, (now) => heightOf([...page, ...now], gap) <= room);
      if (!halves && page.length === 0) return { over: group.at(-1)! };
      page.push(...(halves?.now ?? []));
      queue.unshift(halves?.rest ?? group);
    }
    pages.push([]);
  }
  return { pages };
}

function heightOf(parts: readonly Part[], gap: number): number {
  return parts.reduce((sum, { piece }) => sum + piece.height + gap, -gap);
}

/** A heading stands on the page of what it is the heading of. */
function groupsOf(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts)
    if (groups.at(-1)?.at(-1)?.part === "heading") groups.at(-1)!.push(part);
    else groups.push([part]);
  return groups;
}

/** A group that ends with a table, with as many of its rows as fit, and the rest under the same head; undefined where not one fits. */
function parted(
  group: readonly Part[],
  fits: (now: readonly Part[]) => boolean,
): { now: Part[]; rest: Part[] } | undefined {
  const last = group.at(-1)!;
  const { table } = last;
  if (!table) return undefined;
  const withRows = (rows: SetTable["rows"]): Part => {
    const some = { head: table.head, rows };
    return { ...last, table: some, piece: tableOf(some) };
  };
  for (let count = table.rows.length - 1; count > 0; count--) {
    const now = [...group.slice(0, -1), withRows(table.rows.slice(0, count))];
    if (fits(now)) return { now, rest: [withRows(table.rows.slice(count))] };
  }
  return undefined;
}
