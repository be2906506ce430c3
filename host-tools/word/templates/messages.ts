/** Words that are pasted into another's form: SMS, Zalo, a post, the line below a programme. */
import type { Channel, Message, Slides, Template, Words } from "../model.ts";
import { appPage, type InBoth, make, type Said } from "../said.ts";
import { dayNumbers, whenNumbers } from "../saying.ts";
import { withoutMarks } from "../sms.ts";

const SMS = { kind: "sms", mostParts: 3 } as const;
const letters = (least: number, most: number) => ({ kind: "letters", least, most }) as const;

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
        `${said.shortName}: phát thẻ đeo Bluezone cho người không có điện thoại thông minh, ${said.dates}. Tự nguyện. Hỏi nơi, giờ: ${said.hotline}`,
      ),
    en: (said) =>
      sms(
        said,
        SMS_TITLES.invitation,
        `${said.shortName}: Bluezone tokens for people without a smartphone, ${said.dates}. It is up to you. Where and when: ${said.hotline}`,
      ),
  },
  parents: {
    vi: (said) =>
      sms(
        said,
        SMS_TITLES.parents,
        `${said.shortName}: mời phụ huynh đọc phiếu về thẻ đeo các cháu mang về. Đồng ý hay không là tùy nhà mình, cháu nào cũng đi học như nhau. Hỏi: ${said.hotline}`,
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
        `${said.shortName}: the token programme ends${said.facts.ends === undefined ? "" : ` on ${dayNumbers(said.facts.ends)}`}. Please give your token back at the station, with its battery in. Thank you. Ask: ${said.hotline}`,
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

/** Fields of a Zalo notice: title, up to four paragraphs, a table of two to eight rows, up to two buttons. */
const ZALO = {
  title: letters(9, 65),
  paragraph: letters(9, 400),
  rowName: letters(3, 35),
  rowText: letters(3, 90),
  button: letters(5, 30),
} as const;

const ZALO_TITLE = { vi: "Zalo: mời nhận thẻ", en: "Zalo: come for a token" } as const;

/** Two rows each: with the hotline's they are the rows that fit. */
const ZALO_PLACES = 3;

function zalo(
  said: Said,
  title: string,
  paragraphs: readonly string[],
  ask: string,
  button: string,
): Message {
  const isVi = said.language === "vi";
  const numbered = (i: number) => (said.facts.places.length > 1 ? ` ${i + 1}` : "");
  const places = said.facts.places.slice(0, ZALO_PLACES).flatMap((place, i) => [
    {
      name: isVi ? `Nơi ${i + 1}, tên` : `Place ${i + 1}, row`,
      text: `${isVi ? "Nơi phát" : "Place"}${numbered(i)}`,
      limit: ZALO.rowName,
    },
    { name: isVi ? `Nơi ${i + 1}` : `Place ${i + 1}`, text: place.name, limit: ZALO.rowText },
    {
      name: isVi ? `Giờ ${i + 1}, tên` : `Hours ${i + 1}, row`,
      text: `${isVi ? "Ngày giờ" : "When"}${numbered(i)}`,
      limit: ZALO.rowName,
    },
    {
      name: isVi ? `Giờ ${i + 1}` : `Hours ${i + 1}`,
      text: whenNumbers(place, said.language),
      limit: ZALO.rowText,
    },
  ]);
  return {
    kind: "message",
    title: ZALO_TITLE[said.language],
    fields: [
      { name: isVi ? "Tiêu đề" : "Title", text: title, limit: ZALO.title },
      ...paragraphs.map((text, i) => ({
        name: isVi ? `Đoạn ${i + 1}` : `Paragraph ${i + 1}`,
        text,
        limit: ZALO.paragraph,
      })),
      ...places,
      { name: isVi ? "Hàng hỏi, tên" : "Ask, row", text: ask, limit: ZALO.rowName },
      { name: isVi ? "Hàng hỏi" : "Ask", text: said.hotline, limit: ZALO.rowText },
      { name: isVi ? "Nút bấm" : "Button", text: button, limit: ZALO.button },
    ],
  };
}

const ZALO_TEXTS: InBoth<Message> = {
  vi: (said) =>
    zalo(
      said,
      "Mời nhận thẻ đeo Bluezone",
      [
        `${said.name} phát thẻ đeo cho người không có điện thoại thông minh. Ai có điện thoại thông minh, mời cài ứng dụng ${said.app}. Nhờ anh chị nhắn giúp ông bà, cha mẹ, hàng xóm.${said.facts.places.length > ZALO_PLACES ? " Còn nơi phát khác, xin gọi hỏi." : ""}`,
        [said.consent.part("notes"), said.bring].join(" "),
        said.consent.part("free"),
      ],
      "Hỏi thêm",
      "Gọi đường dây nóng",
    ),
  en: (said) =>
    zalo(
      said,
      "Come for a Bluezone token",
      [
        `${said.name} hands out tokens to people without a smartphone. With a smartphone please install the app ${said.app}. Please tell parents, grandparents and neighbours.${said.facts.places.length > ZALO_PLACES ? " For other places please call." : ""}`,
        [said.consent.part("notes"), said.bring].join(" "),
        said.consent.part("free"),
      ],
      "Questions",
      "Call the hotline",
    ),
};

export const ZALO_CHANNEL: Channel = {
  id: "zalo",
  title: { vi: "Tin Zalo", en: "Zalo notice" },
  handedTo: {
    vi: "Người quản lý tài khoản Zalo của đơn vị. Zalo cần thêm logo.",
    en: "Whoever runs the unit's Zalo account. Zalo wants a logo, too.",
  },
  templates: [{ id: "zalo-invitation", title: ZALO_TITLE, make: make(ZALO_TEXTS) }],
};

const POST: InBoth<Message> = {
  vi: (said) => ({
    kind: "message",
    title: "Bài đăng mạng xã hội",
    fields: [
      {
        name: "Bài đăng",
        text: [
          `Ông bà, cha mẹ không có điện thoại thông minh? ${said.name} mời nhận thẻ đeo Bluezone, ${said.dates}.`,
          said.consent.part("notes"),
          ...said.places,
          said.bring,
          ...said.free,
          said.say("withoutIt"),
          `Hỏi: ${said.hotlines}`,
        ].join("\n"),
        limit: { kind: "none" },
      },
      {
        name: "Mô tả ảnh",
        text: `Ảnh: hai cách, có điện thoại thông minh thì cài ứng dụng ${said.app}, không có thì nhận thẻ đeo.`,
        limit: { kind: "none" },
      },
    ],
  }),
  en: (said) => ({
    kind: "message",
    title: "Post for social networks",
    fields: [
      {
        name: "Post",
        text: [
          `Parents or grandparents without a smartphone? ${said.name} hands out Bluezone tokens, ${said.dates}.`,
          said.consent.part("notes"),
          ...said.places,
          said.bring,
          ...said.free,
          said.say("withoutIt"),
          `Ask: ${said.hotlines}`,
        ].join("\n"),
        limit: { kind: "none" },
      },
      {
        name: "Description of the picture",
        text: `Picture: two ways. With a smartphone install the app ${said.app}, without one come for a token.`,
        limit: { kind: "none" },
      },
    ],
  }),
};

const SQUARE = [{ width: 1080, height: 1080 }] as const;

const PICTURE: InBoth<Slides> = {
  vi: (said) => ({
    kind: "slides",
    sizes: SQUARE,
    loops: false,
    slides: [
      {
        title: "Không có điện thoại thông minh? Mời nhận thẻ đeo",
        lines: [said.dates, said.name, `Hỏi: ${said.hotline}`],
        pictogram: "token",
        code: appPage(said),
        seconds: 0,
      },
    ],
  }),
  en: (said) => ({
    kind: "slides",
    sizes: SQUARE,
    loops: false,
    slides: [
      {
        title: "No smartphone? Come for a token",
        lines: [said.dates, said.name, `Ask: ${said.hotline}`],
        pictogram: "token",
        code: appPage(said),
        seconds: 0,
      },
    ],
  }),
};

export const SOCIAL: Channel = {
  id: "social",
  title: { vi: "Mạng xã hội", en: "Social networks" },
  handedTo: { vi: "Người quản lý trang của đơn vị.", en: "Whoever runs the unit's page." },
  templates: [
    { id: "social-post", title: { vi: "Bài đăng", en: "Post" }, make: make(POST) },
    { id: "social-picture", title: { vi: "Ảnh kèm bài", en: "Picture of the post" }, make: make(PICTURE) },
  ] satisfies readonly Template[],
};
