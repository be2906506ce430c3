/** What is pasted from a spreadsheet, or stands in a CSV file, as rows of cells. */

const MARKS = ["\t", ";", ","] as const;

/** The mark that the first line has most of; a list of one column has none. */
function markOf(text: string): string {
  const first = text.split(/\r?\n/, 1)[0]!;
  const counts = MARKS.map((mark) => first.split(mark).length);
  return MARKS[counts.indexOf(Math.max(...counts))]!;
}

/** Cells may stand in quotes, with marks and line ends in them. Rows in which nothing stands are left out. */
export function pastedRows(text: string): string[][] {
  const whole = text.replace(/^\ufeff/, "");
  const mark = markOf(whole);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endCell = () => {
    row.push(cell.trim());
    cell = "";
  };
  const endRow = () => {
    endCell();
    if (row.some((one) => one !== "")) rows.push(row);
    row = [];
  };
  for (let i = 0; i < whole.length; i++) {
    const letter = whole[i]!;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (whole[i + 1] === '"') cell += whole[i++];
      else isQuoted = false;
    } else if (letter === '"' && cell.trim() === "") {
      cell = "";
      isQuoted = true;
    } else if (letter === mark) endCell();
    else if (letter === "\n") endRow();
    else if (letter !== "\r") cell += letter;
  }
  endRow();
  return rows;
}

/** As spreadsheets of this country open it: UTF-8 with its mark, cells in quotes where they need them, and no cell begins a formula. */
export function csvFileText(rows: readonly (readonly string[])[]): string {
  const cellOf = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",;\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cellOf).join(",")).join("\r\n")}\r\n`;
}
