/** Texts of a case's passages through gates. */
import type { GateDay } from "../../../contract/gates.ts";
import type { Both } from "../../shared/language.ts";

const TOLD_VI: Readonly<Record<GateDay, string>> = {
  brought: "Có ghi",
  silent: "Im lặng cả ngày",
  behind: "Chưa gửi hết",
  never: "Chưa từng gửi",
  deleted: "Đã xóa",
};
const GAPS_VI: Readonly<Record<Exclude<GateDay, "brought" | "deleted">, (names: string) => string>> = {
  silent: (names) => `Cả ngày không ghi một ai, có thể máy nghe bị tắt: ${names}.`,
  behind: (names) => `Có thể còn lượt chưa gửi về, vì từ sau giờ này máy ở cổng bặt tin: ${names}.`,
  never: (names) => `Máy ở cổng chưa từng gửi gì: ${names}.`,
};

const VI = {
  view: "Qua cổng",
  day: "Ngày",
  chooseDay: "Chọn ngày",
  dayHint: "Mỗi lần chọn ngày là một lần xem, được ghi vào nhật ký kiểm tra.",
  reach:
    "Cổng chỉ biết thẻ và điện thoại có Bluezone đang bật. Ai không mang theo thì chỉ có khi bảo vệ ghi.",
  gaps: "Có chỗ chưa xem được",
  gapsOf: GAPS_VI,
  noGate: "Ngày này chưa có cổng nào hoạt động. Chưa có gì để xem; không có nghĩa là ca bệnh không đến đâu.",
  noGateHere: (place: string) => `Ngày này ${place} không có cổng nào: chỉ xem được cổng ở nơi khác.`,
  deletedAll: "Ngày này đã quá 21 ngày: lượt qua cổng đã bị xóa. Hãy hỏi chính người bệnh.",
  deletedPart: (when: string) =>
    `Lượt qua cổng trước ${when} đã bị xóa vì quá 21 ngày. Hãy hỏi chính người bệnh về những giờ đó.`,
  elsewhere: (lacking: string, all: string) =>
    `Ở nơi khác: ${lacking} trong ${all} cổng không có đủ dữ liệu của ngày này.`,
  own: "Ca bệnh đã ở đâu",
  nowhere: "Không cổng nào ghi ca bệnh này trong ngày.",
  nowhereGaps: "Chưa thấy ca bệnh này qua cổng nào. Chưa thể nói là không qua: xem chỗ chưa xem được ở trên.",
  noStart: "không rõ vào lúc nào",
  noEnd: "không rõ ra lúc nào",
  passed: (times: string) => `đi qua cổng lúc ${times}, không rõ vào hay ra`,
  others: "Ai ở cùng nơi, cùng lúc",
  nobody: "Không có thẻ nào khác được ghi ở cùng nơi, cùng lúc.",
  nobodyGaps: "Chưa thấy ai ở cùng nơi, cùng lúc. Chưa thể nói là không có ai: xem chỗ chưa xem được ở trên.",
  name: "Họ và tên",
  where: "Nơi",
  minutes: "Số phút cùng ở đó",
  span: "Lâu nhất từ – đến",
  sure: "Chắc chắn",
  isSure: "Thấy đủ lúc vào, lúc ra",
  notSure: "Chưa chắc: thiếu lúc vào hoặc lúc ra",
  inList: "Trong danh sách",
  toContact: (number: number) => `Số ${number}`,
  toContactOf: (name: string, number: number) => `${name}: đến số ${number} trong danh sách`,
  notInList: "không có",
  unknown: (count: number) =>
    `Còn ${count} mã được ghi ở cùng nơi, cùng lúc mà không phải thẻ ở đây: điện thoại có Bluezone hoặc thẻ nơi khác. Một máy đổi mã mỗi 15 phút, nên số người có thể ít hơn.`,
  visitors: "Khách ở cùng nơi, cùng lúc",
  visitorsLead:
    "Người không có thẻ, do bảo vệ ghi. Họ không có trong danh sách tiếp xúc và chưa được hỏi ý kiến: chỉ dùng cho ca bệnh này.",
  noVisitors: "Không có khách nào được ghi ở cùng nơi, cùng lúc.",
  phone: "Điện thoại",
  host: "Gặp ai",
  untold: "không nói",
  born: (name: string, year: string) => `${name}, sinh ${year}`,
  lent: (token: string) => `mượn thẻ ${token}`,
  lentTo: (name: string) => `khách mượn: ${name}`,
  visitorSure: "Có ghi vào và ra",
  visitorNotSure: "Chưa chắc: không ghi vào hoặc ra, tính đến hết ngày",
  gates: "Các cổng đã xem",
  gate: "Cổng",
  told: "Ngày này",
  toldOf: TOLD_VI,
  wrote: (from: string, to: string) => `từ ${from} đến ${to}`,
  heard: "Có tin lần cuối",
  heardNever: "chưa lần nào",
  elsewhereAll: (count: string) => `Cũng đã xem ${count} cổng ở nơi khác.`,
  picture: "Hình trong ngày",
  pictureLead: "Vạch đậm: biết rõ lúc vào, lúc ra. Vạch nhạt: có đầu không rõ. Vạch mảnh: đi qua cổng.",
  caseLine: "Ca bệnh",
};

