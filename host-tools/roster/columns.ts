/** What the columns of a roster hold, guessed from their headings. */
import { folded } from "../contract/names.ts";
import { type ColumnUse, ROSTER_FIELDS, type RosterField } from "../contract/roster-files.ts";

interface FieldWords {
  /** Headings, folded, that name it as a whole; the first is how it is called. */
  readonly names: readonly string[];
  readonly vi: string;
  readonly en: string;
}

export const FIELDS: Readonly<Record<RosterField, FieldWords>> = {
  name: {
    vi: "Họ và tên",
    en: "Name",
    names: [
      "ho va ten",
      "ho ten",
      "ho va ten khai sinh",
      "ten day du",
      "ho ten nguoi lao dong",
      "ho ten hoc sinh",
      "ho va ten hoc sinh",
      "ho ten nhan vien",
      "full name",
      "name",
    ],
  },
  family: {
    vi: "Họ và tên đệm",
    en: "Family and middle name",
    names: [
      "ho va ten dem",
      "ho dem",
      "ho va dem",
      "ho lot",
      "ho va chu dem",
      "ho ten dem",
      "ho",
      "family name",
      "surname",
      "last name",
    ],
  },
  given: { vi: "Tên", en: "Given name", names: ["ten", "given name", "first name"] },
  birth: {
    vi: "Ngày hoặc năm sinh",
    en: "Birth",
    names: [
      "ngay sinh",
      "nam sinh",
      "ngay thang nam sinh",
      "ngay thang nam",
      "sinh ngay",
      "sinh nam",
      "ngay sinh nam sinh",
      "birth",
      "date of birth",
      "birthday",
      "dob",
      "born",
      "year of birth",
    ],
  },
  phone: {
    vi: "Số điện thoại",
    en: "Phone",
    names: [
      "so dien thoai",
      "dien thoai",
      "sdt",
      "so dt",
      "dt",
      "dtdd",
      "di dong",
      "dien thoai di dong",
      "so di dong",
      "dien thoai lien he",
      "so dien thoai lien he",
      "sdt lien he",
      "phone",
      "mobile",
      "telephone",
      "phone number",
    ],
  },
  group: {
    vi: "Lớp, phân xưởng, tổ",
    en: "Class, workshop or team",
    names: [
      "lop",
      "phan xuong",
      "xuong",
      "to",
      "to doi",
      "to san xuat",
      "day chuyen",
      "bo phan",
      "phong ban",
      "phong",
      "chuyen",
      "khoa",
      "class",
      "workshop",
      "team",
      "group",
      "department",
    ],
  },
  hamlet: {
    vi: "Thôn, khu phố, đường",
    en: "Hamlet or street",
    names: [
      "thon",
      "xom",
      "khu",
      "khu pho",
      "to dan pho",
      "khu dan cu",
      "thon xom",
      "thon khu",
      "ap",
      "ban",
      "duong",
      "so nha duong",
      "dia chi",
      "cho o",
      "noi o",
      "hamlet",
      "street",
      "address",
    ],
  },
  unit: {
    vi: "Xã, phường",
    en: "Commune",
    names: [
      "xa",
      "phuong",
      "xa phuong",
      "phuong xa",
      "xa phuong thi tran",
      "phuong xa thi tran",
      "commune",
      "ward",
    ],
  },
  guardianName: {
    vi: "Người giám hộ, phụ huynh",
    en: "Guardian",
    names: [
      "nguoi giam ho",
      "phu huynh",
      "ho ten phu huynh",
      "ho va ten phu huynh",
      "ten phu huynh",
      "cha me",
      "ho ten cha me",
      "ten nguoi giam ho",
      "ho ten nguoi giam ho",
      "guardian",
      "parent",
    ],
  },
  guardianPhone: {
    vi: "Số của người giám hộ",
    en: "Guardian's phone",
    names: [
      "so dien thoai phu huynh",
      "dien thoai phu huynh",
      "sdt phu huynh",
      "sdt cha me",
      "dien thoai cha me",
      "so dien thoai cha me",
      "dien thoai nguoi giam ho",
      "so dien thoai nguoi giam ho",
      "sdt nguoi giam ho",
      "guardian phone",
      "parent phone",
    ],
  },
  relation: {
    vi: "Quan hệ với người giám hộ",
    en: "Relation of the guardian",
    names: ["quan he", "quan he voi hoc sinh", "moi quan he", "relation", "relationship"],
  },
};

/** ID numbers are never taken: a column whose heading has one of these words is left out, and that is said. */
const OF_ID_NUMBERS =
  /(?:^| )(?:cccd|cmnd|cmt|can cuoc|chung minh|ho chieu|passport|id number|so dinh danh|ma dinh danh|dinh danh|bhyt|bao hiem|bhxh|so the|id card|citizen id|identity)(?: |$)/;

/** Ours, in a file that was given back. */
const MARK_HEADING = { vi: "Lỗi", en: "Problems" } as const;
export const MARK_TITLE = `${MARK_HEADING.vi} / ${MARK_HEADING.en}`;
const MARK_NAMES: readonly string[] = [folded(MARK_HEADING.vi), folded(MARK_TITLE)];

export interface Column {
  /** From 0. */
  readonly index: number;
  readonly heading: string;
  readonly use: ColumnUse;
}

function useOf(heading: string): ColumnUse {
  const said = folded(heading);
  if (said === "") return "unused";
  if (MARK_NAMES.includes(said)) return "marks";
  if (OF_ID_NUMBERS.test(said)) return "id-numbers";
  // "Họ và tên / Name", "Số điện thoại (nếu có)": the part before a slash or bracket says it too.
  const first = folded(heading.split(/[/(,:\n]/)[0]!);
  return (
    ROSTER_FIELDS.find((field) => FIELDS[field].names.includes(said)) ??
    ROSTER_FIELDS.find((field) => first !== "" && FIELDS[field].names.includes(first)) ??
    "unused"
  );
}

/** A field is read from one column: the first one that is named after it. */
export function columnsOf(headings: readonly string[]): Column[] {
  const taken = new Set<ColumnUse>();
  return headings.map((heading, index) => {
    const guessed = useOf(heading);
    const isTaken = guessed !== "id-numbers" && taken.has(guessed);
    taken.add(guessed);
    return { index, heading, use: isTaken ? "unused" : guessed };
  });
}

/** With what somebody has chosen by hand; a column of ID numbers stays left out, whatever is chosen. */
export function chosen(
  columns: readonly Column[],
  choice: Readonly<Partial<Record<RosterField, number>>>,
): Column[] {
  const fields = ROSTER_FIELDS.filter((field) => choice[field] !== undefined);
  if (fields.length === 0) return [...columns];
  return columns.map((column) => {
    if (column.use === "id-numbers" || column.use === "marks") return column;
    return { ...column, use: fields.find((field) => choice[field] === column.index) ?? "unused" };
  });
}

/** Whether names and births can be read. */
export function isEnough(columns: readonly Column[]): boolean {
  const has = (field: RosterField) => columns.some(({ use }) => use === field);
  return (has("name") || (has("family") && has("given"))) && has("birth");
}
