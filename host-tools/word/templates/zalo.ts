/** Notices by Zalo: title, up to four paragraphs, a table of two to eight rows, up to two buttons. */
import type { Channel, Message, Words } from "../model.ts";
import { type InBoth, make, type Said } from "../said.ts";
import { whenNumbers } from "../saying.ts";

const letters = (least: number, most: number) => ({ kind: "letters", least, most }) as const;
const LIMITS = {
  title: letters(9, 65),
  paragraph: letters(9, 400),
  rowName: letters(3, 35),
  rowText: letters(3, 90),
  button: letters(5, 30),
} as const;

/** Two rows each: with the hotline's they are the rows that fit. */
const PLACES = 3;

const WORDS = {
  vi: {
    title: "Tiêu đề",
    paragraph: "Đoạn",
    row: "Hàng",
    label: "tên",
    button: "Nút bấm",
    place: "Nơi phát",
    when: "Ngày giờ",
    ask: "Hỏi thêm",
    call: "Gọi đường dây nóng",
    others: "Còn nơi phát khác, xin gọi hỏi.",
  },
  en: {
    title: "Title",
    paragraph: "Paragraph",
    row: "Row",
    label: "name",
    button: "Button",
    place: "Place",
    when: "When",
    ask: "Questions",
    call: "Call the hotline",
    others: "For other places please call.",
  },
} as const;

function notice(said: Said, name: Words, title: string, paragraphs: readonly string[]): Message {
  const words = WORDS[said.language];
  const { places } = said.facts;
  const numbered = (word: string, i: number) => (places.length > 1 ? `${word} ${i + 1}` : word);
  const rows = places
    .slice(0, PLACES)
    .flatMap((place, i) => [
      [numbered(words.place, i), place.name],
      [numbered(words.when, i), whenNumbers(place, said.language)],
    ])
    .concat([[words.ask, said.hotline]]);
  return {
    kind: "message",
    title: name[said.language],
    fields: [
      { name: words.title, text: title, limit: LIMITS.title },
      ...paragraphs.map((text, i) => ({
        name: `${words.paragraph} ${i + 1}`,
        text,
        limit: LIMITS.paragraph,
      })),
      ...rows.flatMap(([label, text], i) => [
        { name: `${words.row} ${i + 1}, ${words.label}`, text: label!, limit: LIMITS.rowName },
        { name: `${words.row} ${i + 1}`, text: text!, limit: LIMITS.rowText },
      ]),
      { name: words.button, text: words.call, limit: LIMITS.button },
    ],
  };
}

const others = ({ facts, language }: Said) => (facts.places.length > PLACES ? [WORDS[language].others] : []);

const TITLES = {
  invitation: { vi: "Zalo: mời nhận thẻ", en: "Zalo: come for a token" },
  parents: { vi: "Zalo cho phụ huynh", en: "Zalo to parents" },
} as const;

const INVITATION: InBoth<Message> = {
  vi: (said) =>
    notice(said, TITLES.invitation, `Mời nhận thẻ đeo ${said.app}`, [
      [
        `${said.name} phát thẻ đeo cho người không có điện thoại thông minh. Ai có điện thoại thông minh, mời cài ứng dụng ${said.app}. Nhờ anh chị nhắn giúp ông bà, cha mẹ, hàng xóm.`,
        ...others(said),
      ].join(" "),
      `${said.consent.part("notes")} ${said.bring}`,
      `${said.consent.part("free")} ${said.consentVersion}.`,
    ]),
  en: (said) =>
    notice(said, TITLES.invitation, `Come for a ${said.app} token`, [
      [
        `${said.name} hands out tokens to people without a smartphone. With a smartphone please install the app ${said.app}. Please tell parents, grandparents and neighbours.`,
        ...others(said),
      ].join(" "),
      `${said.consent.part("notes")} ${said.bring}`,
      `${said.consent.part("free")} ${said.consentVersion}.`,
    ]),
};

const PARENTS: InBoth<Message> = {
  vi: (said) =>
    notice(said, TITLES.parents, "Phiếu xin ý kiến phụ huynh về thẻ đeo", [
      [
        `${said.name} gửi phiếu xin ý kiến về thẻ đeo, các cháu mang về nhà. Mời phụ huynh đọc cùng con rồi trả lời từng câu.`,
        ...others(said),
      ].join(" "),
      `${said.consent.part("notes")} ${said.say("children")}`,
      `${said.consent.part("free")} ${said.say("schoolHoldsNoList")} ${said.consentVersion}.`,
    ]),
  en: (said) =>
    notice(said, TITLES.parents, "A question to parents about tokens", [
      [
        `${said.name} sends home a form about tokens. Please read it with your child, and answer each question.`,
        ...others(said),
      ].join(" "),
      `${said.consent.part("notes")} ${said.say("children")}`,
      `${said.consent.part("free")} ${said.say("schoolHoldsNoList")} ${said.consentVersion}.`,
    ]),
};

export const ZALO_CHANNEL: Channel = {
  id: "zalo",
  title: { vi: "Tin Zalo", en: "Zalo notice" },
  handedTo: {
    vi: "Người quản lý tài khoản Zalo của đơn vị. Zalo cần thêm logo.",
    en: "Whoever runs the unit's Zalo account. Zalo wants a logo, too.",
  },
  templates: [
    { id: "zalo-invitation", title: TITLES.invitation, make: make(INVITATION) },
    { id: "zalo-parents", title: TITLES.parents, make: make(PARENTS) },
  ],
};