export type PassageTexts = typeof VI;

export const PASSAGES: Both<PassageTexts> = {
  vi: VI,
  en: {
    view: "At gates",
    day: "Day",
    chooseDay: "Choose a day",
    dayHint: "Each day that is chosen is a look, and is written into the audit log.",
    reach:
      "Gates know of tokens and of phones with Bluezone running. Who carries neither is known only where a guard noted them.",
    gaps: "Not everything could be looked at",
    gapsOf: {
      silent: (names) => `Wrote nobody down all day, its listeners may have been off: ${names}.`,
      behind: (names) => `Passages may still come, for its machine was not heard of since: ${names}.`,
      never: (names) => `No machine has ever sent anything: ${names}.`,
    },
    noGate:
      "No gate stood on this day. There is nothing to look at; that does not mean that the case was nowhere.",
    noGateHere: (place) => `No gate of ${place} stood on this day: only those of elsewhere were looked at.`,
    deletedAll: "This day is more than 21 days ago: its passages are deleted. Ask the person.",
    deletedPart: (when) =>
      `Passages before ${when} are deleted, for they are more than 21 days old. Ask the person about these hours.`,
    elsewhere: (lacking, all) => `Elsewhere: ${lacking} of ${all} gates did not bring all of this day.`,
    own: "Where the case was",
    nowhere: "No gate wrote the case down on this day.",
    nowhereGaps:
      "The case was not found at any gate. That does not mean that it passed none: see above what could not be looked at.",
    noStart: "not known when they came",
    noEnd: "not known when they went",
    passed: (times) => `passed the gate at ${times}, not known which way`,
    others: "Who was there at the same time",
    nobody: "No other token was written down there at that time.",
    nobodyGaps:
      "Nobody was found there at that time. That does not mean that nobody was: see above what could not be looked at.",
    name: "Name",
    where: "Where",
    minutes: "Minutes there together",
    span: "Longest from – to",
    sure: "Sure",
    isSure: "Seen coming and going",
    notSure: "Not sure: coming or going was not seen",
    inList: "On the list",
    toContact: (number) => `No. ${number}`,
    toContactOf: (name, number) => `${name}: to no. ${number} of the list`,
    notInList: "no",
    unknown: (count) =>
      `${count} more IDs were written down there at that time and are no token of here: phones with Bluezone, or tokens of elsewhere. A device changes its ID every 15 minutes, so there may be fewer people.`,
    visitors: "Visitors there at the same time",
    visitorsLead:
      "People without a token, noted by a guard. They are on no list of contacts and were not asked for consent: for this case alone.",
    noVisitors: "No visitor was noted there at that time.",
    phone: "Phone",
    host: "Whom they visited",
    untold: "not told",
    born: (name, year) => `${name}, born ${year}`,
    lent: (token) => `lent ${token}`,
    lentTo: (name) => `lent to ${name}`,
    visitorSure: "Noted in and out",
    visitorNotSure: "Not sure: in or out was not noted, the day's end stands for it",
    gates: "Gates that were looked at",
    gate: "Gate",
    told: "This day",
    toldOf: {
      brought: "Wrote passages",
      silent: "Silent all day",
      behind: "Not all has come",
      never: "Never sent",
      deleted: "Deleted",
    },
    wrote: (from, to) => `from ${from} to ${to}`,
    heard: "Last heard of",
    heardNever: "never",
    elsewhereAll: (count) => `${count} gates of elsewhere were looked at, too.`,
    picture: "The day as a picture",
    pictureLead: "Dark: coming and going are known. Light: one of them is not. Thin: passed the gate.",
    caseLine: "The case",
  },
};
