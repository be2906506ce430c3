/** The first sheet of an Excel file. Formulas are found and never evaluated. */
import { readSheet } from "read-excel-file/universal";
import { MOST_LINES } from "./csv.ts";
import { type Cell, columnIndex, Formula, type Table, type Value } from "./table.ts";
import { RosterFault } from "./words.ts";
import { unpacked } from "./zip.ts";

/** A file that unpacks into more than this is no roster. */
const MOST_UNPACKED = 120_000_000;
const MOST_PARTS = 2000;
const MOST_COLUMNS = 200;

type Parts = Readonly<Record<string, Uint8Array>>;

const textIn = (parts: Parts, name: string) => new TextDecoder().decode(parts[name] ?? new Uint8Array());

/** Names of the sheets, and the file of the first. */
function sheetsOf(parts: Parts): { readonly names: readonly string[]; readonly first: string } {
  const workbook = textIn(parts, "xl/workbook.xml");
  const sheets = [...workbook.matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].map(([tag]) => ({
    name: /\bname="([^"]*)"/.exec(tag)?.[1] ?? "",
    id: /\br:id="([^"]*)"/.exec(tag)?.[1] ?? "",
  }));
  const rels = textIn(parts, "xl/_rels/workbook.xml.rels");
  const of = [...rels.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)].find(([tag]) =>
    tag.includes(`Id="${sheets[0]?.id}"`),
  );
  const target = /\bTarget="\/?(?:xl\/)?([^"]*)"/.exec(of?.[0] ?? "")?.[1] ?? "worksheets/sheet1.xml";
  return { names: sheets.map(({ name }) => name), first: `xl/${target}` };
}

/** Where formulas stand, as "row column" from 0, and cells that show an error of Excel. */
function formulasIn(sheet: string): { readonly formulas: Set<string>; readonly errors: Map<string, string> } {
  const formulas = new Set<string>();
  const errors = new Map<string, string>();
  for (const [cell, attributes, inside = ""] of sheet.matchAll(
    /<(?:\w+:)?c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g,
  )) {
    const at = /\br="([A-Z]{1,3})(\d{1,7})"/.exec(attributes!);
    if (!at || cell === "") continue;
    const place = `${Number(at[2]) - 1} ${columnIndex(at[1]!)}`;
    if (/<(?:\w+:)?f[\s/>]/.test(inside)) formulas.add(place);
    if (/\bt="e"/.test(attributes!)) errors.set(place, /<(?:\w+:)?v>([^<]*)/.exec(inside)?.[1] ?? "#N/A");
  }
  return { formulas, errors };
}

function cellValue(cell: unknown): Value {
  return typeof cell === "string" ||
    typeof cell === "number" ||
    typeof cell === "boolean" ||
    cell instanceof Date
    ? cell
    : null;
}

/** Throws RosterFault: xls, other-table, broken-file, too-large, empty. */
export async function readXlsx(bytes: Uint8Array): Promise<Table> {
  const parts = unpacked(bytes, {
    mostBytes: MOST_UNPACKED,
    mostParts: MOST_PARTS,
    isWanted: (name) => /\.xml(?:\.rels)?$/.test(name) || name === "mimetype",
  });
  if (!parts["xl/workbook.xml"])
    throw new RosterFault(Object.keys(parts).length > 0 ? "other-table" : "broken-file");
  const { names, first } = sheetsOf(parts);
  let read: readonly (readonly Value[])[];
  try {
    const sheet = await readSheet(bytes.slice().buffer, 1, { trim: false });
    read = sheet.map((row) => row.map(cellValue));
  } catch {
    throw new RosterFault("broken-file");
  }
  if (read.length > MOST_LINES || read.some((row) => row.length > MOST_COLUMNS))
    throw new RosterFault("too-large");
  const { formulas, errors } = formulasIn(textIn(parts, first));
  const cellAt = (value: Value, row: number, column: number): Cell => {
    const place = `${row} ${column}`;
    const shown = errors.get(place) ?? (typeof value === "string" ? value.normalize("NFC") : value);
    return formulas.has(place) ? new Formula(shown) : shown;
  };
  const rows = read.map((cells, row) => cells.map((cell, column) => cellAt(cell, row, column)));
  if (rows.length === 0) throw new RosterFault("empty");
  return { kind: "xlsx", rows, otherSheets: names.slice(1) };
}
