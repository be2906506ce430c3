/** A roster file of any kind as a table. */
import { readCsv } from "./csv.ts";
import { legacyFontOf } from "./syllables.ts";
import type { Table } from "./table.ts";
import { RosterFault } from "./words.ts";
import { readXlsx } from "./xlsx.ts";

/** As much as a server takes. */
const MOST_BYTES = 8_000_000;

const begins = (bytes: Uint8Array, ...first: readonly number[]) =>
  first.every((byte, i) => bytes[i] === byte);

/** Throws RosterFault and nothing else, whatever the bytes are. */
export async function readTable(bytes: Uint8Array): Promise<Table> {
  if (bytes.length === 0) throw new RosterFault("empty");
  if (bytes.length > MOST_BYTES) throw new RosterFault("too-large");
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new RosterFault("xls");
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46)) throw new RosterFault("no-table");
  if (begins(bytes, 0x50, 0x4b)) return inUnicode(await readXlsx(bytes));
  return readCsv(bytes);
}

/** Old fonts stand in Excel files too. */
function inUnicode(table: Table): Table {
  const texts = table.rows.slice(0, 2000).flatMap((row) => row.filter((cell) => typeof cell === "string"));
  const font = legacyFontOf(texts);
  if (font) throw new RosterFault(font);
  return table;
}
