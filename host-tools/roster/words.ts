/** What is said of a roster file and of its rows, in both languages: what is wrong, and what to do. */

interface Words {
  readonly vi: string;
  readonly en: string;
  /** What to do about it. */
  readonly fix: { readonly vi: string; readonly en: string };
}

/** What can be wrong with one cell. The key is the code that answers bear. */
export const PROBLEMS = {
  "name-missing": {
    vi: "thiếu họ tên",
    en: "there is no name",
    fix: { vi: "ghi họ và tên, hoặc xóa dòng", en: "write the name, or delete the row" },
  },
  "name-signs": {
    vi: "họ tên có chữ số hoặc ký hiệu",
    en: "the name has digits or signs in it",
    fix: { vi: "chỉ ghi họ tên", en: "write the name alone" },
  },
  "broken-letters": {
    vi: "chữ có dấu đã hỏng",
    en: "letters with marks are broken",
    fix: {
      vi: "gõ lại ô này; lần sau lưu dạng .xlsx hoặc “CSV UTF-8”",
      en: "type the cell again; next time save as .xlsx or “CSV UTF-8”",
    },
  },
  "legacy-font": {
    vi: "ô gõ bằng phông cũ (TCVN3 hoặc VNI)",
    en: "the cell is typed in an old font (TCVN3 or VNI)",
    fix: {
      vi: "chuyển ô sang Unicode (UniKey, Ctrl+Shift+F6)",
      en: "convert it to Unicode (UniKey, Ctrl+Shift+F6)",
    },
  },
  signs: {
    vi: "có dấu < > hoặc ký tự điều khiển",
    en: "there are < > or control characters in it",
    fix: { vi: "xóa các dấu đó", en: "delete them" },
  },
  "too-long": {
    vi: "chữ quá dài",
    en: "the text is too long",
    fix: { vi: "viết ngắn lại", en: "make it shorter" },
  },
  "birth-missing": {
    vi: "thiếu năm sinh",
    en: "there is no birth",
    fix: { vi: "ghi ngày sinh, hoặc chỉ năm sinh", en: "write the date of birth, or the year alone" },
  },
  "birth-unreadable": {
    vi: "không đọc được ngày sinh",
    en: "the birth cannot be read",
    fix: {
      vi: "ghi ngày/tháng/năm, ví dụ 2/9/1948, hoặc chỉ năm",
      en: "write day/month/year, such as 2/9/1948, or the year alone",
    },
  },
  "birth-no-such-day": {
    vi: "không có ngày này",
    en: "there is no such day",
    fix: { vi: "xem lại ngày và tháng", en: "look at day and month again" },
  },
  "birth-month-first": {
    vi: "tháng đứng trước ngày, kiểu Mỹ",
    en: "the month stands before the day, as in America",
    fix: { vi: "ghi ngày trước, tháng sau", en: "write the day first, then the month" },
  },
  "birth-swapped": {
    vi: "Excel có thể đã đổi chỗ ngày và tháng",
    en: "Excel may have swapped day and month",
    fix: {
      vi: "so với bản gốc; ghi lại thành chữ ngày/tháng/năm, hoặc chỉ năm",
      en: "compare with the original; write it as text day/month/year, or the year alone",
    },
  },
  "birth-two-digits": {
    vi: "năm sinh chỉ có hai chữ số",
    en: "the year of birth has two digits",
    fix: { vi: "ghi đủ bốn chữ số", en: "write all four digits" },
  },
  "birth-future": {
    vi: "ngày sinh ở tương lai",
    en: "the birth lies in the future",
    fix: { vi: "xem lại năm sinh", en: "look at the year again" },
  },
  "birth-too-old": {
    vi: "năm sinh cách nay hơn 130 năm",
    en: "the birth was more than 130 years ago",
    fix: { vi: "xem lại năm sinh", en: "look at the year again" },
  },
  "phone-zero-eaten": {
    vi: "Excel đã bỏ số 0 ở đầu số điện thoại",
    en: "Excel has dropped the 0 at the beginning of the phone",
    fix: {
      vi: "chọn “thêm lại số 0”, hoặc định dạng cột là Text rồi ghi lại",
      en: "choose “put the 0 back”, or format the column as Text and write it again",
    },
  },
  "phone-several": {
    vi: "có hơn một số điện thoại trong ô",
    en: "there is more than one phone in the cell",
    fix: { vi: "chỉ để lại một số", en: "leave one of them" },
  },
  "id-number": {
    vi: "trong ô có số giấy tờ",
    en: "there is an ID number in the cell",
    fix: { vi: "xóa số này: danh sách không nhận số giấy tờ", en: "delete it: no ID numbers are taken" },
  },
  "phone-unreadable": {
    vi: "không phải số điện thoại Việt Nam",
    en: "this is no Vietnamese phone number",
    fix: {
      vi: "ghi 10 số, bắt đầu bằng 0, hoặc để trống",
      en: "write 10 digits that begin with 0, or leave it empty",
    },
  },
  formula: {
    vi: "ô là công thức, không phải giá trị",
    en: "the cell is a formula, not a value",
    fix: {
      vi: "chép cột, dán đặc biệt → Giá trị (Values)",
      en: "copy the column, then Paste special → Values",
    },
  },
  "cell-error": {
    vi: "ô báo lỗi của Excel",
    en: "the cell shows an error of Excel",
    fix: { vi: "ghi giá trị vào ô", en: "write the value into the cell" },
  },
  "unit-unknown": {
    vi: "không có xã, phường này",
    en: "there is no such commune",
    fix: {
      vi: "ghi tên xã, phường như trên giấy tờ, hoặc để trống",
      en: "write the commune as on papers, or leave it empty",
    },
  },
  "unit-several": {
    vi: "tên này có thể là nhiều xã, phường",
    en: "the name may be of several communes",
    fix: { vi: "ghi một trong các tên ở cuối câu", en: "write one of the names at the end" },
  },
  "unit-elsewhere": {
    vi: "xã, phường này thuộc nơi khác",
    en: "the commune is not of this place",
    fix: {
      vi: "bỏ dòng: người này do nơi khác quản lý",
      en: "delete the row: another place looks after them",
    },
  },
  "guardian-nameless": {
    vi: "có số của người giám hộ mà thiếu tên",
    en: "there is a guardian's phone and no name",
    fix: { vi: "ghi tên người giám hộ", en: "write the guardian's name" },
  },
  "row-twice": {
    vi: "người này đã có ở dòng trên",
    en: "this person stands in a row above",
    fix: { vi: "xóa một trong hai dòng", en: "delete one of the rows" },
  },
} as const satisfies Readonly<Record<string, Words>>;
export type ProblemCode = keyof typeof PROBLEMS;

