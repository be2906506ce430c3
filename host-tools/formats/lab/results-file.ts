/** A laboratory's answer: the table of samples that it was sent (CSV, by commas or semicolons) with its results filled in. */

export const FILE_RESULTS = {
  waiting: { vi: "chờ kết quả", en: "waiting" },
  negative: { vi: "âm tính", en: "negative" },
  positive: { vi: "dương tính", en: "positive" },
  unclear: { vi: "chưa rõ", en: "unclear" },
} as const;
type FileResult = keyof typeof FILE_RESULTS;

/** Headings by which the columns are known that are read; others may stand beside them. */
export const COLUMNS_READ = {
  sample: { vi: "Mã mẫu", en: "Sample" },
  result: { vi: "Kết quả", en: "Result" },
} as const;

const OBJECTIONS = {
  headings: {
    vi: "dòng đầu phải có cột “Mã mẫu” và cột “Kết quả”",
    en: "the first line must have the columns “Sample” and “Result”",
  },
  result: {
    vi: "kết quả phải là âm tính, dương tính, chưa rõ, hoặc để trống",
    en: "the result must be negative, positive, unclear, or empty",
  },
  sample: { vi: "thiếu mã mẫu", en: "there is no number of a sample" },
  twice: {
    vi: "mã mẫu này đứng ở hai dòng với hai kết quả",
    en: "this sample stands in two rows with two results",
  },
  unknown: { vi: "không có mẫu nào của ca này mang mã đó", en: "no sample of this case has this number" },
  changed: {
    vi: "mẫu này đã có kết quả khác; nếu sai, hãy sửa ở từng người",
    en: "this sample has another result already; if that is wrong, correct it with the person",
  },
} as const;
export type ResultObjection = keyof typeof OBJECTIONS;

export interface WrongResult {
  /** Line of the file, from 1. */
  readonly row: number;
  readonly what: ResultObjection;
}

export function wrongResultText({ row, what }: WrongResult): { vi: string; en: string } {
  const { vi, en } = OBJECTIONS[what];
  return { vi: `Dòng ${row}: ${vi}.`, en: `Row ${row}: ${en}.` };
}

export interface SampleResult {
  readonly row: number;
  readonly sample: string;
  readonly result: FileResult;
}

interface ResultsRead {
  /** Rows with a result; those that still wait are left out. */
  readonly results: readonly SampleResult[];
  readonly errors: readonly WrongResult[];
}

/** Nothing of a file with errors is to be kept. */
export function readResults(text: string): ResultsRead {
  const rows = cellsOf(text.replace(/^\uFEFF/, ""));
  const head = rows.findIndex(
    ({ cells }) => columnOf(cells, "sample") >= 0 && columnOf(cells, "result") >= 0,
  );
  if (head < 0) return { results: [], errors: [{ row: 1, what: "headings" }] };
  const [sampleAt, resultAt] = [columnOf(rows[head]!.cells, "sample"), columnOf(rows[head]!.cells, "result")];
  const results: SampleResult[] = [];
  const errors: WrongResult[] = [];
  const known = new Map<string, FileResult>();
  for (const { row, cells } of rows.slice(head + 1)) {
    if (cells.every((cell) => cell === "")) continue;
    const sample = (cells[sampleAt] ?? "").replace(/^'/, "").toUpperCase();
    const result = resultOf(cells[resultAt] ?? "");
    if (sample === "") errors.push({ row, what: "sample" });
    else if (result === undefined) errors.push({ row, what: "result" });
    else if ((known.get(sample) ?? result) !== result) errors.push({ row, what: "twice" });
    else if (result !== "waiting" && !known.has(sample)) results.push({ row, sample, result });
    if (result !== undefined && sample !== "") known.set(sample, result);
  }
  return { results, errors };
}

/** Small letters without marks: laboratories write "Duong tinh", too. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/đ/g, "d")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function columnOf(cells: readonly string[], column: keyof typeof COLUMNS_READ): number {
  const { vi, en } = COLUMNS_READ[column];
  const names = [vi, en, `${vi} / ${en}`].map(plain);
  return cells.findIndex((cell) => names.includes(plain(cell)));
}

function resultOf(text: string): FileResult | undefined {
  const said = plain(text);
  if (said === "") return "waiting";
  const all = Object.entries(FILE_RESULTS) as [FileResult, (typeof FILE_RESULTS)[FileResult]][];
  return all.find(([, { vi, en }]) => [vi, en, `${vi} / ${en}`].map(plain).includes(said))?.[0];
}

/** Rows of cells; a cell in quotes may hold separators and line ends, and two quotes for one. */
function cellsOf(text: string): { readonly row: number; readonly cells: string[] }[] {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const separator = first.split(";").length > first.split(",").length ? ";" : ",";
  const rows: { row: number; cells: string[] }[] = [];
  let [cells, cell, row, start, isQuoted]: [string[], string, number, number, boolean] = [
    [],
    "",
    1,
    1,
    false,
  ];
  const endCell = () => {
    cells.push(cell.trim());
    cell = "";
  };
  const endRow = () => {
    endCell();
    rows.push({ row: start, cells });
    cells = [];
    start = row + 1;
  };
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!;
    if (isQuoted && letter === '"' && text[i + 1] === '"') cell += text[i++];
    else if (letter === '"' && (isQuoted || cell.trim() === "")) isQuoted = !isQuoted;
    else if (!isQuoted && letter === separator) endCell();
    else if (!isQuoted && letter === "\n") {
      endRow();
      row++;
    } else {
      if (letter === "\n") row++;
      cell += letter;
    }
  }
  if (cell !== "" || cells.length > 0) endRow();
  return rows;
}
