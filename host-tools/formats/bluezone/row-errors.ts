/** What is wrong with a row of a file that somebody brought, in both languages. */

export interface RowError {
  /** From 1; 0 for the file as a whole. */
  readonly row: number;
  readonly field: RowField;
}

const FIELDS = {
  file: { vi: "tệp trống hoặc quá lớn", en: "the file is empty or too large" },
  json: { vi: "không phải JSON đúng", en: "this is no valid JSON" },
  data: { vi: "thiếu danh sách “data”", en: "there is no list “data”" },
  base_id: {
    vi: "có base_id: khóa gốc cho biết mọi ngày, không được gửi đi; hãy xóa base_id khỏi tệp",
    en: "holds a base_id: it tells every day and must never be handed on; take it out of the file",
  },
  daily_key: { vi: "daily_key phải có 64 chữ số hex", en: "daily_key must be 64 hex digits" },
  time_start: {
    vi: "time_start phải là giây Unix đúng đầu một khoảng 15 phút",
    en: "time_start must be a Unix second at which 15 minutes begin",
  },
  max: { vi: "max phải là 96", en: "max must be 96" },
  time_end: {
    vi: "time_end phải là giây Unix sau time_start, cách không quá 62 ngày",
    en: "time_end must be a Unix second behind time_start, at most 62 days",
  },
  columns: {
    vi: "phải có đúng 4 cột cách nhau bằng dấu Tab",
    en: "there must be exactly 4 columns with tabs between them",
  },
  own: { vi: "cột 1 (mã của máy) phải có 24 chữ số hex", en: "column 1 (own ID) must be 24 hex digits" },
  contact: {
    vi: "cột 2 (mã tiếp xúc) phải có 24 chữ số hex",
    en: "column 2 (contact's ID) must be 24 hex digits",
  },
  rssi: {
    vi: "cột 3 (RSSI) phải là số nguyên từ -128 đến 127",
    en: "column 3 (RSSI) must be a whole number from -128 to 127",
  },
  time: {
    vi: "cột 4 (thời gian) phải là mili giây Unix từ năm 2020 đến nay",
    en: "column 4 (time) must be Unix milliseconds from 2020 until now",
  },
} as const;

export type RowField = keyof typeof FIELDS;
type Language = "vi" | "en";

/** "Dòng 17: …", and what to do. */
export function rowErrorText({ row, field }: RowError, language: Language): string {
  const text = FIELDS[field][language];
  if (row === 0) return text;
  return language === "vi" ? `Dòng ${row}: ${text}.` : `Row ${row}: ${text}.`;
}

const LEFT_OUT = {
  blank: { vi: "dòng trống", en: "blank" },
  heading: { vi: "dòng tiêu đề", en: "a line of headings" },
  "stray-time": {
    vi: "thời gian trước năm 2020 hoặc sau hôm nay: đồng hồ điện thoại khi đó sai",
    en: "a time before 2020 or after today: the phone's clock was wrong then",
  },
} as const;

/** Why a row is left out and the rest of its file taken. */
export type LeftOutReason = keyof typeof LEFT_OUT;
export const LEFT_OUT_REASONS = Object.keys(LEFT_OUT) as LeftOutReason[];

export interface LeftOut {
  readonly reason: LeftOutReason;
  /** Every row, from 1. */
  readonly rows: readonly number[];
}

/** So many rows are named; the others are counted. */
const MAX_NAMED = 20;

/** "2 dòng bị bỏ ra (dòng 3, 9): …" */
export function leftOutText({ reason, rows }: LeftOut, language: Language): string {
  const text = LEFT_OUT[reason][language];
  const named = `${rows.slice(0, MAX_NAMED).join(", ")}${rows.length > MAX_NAMED ? ", …" : ""}`;
  if (language === "vi") return `${rows.length} dòng bị bỏ ra (dòng ${named}): ${text}.`;
  const [count, row] = rows.length === 1 ? ["1 row", "row"] : [`${rows.length} rows`, "rows"];
  return `${count} left out (${row} ${named}): ${text}.`;
}

/** What was read, or what is wrong with it: the first hundred rows, and how many more there are. */
export type FileRead<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly RowError[]; readonly more: number };

export const MAX_ERRORS = 100;

/** Everything that is wrong with a file as it is told. */
export function wrongRows(errors: readonly RowError[]): FileRead<never> {
  return { ok: false, errors: errors.slice(0, MAX_ERRORS), more: Math.max(0, errors.length - MAX_ERRORS) };
}

/** Lines that tell it. */
export function wrongRowsText(
  { errors, more }: { readonly errors: readonly RowError[]; readonly more: number },
  language: Language,
): string[] {
  const lines = errors.map((error) => rowErrorText(error, language));
  if (more > 0) lines.push(language === "vi" ? `Và ${more} dòng sai khác.` : `And ${more} more wrong rows.`);
  return lines;
}
