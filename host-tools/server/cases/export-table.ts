/** The list of contacts as a table for Excel: one row a person, both languages in the headings. */
import writeExcelFile, { type Cell } from "write-excel-file/node";
import type { DistanceClass, Evidence } from "../../../protocol/contact.ts";
import { OUTCOMES } from "../../contract/call-outcomes.ts";
import type { Coverage } from "../../contract/coverage.ts";
import { type CoverageLine, coverageLines } from "../../contract/coverage-words.ts";
import { riskText } from "../../contract/exposure.ts";
import { readablePhone } from "../../contract/phones.ts";
import { minuteInProvince } from "../../contract/province-time.ts";
import {
  CALL_OUTCOMES,
  type ConfidenceLevel,
  type ConfidenceReason,
  type ContactState,
  type LineState,
} from "../../contract/vocabulary.ts";

/** What the table needs of a contact. */
export interface ExportedContact {
  readonly label: string;
  readonly isContact: boolean;
  readonly minutes: number;
  readonly closeMinutes: number;
  readonly first: string;
  readonly last: string;
  readonly days: readonly { readonly risk?: number | undefined }[];
  readonly distance: DistanceClass;
  readonly evidence: Evidence;
  readonly judgedWith: number;
  readonly confidence: {
    readonly level: ConfidenceLevel;
    readonly reasons: readonly ConfidenceReason[];
  };
  readonly state: ContactState;
  readonly line: { readonly state: LineState; readonly tries: number };
  readonly note?: string | undefined;
  readonly tokens: readonly { readonly name: string }[];
  readonly person?:
    | {
        readonly birth: string;
        readonly phone?: string | undefined;
        readonly phoneShared?: boolean | undefined;
        readonly unitName: string;
        readonly organisation?: string | undefined;
        readonly group?: string | undefined;
        readonly hamlet?: string | undefined;
        readonly guardian?: { readonly name: string; readonly phone?: string | undefined } | undefined;
      }
    | undefined;
}

const DISTANCES: Readonly<Record<DistanceClass, string>> = {
  "1m": "khoảng 1 m",
  "2m": "khoảng 2 m",
  "4m": "khoảng 4 m",
  far: "xa hơn",
  unknown: "không đo được",
};
const EVIDENCES: Readonly<Record<Evidence, string>> = {
  both: "cả hai",
  case: "ca bệnh",
  contact: "người tiếp xúc",
};
const LEVELS: Readonly<Record<ConfidenceLevel, string>> = { high: "cao", medium: "vừa", low: "thấp" };
const REASONS: Readonly<Record<ConfidenceReason, string>> = {
  "both-logs": "có nhật ký hai bên",
  "one-log": "chỉ một nhật ký",
  "with-others": "xét cùng người khác ở quanh",
  "others-decide": "chỉ xét riêng hai thẻ thì kết quả khác",
  "wearer-unclear": "chưa rõ ai đeo thẻ lúc đó",
  "clock-untrusted": "đồng hồ thẻ chưa tin được",
  "id-early": "mã từng bị phát trước giờ",
  "length-at-the-limit": "thời gian sát ngưỡng",
  "distance-at-the-limit": "khoảng cách sát ngưỡng",
  "distance-unknown": "không đo được khoảng cách",
  "records-gone": "đã thấy từ trước, dữ liệu gốc đã xóa, không xét lại được",
};
const STATES: Readonly<Record<ContactState, string>> = {
  "to-call": "cần gọi",
  called: "đã gọi",
  quarantined: "đang cách ly",
  tested: "đã xét nghiệm",
  closed: "xong",
};

/** What the calls came to, with the tries that nobody answered. */
function callsText({ state, tries }: ExportedContact["line"]): string {
  const said = CALL_OUTCOMES.find((outcome) => OUTCOMES[outcome].line === state);
  const text = said ? OUTCOMES[said].vi.toLowerCase() : STATES[state === "called" ? "called" : "to-call"];
  return tries > 0 ? `${text} (${tries} lần không nghe)` : text;
}

interface Column {
  readonly title: string;
  /** In characters. */
  readonly width: number;
  readonly value: (contact: ExportedContact, number: number) => string | number;
}

