import type { DoubleReason } from "../../../contract/vocabulary.ts";
import type { Both } from "../../shared/language.ts";

const vi = {
  isItThem: (name: string) => `${name} đã có trong danh sách chưa?`,
  isItThemLead: "Hỏi người đang đứng trước mặt rồi chọn. Chưa lưu gì về người mới.",
  same: (name: string) => `Là người này: ${name}`,
  another: (name: string) => `Không phải – ${name} là người khác`,
  back: "Quay lại",
  wearsOther: (name: string) => `${name} đang đeo thẻ khác. Thẻ đó thế nào?`,
  otherReturned: (token: string) => `Đã trả lại thẻ ${token}`,
  otherLost: (token: string) => `Thẻ ${token} đã mất`,
  otherToo: (token: string) => `Vẫn đeo ${token}: đeo cả hai thẻ`,
  giveNow: (token: string) => `Cấp thẻ ${token}`,
};
const en: typeof vi = {
  isItThem: (name) => `Is ${name} on the list already?`,
  isItThemLead: "Ask the person in front of you, then choose. Nothing of a new person was stored.",
  same: (name) => `It is this person: ${name}`,
  another: (name) => `No – ${name} is somebody else`,
  back: "Back",
  wearsOther: (name) => `${name} wears another token. What about that one?`,
  otherReturned: (token) => `Token ${token} came back`,
  otherLost: (token) => `Token ${token} is lost`,
  otherToo: (token) => `Still wears ${token}: wears both`,
  giveNow: (token) => `Hand out token ${token}`,
};
export const DOUBLES: Both<typeof vi> = { vi, en };

/** Why somebody is shown as likely to be the same. */
export const DOUBLE_WORDS: Both<Readonly<Record<DoubleReason, string>>> = {
  vi: {
    "id-number": "cùng số giấy tờ",
    "name-birth": "cùng tên, cùng năm sinh",
    phone: "cùng số điện thoại",
    "name-near": "tên gần giống, cùng năm sinh",
    "birth-near": "cùng tên, năm sinh gần giống",
  },
  en: {
    "id-number": "same ID number",
    "name-birth": "same name and year of birth",
    phone: "same phone",
    "name-near": "almost the same name, same year of birth",
    "birth-near": "same name, almost the same year of birth",
  },
};
