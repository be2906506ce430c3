/** SMS, each with marks and without. */
import type { Channel, Message, Words } from "../model.ts";
import { type InBoth, make, type Said } from "../said.ts";
import { dayNumbers, dayWritten } from "../saying.ts";
import { refusedInSms, smsLength, withoutMarks } from "../sms.ts";

const SMS = { kind: "sms", mostParts: 3 } as const;

const isFitting = (text: string) => smsLength(text).parts <= SMS.mostParts && refusedInSms(text).length === 0;

/** Of texts that say less and less the first that can be sent: once with marks and once without, where more letters fit in a part. */
function sms(said: Said, title: Words, texts: readonly string[]): Message {
  const isVi = said.language === "vi";
  const written = (write: (text: string) => string) =>
    texts.map(write).find(isFitting) ?? write(texts.at(-1)!);
  const plain = { name: isVi ? "Không dấu" : "Without marks", text: written(withoutMarks), limit: SMS };
  // Names keep their marks in English, too: one letter of them doubles the price.
  const fields = isVi ? [{ name: "Có dấu", text: written((text) => text), limit: SMS }, plain] : [plain];
  return { kind: "message", title: title[said.language], fields };
}

const SMS_TITLES = {
  invitation: { vi: "Tin nhắn: mời nhận thẻ", en: "SMS: come for a token" },
  reminder: { vi: "Tin nhắn: nhắc nhận thẻ", en: "SMS: reminder" },
  parents: { vi: "Tin nhắn cho phụ huynh", en: "SMS to parents" },
  sync: { vi: "Tin nhắn: mời ghé trạm", en: "SMS: come by the station" },
  end: { vi: "Tin nhắn: trả thẻ", en: "SMS: give the token back" },
} as const;
type SmsName = keyof typeof SMS_TITLES;

const SMS_TEXTS: Readonly<Record<SmsName, Readonly<Record<"vi" | "en", (said: Said) => string>>>> = {
  invitation: {
    vi: (said) =>
      `${said.shortName}: phát thẻ đeo ${said.app} cho người không có điện thoại thông minh, ${said.dates}. Tự nguyện. Hỏi nơi, giờ: ${said.hotline}`,
    en: (said) =>
      `${said.shortName}: ${said.app} tokens for people without a smartphone, ${said.dates}. It is up to you. Where and when: ${said.hotline}`,
  },
  reminder: {
    vi: (said) =>
      `${said.shortName} nhắc: còn phát thẻ đeo ${said.app} cho ai không có điện thoại thông minh, ${said.dates}. Khó đi lại: báo trạm y tế. Hỏi: ${said.hotline}`,
    en: (said) =>
      `${said.shortName}, a reminder: ${said.app} tokens for people without a smartphone, ${said.dates}. Hard to walk? Tell the station. Where and when: ${said.hotline}`,
  },
  parents: {
    vi: (said) =>
      `${said.shortName}: mời phụ huynh đọc tờ phiếu nói về thẻ đeo mà cháu mang về nhà. Đồng ý hay không là tùy nhà mình, cháu nào cũng đi học như nhau. Hỏi: ${said.hotline}`,
    en: (said) =>
      `${said.shortName}: please read the sheet on tokens that your child brings home. To agree or not is up to you; school is the same for every child. Ask: ${said.hotline}`,
  },
  sync: {
    vi: (said) =>
      `${said.shortName}: ai đeo thẻ, mỗi tuần mời ghé trạm y tế một lần khi tiện. Nháy đỏ: trạm thay pin. Để thẻ xa trẻ nhỏ. Hỏi: ${said.hotline}`,
    en: (said) =>
      `${said.shortName}: who wears a token, please come by the station once a week. Red blink: a new battery there. Keep it from small children. Ask: ${said.hotline}`,
  },
  end: {
    vi: (said) =>
      `${said.shortName}: chương trình thẻ đeo kết thúc${said.facts.ends === undefined ? "" : ` ngày ${dayNumbers(said.facts.ends)}`}. Mời trả thẻ ở trạm y tế, không tự tháo pin. Cảm ơn bà con. Hỏi: ${said.hotline}`,
    en: (said) =>
      `${said.shortName}: the token programme ends${said.facts.ends === undefined ? "" : ` on ${dayWritten(said.facts.ends, "en")}`}. Please give your token back at the station, with its battery in. Thank you. Ask: ${said.hotline}`,
  },
};

/** Those that speak to people who may have a smartphone. A long or odd address is left to the hotline. */
const TELLS_OF_APP: ReadonlySet<SmsName> = new Set(["invitation", "reminder"]);
const APP = { vi: "Ứng dụng", en: "The app" } as const;

function smsTexts(name: SmsName): InBoth<Message> {
  const of = (said: Said) => {
    const { language, app, appAddress } = said;
    const text = SMS_TEXTS[name][language](said);
    const withApp = TELLS_OF_APP.has(name) ? [`${text}. ${APP[language]} ${app}: ${appAddress}`] : [];
    return sms(said, SMS_TITLES[name], [...withApp, text]);
  };
  return { vi: of, en: of };
}

export const SMS_CHANNEL: Channel = {
  id: "sms",
  title: { vi: "Tin nhắn SMS", en: "SMS" },
  handedTo: {
    vi: "Nhà mạng, hoặc trường học gửi cho phụ huynh.",
    en: "A telecom operator, or a school that writes to parents.",
  },
  templates: (Object.keys(SMS_TITLES) as SmsName[]).map((name) => ({
    id: `sms-${name}`,
    title: SMS_TITLES[name],
    make: make(smsTexts(name)),
  })),
};
