import { readFileSync, writeFileSync } from "node:fs";
import * as v from "valibot";
import { dayInProvince } from "../../contract/province-time.ts";
import { type Unit, unit } from "../../contract/units.ts";
import { type Checked, checkRoster } from "../../roster/check.ts";
import { FIELDS } from "../../roster/columns.ts";
import { type DoubleRows, doubleRows } from "../../roster/doubles.ts";
import { cellAddress, markedFile } from "../../roster/marked.ts";
import { readTable } from "../../roster/read.ts";
import type { Table } from "../../roster/table.ts";
import { UnitNames } from "../../roster/unit-names.ts";
import { explained, FILE_FAULTS, PROBLEMS, RosterFault } from "../../roster/words.ts";
import { type Arguments, BadInput, type Verb } from "./verb.ts";

export const roster: Verb = {
  summary: "Checks the list of people that an organisation or hamlet brings, and marks what is wrong in it.",
  usage: "check FILE [--marked OUT.xlsx]",
  covers: "every row of the first sheet; each cell that is wrong, each pair that is likely to be one person",
  options: {
    marked: {
      type: "string",
      value: "OUT.xlsx",
      help: "write the file with a column of what is wrong, cells coloured",
    },
    "repair-phones": { type: "boolean", help: "put back the 0 that Excel has dropped from phones" },
    units: {
      type: "string",
      value: "FILE",
      help: "units as JSON (GET /api/units?past=true); without them communes are not looked up",
    },
    within: { type: "string", value: "ID", help: "with --units: the unit in which people have to live" },
  },
  async run(args) {
    const [what, file, ...rest] = args.positionals;
    if (what !== "check" || file === undefined || rest.length > 0)
      throw new BadInput('say "roster check FILE"');
    try {
      const table = await readTable(bytesOf(file));
      const checked = checkRoster(table, {
        today: dayInProvince(Date.now()),
        repairsPhones: args.flag("repair-phones"),
        units: unitsOf(args),
      });
      const marked = args.text("marked");
      if (marked !== undefined) writeFileSync(marked, await markedFile(table, checked));
      const duplicates = doubleRows(checked.ready);
      return { json: jsonOf(table, checked, duplicates), text: textOf(table, checked, duplicates) };
    } catch (error) {
      if (!(error instanceof RosterFault)) throw error;
      const { vi, en } = explained(FILE_FAULTS[error.code]);
      throw new BadInput(`${file}: ${vi}. / ${en}.`);
    }
  },
};

function bytesOf(file: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    throw new BadInput(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function unitsOf(args: Arguments): UnitNames | undefined {
  const file = args.text("units");
  if (file === undefined) return undefined;
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder().decode(bytesOf(file)));
  } catch {
    throw new BadInput(`--units: ${file} is no JSON`);
  }
  const list = typeof read === "object" && read !== null && "units" in read ? read.units : read;
  const checked = v.safeParse(v.array(unit), list);
  if (!checked.success) throw new BadInput(`--units: ${file} holds no list of units`);
  const within = args.text("within");
  const units: readonly Unit[] = checked.output as Unit[];
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const isWithin = (id: string) => {
    for (let at: string | undefined = id; at !== undefined; at = parents.get(at))
      if (at === within) return true;
    return within === undefined;
  };
  return new UnitNames(units, dayInProvince(Date.now()), isWithin);
}

function jsonOf({ kind, encoding }: Table, checked: Checked, duplicates: readonly DoubleRows[]) {
  return {
    kind,
    encoding,
    rows: checked.rows,
    ready: checked.ready.length,
    headingRow: checked.headingRow,
    columns: checked.columns,
    repaired: checked.repaired,
    merged: checked.merged,
    errors: checked.problems.map(({ row, letter, heading, value, code, more }) => {
      const { vi, en, fix } = PROBLEMS[code];
      return { row, column: letter, heading, value, problem: { code, vi, en, more }, fix };
    }),
    duplicates,
  };
}

function textOf({ otherSheets }: Table, checked: Checked, duplicates: readonly DoubleRows[]): string {
  const { rows, ready, problems, columns, repaired, merged } = checked;
  const wrong = new Set(problems.map(({ row }) => row)).size;
  const left = columns.filter(({ use }) => use === "id-numbers").map(({ heading }) => heading);
  const unused = columns
    .filter(({ use, heading }) => use === "unused" && heading !== "")
    .map(({ heading }) => heading);
  const lines = [
    `${rows} dòng: ${ready.length} dùng được, ${wrong} có lỗi. / ${rows} rows: ${ready.length} ready, ${wrong} with problems.`,
    ...columns.flatMap(({ heading, use }) =>
      use in FIELDS
        ? [
            `  ${heading} → ${FIELDS[use as keyof typeof FIELDS].vi} / ${FIELDS[use as keyof typeof FIELDS].en}`,
          ]
        : [],
    ),
  ];
  if (left.length > 0)
    lines.push(
      `Bỏ, không nhận số giấy tờ: ${left.join(", ")}. / Left out, no ID numbers are taken: ${left.join(", ")}.`,
    );
  if (unused.length > 0) lines.push(`Không dùng: ${unused.join(", ")}. / Not used: ${unused.join(", ")}.`);
  if (otherSheets.length > 0)
    lines.push(
      `Chỉ đọc trang đầu; không đọc: ${otherSheets.join(", ")}. / Only the first sheet was read; not: ${otherSheets.join(", ")}.`,
    );
  if (repaired > 0)
    lines.push(`Đã thêm lại số 0: ${repaired} số điện thoại. / The 0 was put back: ${repaired} phones.`);
  if (merged > 0)
    lines.push(`Xã, phường tên cũ: ${merged} dòng. / Communes by their former name: ${merged} rows.`);
  if (problems.length > 0)
    lines.push(
      "",
      ...table(
        problems.map((one) => {
          const { vi, en } = explained(PROBLEMS[one.code], one.more);
          return [cellAddress(one), one.value, vi, en];
        }),
      ),
    );
  if (duplicates.length > 0)
    lines.push(
      "",
      "Có thể là một người, xét sau: / Likely to be one person, to be looked at later:",
      ...duplicates.map(({ row, of, reasons }) => `  ${of} – ${row}: ${reasons.join(", ")}`),
    );
  return lines.join("\n");
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1].map((column) =>
    Math.min(30, Math.max(...rows.map((row) => [...row[column]!].length))),
  );
  return rows.map(([cell, value, vi, en]) => {
    const shown =
      [...value!].length > widths[1]! ? `${[...value!].slice(0, widths[1]! - 1).join("")}…` : value!;
    return `${cell!.padEnd(widths[0]!)}  ${shown}${" ".repeat(widths[1]! - [...shown].length)}  ${vi}\n${" ".repeat(widths[0]! + widths[1]! + 4)}${en}`;
  });
}
