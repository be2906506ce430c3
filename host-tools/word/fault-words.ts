/** What is said of facts of which no kit can be made. */
import { LOGO_BYTES, LOGO_PIXELS } from "./logo.ts";

/** A name of sixty letters fits everywhere; twice as many fit nowhere, and a row of Zalo's table takes so many. */
export const NAME_LETTERS = 90;
/** For texts that are counted by the letter: who has a longer name gives a short one, too. */
export const SHORT_LETTERS = 30;

const FAULTS = [
  "missing",
  "too-long",
  "too-many",
  "short",
  "letters",
  "refused",
  "phone",
  "day",
  "time",
  "before",
  "closed",
  "night",
  "long",
  "sms",
  "address",
  "unknown",
  "too-big",
  "picture",
  "form",
] as const;
export type FactsFault = (typeof FAULTS)[number];

const MB = 1024 * 1024;

export const FAULT_WORDS: Readonly<Record<FactsFault, { readonly vi: string; readonly en: string }>> = {
  missing: { vi: "Chưa điền.", en: "Not filled in." },
  "too-long": { vi: "Dài quá, không in vừa.", en: "Too long to be printed." },
  "too-many": { vi: "Nhiều dòng quá.", en: "Too many lines." },
  short: {
    vi: `Tên dài hơn ${SHORT_LETTERS} ký tự: cần thêm tên ngắn cho tin nhắn.`,
    en: `The name is longer than ${SHORT_LETTERS} letters: messages need a short one, too.`,
  },
  letters: { vi: "Có ký tự không in được.", en: "There is a character that cannot be printed." },
  refused: {
    vi: "Có chữ không dùng trong truyền thông.",
    en: "A word that has no place in the public word.",
  },
  phone: { vi: "Không phải số điện thoại Việt Nam.", en: "Not a Vietnamese phone number." },
  day: {
    vi: "Không có ngày này. Viết như 2026-12-31.",
    en: "There is no such day. Write it like 2026-12-31.",
  },
  time: { vi: "Không có giờ này. Viết như 07:30.", en: "There is no such time. Write it like 07:30." },
  before: { vi: "Kết thúc trước khi bắt đầu.", en: "It ends before it begins." },
  closed: {
    vi: "Ngày này nơi phát không mở cửa. Xem lại ngày trong tuần.",
    en: "The place is closed on this day of the week.",
  },
  night: { vi: "Loa chỉ phát từ 5:00 đến 21:00.", en: "Loudspeakers speak from 5:00 to 21:00 alone." },
  long: {
    vi: "Một buổi phát dài quá: ở xã không quá 45 phút, ở phường không quá 15 phút.",
    en: "The session is too long: 45 minutes at most in a commune, 15 in a ward.",
  },
  sms: {
    vi: "Tin nhắn không gửi được ký tự # và &. Hãy viết không có hai ký tự này.",
    en: "A message cannot carry # and &: write it without them.",
  },
  address: {
    vi: "Không phải địa chỉ trang web bắt đầu bằng https.",
    en: "Not the address of a page that begins with https.",
  },
  unknown: { vi: "Không có trong danh sách.", en: "Not one of the list." },
  "too-big": {
    vi: `Tệp ảnh lớn hơn ${LOGO_BYTES / MB} MB.`,
    en: `The picture's file is larger than ${LOGO_BYTES / MB} MB.`,
  },
  picture: {
    vi: `Không phải ảnh PNG hay JPEG, hoặc rộng hơn ${LOGO_PIXELS} điểm.`,
    en: `Not a PNG or JPEG picture, or wider than ${LOGO_PIXELS} pixels.`,
  },
  form: { vi: "Viết không đúng dạng.", en: "Not in the right form." },
};