/** Why nothing of a file can be read. */
export const FILE_FAULTS = {
  empty: {
    vi: "Tệp trống",
    en: "The file is empty",
    fix: { vi: "chọn tệp khác", en: "choose another file" },
  },
  "too-large": {
    vi: "Tệp quá lớn",
    en: "The file is too large",
    fix: {
      vi: "chia thành nhiều tệp, mỗi tệp tối đa 20.000 dòng",
      en: "divide it into files of 20,000 rows at most",
    },
  },
  xls: {
    vi: "Đây là tệp Excel kiểu cũ (.xls) hoặc tệp có mật khẩu",
    en: "This is an old Excel file (.xls), or one with a password",
    fix: {
      vi: "mở bằng Excel, lưu thành .xlsx, không đặt mật khẩu",
      en: "open it in Excel and save it as .xlsx without a password",
    },
  },
  "other-table": {
    vi: "Đây là tệp của chương trình khác (ODS, Numbers, Word…)",
    en: "This is a file of another program (ODS, Numbers, Word…)",
    fix: { vi: "lưu thành .xlsx hoặc “CSV UTF-8”", en: "save it as .xlsx or “CSV UTF-8”" },
  },
  "no-table": {
    vi: "Đây không phải là bảng",
    en: "This is no table",
    fix: { vi: "chọn tệp .xlsx hoặc .csv", en: "choose an .xlsx or .csv file" },
  },
  "broken-file": {
    vi: "Tệp Excel bị hỏng",
    en: "The Excel file is damaged",
    fix: { vi: "mở bằng Excel, lưu lại rồi thử lại", en: "open it in Excel, save it again and try again" },
  },
  tcvn3: {
    vi: "Tệp gõ bằng phông TCVN3 (.VnTime…)",
    en: "The file is typed in TCVN3 fonts (.VnTime…)",
    fix: {
      vi: "chuyển sang Unicode: trong UniKey mở Công cụ (Ctrl+Shift+F6), nguồn TCVN3 (ABC), đích Unicode",
      en: "convert it to Unicode: UniKey, Toolkit (Ctrl+Shift+F6), from TCVN3 (ABC) to Unicode",
    },
  },
  vni: {
    vi: "Tệp gõ bằng phông VNI (VNI-Times…)",
    en: "The file is typed in VNI fonts (VNI-Times…)",
    fix: {
      vi: "chuyển sang Unicode: trong UniKey mở Công cụ (Ctrl+Shift+F6), nguồn VNI Windows, đích Unicode",
      en: "convert it to Unicode: UniKey, Toolkit (Ctrl+Shift+F6), from VNI Windows to Unicode",
    },
  },
  encoding: {
    vi: "Không biết tệp dùng bảng mã nào",
    en: "It is not known in which encoding the file is",
    fix: { vi: "lưu thành .xlsx hoặc “CSV UTF-8”", en: "save it as .xlsx or “CSV UTF-8”" },
  },
  headings: {
    vi: "Không thấy dòng tiêu đề có “Họ và tên” và “Năm sinh”",
    en: "There is no row of headings with “Họ và tên” and “Năm sinh”",
    fix: {
      vi: "ghi tên cột ở dòng đầu của bảng, hoặc chọn cột bằng tay",
      en: "write headings above the table, or choose the columns by hand",
    },
  },
  "no-rows": {
    vi: "Dưới dòng tiêu đề không có ai",
    en: "There is nobody below the headings",
    fix: { vi: "xem lại tệp", en: "look at the file again" },
  },
} as const satisfies Readonly<Record<string, Words>>;
export type FileFaultCode = keyof typeof FILE_FAULTS;

/** A file of which nothing can be read; the only error that readers throw. */
export class RosterFault extends Error {
  override readonly name = "RosterFault";
  readonly code: FileFaultCode;

  constructor(code: FileFaultCode) {
    super(code);
    this.code = code;
  }
}

/** What is wrong and what to do, as one text a language. `more` is put behind it: names to choose among, a row. */
export function explained({ vi, en, fix }: Words, more = ""): { readonly vi: string; readonly en: string } {
  const behind = more === "" ? "" : ` (${more})`;
  return { vi: `${vi}: ${fix.vi}${behind}`, en: `${en}: ${fix.en}${behind}` };
}
