/** SMS, each with marks and without. */
import type { Channel, Message, Words } from "../model.ts";
import { type InBoth, make, type Said } from "../said.ts";
import { dayNumbers, dayWritten } from "../saying.ts";
import { withoutMarks } from "../sms.ts";

const SMS = { kind: "sms", mostParts: 3 } as const;

/** Once with marks and once without: some phones show no marks, and without them more letters fit in a part. */
function sms(said: Said, title: Words, text: string): Message {
  const isVi = said.language === "vi";
  const fields = isVi
    ? [
        { name: "Có dấu", text, limit: SMS },
        { name: "Không dấu", text: withoutMarks(text), limit: SMS },
      ]
    : // Names keep their marks in English, too: one letter of them doubles the price.
      [{ name: "Without marks", text: withoutMarks(text), limit: SMS }];
  return { kind: "message", title: title[said.language], fields };
}

const SMS_TITLES = {
  invitation: { vi: "Tin nhắn: mời nhận thẻ", en: "SMS: come for a token" },
  parents: { vi: "Tin nhắn cho phụ huynh", en: "SMS to parents" },
  weekly: { vi: "Tin nhắn: ghé trạm", en: "SMS: come by the station" },
  end: { vi: "Tin nhắn: trả thẻ", en: "SMS: give the token back" },
} as const;

const SMS_TEXTS: Readonly<Record<keyof typeof SMS_TITLES, InBoth<Message>>> = {
  invitation: {
    vi: (said) =>
      sms(
        said,
        SMS_TITLES.invitation,
        `${said.shortName}: phát thẻ đeo ${said.app} cho người không có điện thoại thông minh, ${said.dates}. Tự nguyện. Hỏi nơi, giờ: ${said.hotline}`,
      ),
    en: (said) =>
      sms(
        said,
        SMS_TITLES.invitation,
        `${said.shortName}: ${said.app} tokens for people without a smartphone, ${said.dates}. It is up to you. Where and when: ${said.hotline}`,
      ),
  },
  parents: {
    vi: (said) =>
      sms(
        said,
        SMS_TITLES.parents,
        `${said.shortName}: mời phụ huynh đọc tờ phiếu nói về thẻ đeo mà cháu mang về nhà. Đồng ý hay không là tùy nhà mình, cháu nào cũng đi học như nhau. Hỏi: ${said.hotline}`,
      ),
    en: (said) =>
      sms(
        said,
        SMS_TITLES.parents,
        `${said.shortName}: please read the sheet on tokens that your child brings home. To agree or not is up to you; school is the same for every child. Ask: ${said.hotline}`,
      ),
  },
  weekly: {
    vi: (said) =>
      sms(
        said,
        SMS_TITLES.weekly,
        `${said.shortName}: ai đeo thẻ, mỗi tuần mời ghé trạm y tế một lần khi tiện. Nháy đỏ: trạm thay pin. Để thẻ xa trẻ nhỏ. Hỏi: ${said.hotline}`,
      ),
    en: (said) =>
      sms(
        said,
        SMS_TITLES.weekly,
        `${said.shortName}: who wears a token, please come by the station once a week. Red blink: a new battery there. Keep it from small children. Ask: ${said.hotline}`,
      ),
  },
  end: {
    vi: (said) =>
      sms(
        said,
        SMS_TITLES.end,
        `${said.shortName}: chương trình thẻ đeo kết thúc${said.facts.ends === undefined ? "" : ` ngày ${dayNumbers(said.facts.ends)}`}. Mời trả thẻ ở trạm y tế, không tự tháo pin. Cảm ơn bà con. Hỏi: ${said.hotline}`,
      ),
    en: (said) =>
      sms(
        said,
        SMS_TITLES.end,
        `${said.shortName}: the token programme ends${said.facts.ends === undefined ? "" : ` on ${dayWritten(said.facts.ends, "en")}`}. Please give your token back at the station, with its battery in. Thank you. Ask: ${said.hotline}`,
      ),
  },
};

export const SMS_CHANNEL: Channel = {
  id: "sms",
  title: { vi: "Tin nhắn SMS", en: "SMS" },
  handedTo: {
    vi: "Nhà mạng, hoặc trường học gửi cho phụ huynh.",
    en: "A telecom operator, or a school that writes to parents.",
  },
  templates: Object.entries(SMS_TEXTS).map(([name, texts]) => ({
    id: `sms-${name}`,
    title: SMS_TITLES[name as keyof typeof SMS_TITLES],
    make: make(texts),
  })),
};
