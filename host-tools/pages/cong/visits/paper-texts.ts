/** What the guard's page says of visitors on paper. */
import type { Both } from "../../shared/language.ts";
import type { LineField, LineWrong } from "./paper-line.ts";

interface Texts {
  readonly title: string;
  readonly lead: string;
  readonly print: string;
  readonly day: string;
  readonly line: (number: number) => string;
  readonly field: Readonly<Record<LineField, string>>;
  readonly more: string;
  readonly note: string;
  readonly noted: (lines: number) => string;
  readonly left: (lines: number) => string;
  readonly wrong: Readonly<Record<LineWrong, string>>;
}

const vi: Texts = {
  title: "Tờ giấy ghi khách",
  lead: "Khi máy hỏng, khách đông hay mất điện: ghi tờ giấy, gõ lại ở đây sau. Gõ xong thì hủy tờ giấy.",
  print: "Lấy tờ giấy để in (PDF)",
  day: "Ngày trên tờ giấy",
  line: (number) => `Dòng ${number}`,
  field: {
    name: "Họ tên",
    phone: "Điện thoại (nếu có)",
    host: "Gặp ai (nếu có)",
    in: "Giờ vào",
    out: "Giờ ra",
  },
  more: "Thêm dòng",
  note: "Ghi các dòng này",
  noted: (lines) => `Đã ghi ${lines} dòng`,
  left: (lines) => `Còn ${lines} dòng chưa ghi được, vẫn ở dưới đây.`,
  wrong: {
    "no-name": "chưa có họ tên",
    name: "họ tên không ghi dãy số, dài nhất 80 chữ",
    phone: "số điện thoại có chỗ lạ, sửa lại hoặc để trống",
    host: "ô này không ghi dãy số, dài nhất 80 chữ",
    "no-time": "cần giờ vào hoặc giờ ra",
    time: "giờ viết như 7:32 hoặc 16:05",
    order: "giờ ra trước giờ vào",
    future: "giờ này chưa đến: xem lại ngày và giờ",
  },
};

const en: Texts = {
  title: "Visitors on paper",
  lead: "When the machine fails, many come or the power is out: write on paper and type it here later. Then destroy the paper.",
  print: "The sheet to print (PDF)",
  day: "Day of the sheet",
  line: (number) => `Line ${number}`,
  field: {
    name: "Name",
    phone: "Phone (if any)",
    host: "Whom they visit (if any)",
    in: "Time in",
    out: "Time out",
  },
  more: "One more line",
  note: "Note these lines",
  noted: (lines) => `${lines} lines noted`,
  left: (lines) => `${lines} lines could not be noted and are still below.`,
  wrong: {
    "no-name": "there is no name",
    name: "no row of digits goes into a name, and 80 letters at most",
    phone: "the phone number looks odd: put it right, or leave it empty",
    host: "no row of digits goes here, and 80 letters at most",
    "no-time": "a time in or a time out is needed",
    time: "times are written as 7:32 or 16:05",
    order: "the time out is before the time in",
    future: "this time has not come yet: look at day and time",
  },
};

export const PAPER_TEXTS: Both<Texts> = { vi, en };