const COLUMNS: readonly Column[] = [
  { title: "STT / No.", width: 8, value: (_, number) => number },
  { title: "Họ và tên / Name", width: 28, value: ({ label }) => label },
  { title: "Năm sinh / Born", width: 10, value: ({ person }) => person?.birth ?? "" },
  {
    title: "Điện thoại / Phone",
    width: 18,
    value: ({ person }) => phoneText(person?.phone, person?.phoneShared),
  },
  {
    title: "Người giám hộ / Guardian",
    width: 26,
    value: ({ person }) =>
      person?.guardian
        ? [person.guardian.name, phoneText(person.guardian.phone)].filter(Boolean).join(", ")
        : "",
  },
  { title: "Đơn vị / Unit", width: 24, value: ({ person }) => person?.unitName ?? "" },
  {
    title: "Nơi làm, học / Organisation",
    width: 26,
    value: ({ person }) => [person?.organisation, person?.group].filter(Boolean).join(", "),
  },
  { title: "Thôn, phố / Hamlet", width: 18, value: ({ person }) => person?.hamlet ?? "" },
  {
    title: "Tiếp xúc gần / Close contact",
    width: 12,
    value: ({ isContact }) => (isContact ? "có" : "không"),
  },
  { title: "Số phút gần / Close minutes", width: 12, value: ({ closeMinutes }) => closeMinutes },
  { title: "Số phút có mặt / Minutes", width: 12, value: ({ minutes }) => minutes },
  { title: "Số ngày / Days", width: 8, value: ({ days }) => days.length },
  { title: "Lần đầu / First", width: 17, value: ({ first }) => localTime(first) },
  { title: "Lần cuối / Last", width: 17, value: ({ last }) => localTime(last) },
  { title: "Khoảng cách / Distance", width: 14, value: ({ distance }) => DISTANCES[distance] },
  { title: "Nguy cơ ước tính / Expected risk", width: 12, value: ({ days }) => riskText(days, "vi") },
  { title: "Nhật ký / Logs", width: 16, value: ({ evidence }) => EVIDENCES[evidence] },
  { title: "Xét cùng / Judged with", width: 10, value: ({ judgedWith }) => judgedWith },
  { title: "Độ tin cậy / Confidence", width: 12, value: ({ confidence }) => LEVELS[confidence.level] },
  {
    title: "Vì sao / Why",
    width: 34,
    value: ({ confidence }) => confidence.reasons.map((reason) => REASONS[reason]).join("; "),
  },
  { title: "Trạng thái / Status", width: 16, value: ({ state }) => STATES[state] },
  { title: "Cuộc gọi / Calls", width: 18, value: ({ line }) => callsText(line) },
  { title: "Ghi chú / Note", width: 40, value: ({ note }) => note ?? "" },
  { title: "Thẻ / Tokens", width: 14, value: ({ tokens }) => tokens.map(({ name }) => name).join(", ") },
];

interface Table {
  /** What the table covers, on top of it: Vietnamese and English side by side. */
  readonly lead: readonly CoverageLine[];
  readonly titles: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export function rowsOf(contacts: readonly ExportedContact[], coverage: Coverage): Table {
  return {
    lead: coverageLines(coverage),
    titles: COLUMNS.map(({ title }) => title),
    rows: contacts.map((contact, i) => COLUMNS.map(({ value }) => value(contact, i + 1))),
  };
}

function phoneText(phone: string | undefined, isShared = false): string {
  if (phone === undefined) return "";
  return isShared ? `${readablePhone(phone)} (dùng chung)` : readablePhone(phone);
}

/** 31/12/2026 23:59, in the province. */
function localTime(iso: string): string {
  const local = minuteInProvince(Date.parse(iso));
  return `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)} ${local.slice(11)}`;
}

/** With a byte order mark, or Excel takes the letters for others; quoted, and never taken for a formula. */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("")}`;
}

export function csvOf({ lead, titles, rows }: Table): string {
  return csvText([...lead.map(({ vi, en }) => [vi, en]), titles, ...rows]);
}

function csvCell(value: string | number): string {
  if (typeof value === "number") return String(value);
  return `"${harmless(value).replace(/"/g, '""')}"`;
}

/** What begins like a formula would be computed by Excel: also behind spaces, and in the wide forms of East Asia. */
function harmless(text: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}

export async function xlsxOf({ lead, titles, rows }: Table): Promise<Uint8Array> {
  const above = lead.map(({ isWarning, vi, en }): Cell[] => [
    { value: `${vi} / ${en}`, type: String, ...(isWarning ? { fontWeight: "bold", color: "#b42318" } : {}) },
  ]);
  const heading = titles.map(
    (value): Cell => ({ value, type: String, fontWeight: "bold", wrap: true, backgroundColor: "#dbe7f3" }),
  );
  const body = rows.map((cells) =>
    cells.map(
      (value): Cell =>
        typeof value === "number" ? { value, type: Number } : { value, type: String, wrap: true },
    ),
  );
  const file = writeExcelFile([...above, heading, ...body], {
    sheet: "Người tiếp xúc",
    stickyRowsCount: above.length + 1,
    orientation: "landscape",
    columns: COLUMNS.map(({ width }) => ({ width })),
  });
  return new Uint8Array(await file.toBuffer());
}
