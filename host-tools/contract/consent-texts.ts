/**
 * What is read to a person before anything is kept of them, by version; a text that has been used is never changed.
 * Counsel must confirm them before use (docs/legal.md).
 */
import type { ConsentGiven } from "./persons.ts";

interface ConsentText {
  readonly version: string;
  /** First day of use. */
  readonly from: string;
  readonly vi: string;
  readonly en: string;
}

/** Said at every place where somebody might think otherwise. */
export const NOBODY_IS_TURNED_AWAY = {
  vi: "Không ai bị từ chối vào cổng, khám bệnh, đi học hay đi làm vì không đeo thẻ.",
  en: "Nobody is refused entry, care, school or work for not wearing a token.",
} as const;

export const CONSENT_TEXTS: readonly ConsentText[] = [
  {
    version: "2026-1",
    from: "2026-01-01",
    vi: `Thẻ ghi lại những thẻ và điện thoại ở gần, lúc nào và bao lâu; thẻ không ghi nơi bạn ở, không ghi âm, không ghi hình. Nhật ký chỉ được đọc khi bạn giữ nút trên thẻ tại trạm, và chỉ được dùng để tìm người ở gần một ca bệnh đã xác nhận. Trạm giữ họ tên, năm sinh và số điện thoại (nếu bạn cho) để gọi khi cần. Nhật ký bị xóa sau 21 ngày, trừ phần thuộc một ca bệnh đang mở. Bạn có thể xem, sửa, nhận bản sao, hoặc rút lại sự đồng ý bất cứ lúc nào tại trạm; khi đó mọi thứ về bạn bị xóa. ${NOBODY_IS_TURNED_AWAY.vi}`,
    en: `The token notes which tokens and phones are near, when and for how long; it notes no places, sounds or pictures. The log is read only when you hold the token's button at a station, and used only to find who was near a confirmed case. The station keeps your name, year of birth and phone number (if you give one) in order to call you if needed. The log is deleted after 21 days, except what belongs to an open case. At the station you may see, correct, take a copy, or withdraw your consent at any time; then everything about you is deleted. ${NOBODY_IS_TURNED_AWAY.en}`,
  },
];

export interface Consent extends Omit<ConsentGiven, "agreed"> {
  /** Staff member who read the text and heard the answer. */
  readonly takenBy: string;
  /** World ms. */
  readonly at: number;
}

export function consentText(version: string): ConsentText | undefined {
  return CONSENT_TEXTS.find((text) => text.version === version);
}

/** The text to be read on a day. */
export function currentConsentText(date: string): ConsentText {
  return CONSENT_TEXTS.findLast((text) => text.from <= date) ?? CONSENT_TEXTS[0]!;
}
