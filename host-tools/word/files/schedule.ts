/** A calendar as a table for Excel. */
import writeExcelFile from "write-excel-file/universal";
import type { Calendar } from "../model.ts";

/** Letters of a column's width, at most. */
const MOST_WIDE = 48;
/** What Excel takes as the name of a sheet. */
const MOST_NAME = 31;

export async function scheduleFile({ title, head, rows }: Calendar): Promise<Uint8Array> {
  const text = (value: string) => ({ value, type: String, wrap: true, alignVertical: "top" }) as const;
  const table = [
    head.map((value) => ({ ...text(value), fontWeight: "bold", backgroundColor: "#e7f0f9" }) as const),
    ...rows.map((row) => row.map(text)),
  ];
  const columns = head.map((name, i) => {
    const longest = Math.max(...[name, ...rows.map((row) => row[i] ?? "")].map(({ length }) => length));
    return { width: Math.min(MOST_WIDE, longest + 2) };
  });
  const file = writeExcelFile(table, {
    sheet: title.replace(/[\\/?*[\]:]/g, " ").slice(0, MOST_NAME),
    stickyRowsCount: 1,
    orientation: "landscape",
    columns,
  });
  return new Uint8Array(await (await file.toBlob()).arrayBuffer());
}
