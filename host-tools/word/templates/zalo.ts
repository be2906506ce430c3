/** Notices by Zalo: title, up to four paragraphs, a table of two to eight rows, up to two buttons. */
import type { Channel, Message, Words } from "../model.ts";
import { type InBoth, make, type Said } from "../said.ts";
import { dayWritten, whenNumbers } from "../saying.ts";

const letters = (least: number, most: number) => ({ kind: "letters", least, most }) as const;
const LIMITS = {
  title: letters(9, 65),
  paragraph: letters(9, 400),
  rowName: letters(3, 35),
  rowText: letters(3, 90),
  button: letters(5, 30),
} as const;

/** Two rows each: with the app's and the hotline's they are the rows that fit. */
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
    app: "Trang của ứng dụng",
    where: "Ở đâu",
    station: "Trạm y tế",
    lastDay: "Ngày cuối",
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
    app: "The app's page",
    where: "Where",
    station: "The health station",
    lastDay: "Last day",
    ask: "Questions",
    call: "Call the hotline",
    others: "For other places please call.",
  },
} as const;

type Row = readonly [label: string, text: string];

function placeRows({ facts: { places }, language }: Said): readonly Row[] {
  const words = WORDS[language];
  const numbered = (word: string, i: number) => (places.length > 1 ? `${word} ${i + 1}` : word);
  return places.slice(0, PLACES).flatMap((place, i): Row[] => [
    [numbered(words.place, i), place.name],
    [numbered(words.when, i), whenNumbers(place, language)],
  ]);
}

/** A longer address is left to the hotline. */
const appRows = ({ appAddress, language }: Said): readonly Row[] =>
  appAddress.length <= LIMITS.rowText.most ? [[WORDS[language].app, appAddress]] : [];

const stationRows = ({ language }: Said): readonly Row[] => [
  [WORDS[language].where, WORDS[language].station],
];

const endRows = (said: Said): readonly Row[] => [
  ...(said.facts.ends === undefined
    ? []
    : [[WORDS[said.language].lastDay, dayWritten(said.facts.ends, said.language)] as const]),
  ...stationRows(said),
];

const ZALO_TITLES = {
  invitation: { vi: "Zalo: mời nhận thẻ", en: "Zalo: come for a token" },
  reminder: { vi: "Zalo: nhắc nhận thẻ", en: "Zalo: reminder" },
  parents: { vi: "Zalo cho phụ huynh", en: "Zalo to parents" },
  sync: { vi: "Zalo: mời ghé trạm", en: "Zalo: come by the station" },
  end: { vi: "Zalo: kết thúc chương trình", en: "Zalo: end of the programme" },
} as const satisfies Readonly<Record<string, Words>>;
type ZaloName = keyof typeof ZALO_TITLES;

interface Notice {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

const others = ({ facts, language }: Said) => (facts.places.length > PLACES ? [WORDS[language].others] : []);
/** What a notice says of consent, with its version. */
const upToYou = ({ consent, consentVersion }: Said) => `${consent.part("free")} ${consentVersion}.`;

const NOTICES: Readonly<
  Record<
    ZaloName,
    Readonly<Record<"vi" | "en", (said: Said) => Notice>> & {
      readonly rows: (said: Said) => readonly Row[];
    }
  >
> = {
  invitation: {
    rows: (said) => [...placeRows(said), ...appRows(said)],
    vi: (said) => ({
      title: `Mời nhận thẻ đeo ${said.app}`,
      paragraphs: [
        [
          `${said.name} phát thẻ đeo cho người không có điện thoại thông minh. Ai có điện thoại thông minh, mời cài ứng dụng ${said.app}. Nhờ anh chị nhắn giúp ông bà, cha mẹ, hàng xóm.`,
          ...others(said),
        ].join(" "),
        `${said.consent.part("notes")} ${said.bring}`,
        upToYou(said),
      ],
    }),
    en: (said) => ({
      title: `Come for a ${said.app} token`,
      paragraphs: [
        [
          `${said.name} hands out tokens to people without a smartphone. With a smartphone please install the app ${said.app}. Please tell parents, grandparents and neighbours.`,
          ...others(said),
        ].join(" "),
        `${said.consent.part("notes")} ${said.bring}`,
        upToYou(said),
      ],
    }),
  },
  reminder: {
    rows: (said) => [...placeRows(said), ...appRows(said)],
    vi: (said) => ({
      title: "Nhắc lại: nhà mình ai chưa nhận thẻ đeo?",
      paragraphs: [
        [
          `${said.name} xin nhắc: ai không có điện thoại thông minh mà chưa nhận thẻ đeo, mời đến một trong các nơi dưới đây. Ông bà đi lại khó thì con cháu báo giúp trạm y tế.`,
          ...others(said),
        ].join(" "),
        `${said.bring} ${said.say("household")}`,
        upToYou(said),
      ],
    }),
    en: (said) => ({
      title: "A reminder: who at home has no token yet?",
      paragraphs: [
        [
          `A reminder from ${said.name}: who has no smartphone and no token yet, please come to one of the places below. For those who find it hard to walk, please tell the station.`,
          ...others(said),
        ].join(" "),
        `${said.bring} ${said.say("household")}`,
        upToYou(said),
      ],
    }),
  },
  parents: {
    rows: (said) => [...placeRows(said), ...appRows(said)],
    vi: (said) => ({
      title: "Phiếu xin ý kiến phụ huynh về thẻ đeo",
      paragraphs: [
        [
          `${said.name} gửi phiếu xin ý kiến về thẻ đeo, các cháu mang về nhà. Mời phụ huynh đọc cùng con rồi trả lời từng câu.`,
          ...others(said),
        ].join(" "),
        `${said.consent.part("notes")} ${said.say("children")}`,
        `${said.consent.part("free")} ${said.say("schoolHoldsNoList")} ${said.consentVersion}.`,
      ],
    }),
    en: (said) => ({
      title: "A question to parents about tokens",
      paragraphs: [
        [
          `${said.name} sends home a form about tokens. Please read it with your child, and answer each question.`,
          ...others(said),
        ].join(" "),
        `${said.consent.part("notes")} ${said.say("children")}`,
        `${said.consent.part("free")} ${said.say("schoolHoldsNoList")} ${said.consentVersion}.`,
      ],
    }),
  },
  sync: {
    rows: stationRows,
    vi: (said) => ({
      title: "Mời ông bà đang đeo thẻ ghé trạm",
      paragraphs: [
        `${said.name} gửi lời tới bà con đang đeo thẻ. ${said.say("weekly")} ${said.say("hold")}`,
        `Thẻ nháy đỏ thì có thể pin yếu, trạm sẽ xem và thay pin. ${said.say("coinCell")}`,
      ],
    }),
    en: (said) => ({
      title: "You wear a token? Please come by the station",
      paragraphs: [
        `A word from ${said.name} to those who wear a token. ${said.say("weekly")} ${said.say("hold")}`,
        `If it blinks red the battery may be low: the station looks and changes it. ${said.say("coinCell")}`,
      ],
    }),
  },
  end: {
    rows: endRows,
    vi: (said) => ({
      title: "Chương trình thẻ đeo sắp kết thúc",
      paragraphs: [
        `${said.name} xin báo: chương trình thẻ đeo sắp kết thúc. ${said.say("theEnd")}`,
        "Mong bà con không tự tháo pin, không bỏ thẻ vào thùng rác. Cảm ơn bà con đã đeo thẻ vì nhau.",
      ],
    }),
    en: (said) => ({
      title: "The programme of tokens is about to end",
      paragraphs: [
        `A word from ${said.name}: the programme of tokens is about to end. ${said.say("theEnd")}`,
        "Please do not take the battery out, and do not throw the token away. Thank you for having worn it for each other.",
      ],
    }),
  },
};

function noticeTexts(name: ZaloName): InBoth<Message> {
  const of = (said: Said): Message => {
    const words = WORDS[said.language];
    const { title, paragraphs } = NOTICES[name][said.language](said);
    const rows: readonly Row[] = [...NOTICES[name].rows(said), [words.ask, said.hotline]];
    return {
      kind: "message",
      title: ZALO_TITLES[name][said.language],
      fields: [
        { name: words.title, text: title, limit: LIMITS.title },
        ...paragraphs.map((text, i) => ({
          name: `${words.paragraph} ${i + 1}`,
          text,
          limit: LIMITS.paragraph,
        })),
        ...rows.flatMap(([label, text], i) => [
          { name: `${words.row} ${i + 1}, ${words.label}`, text: label, limit: LIMITS.rowName },
          { name: `${words.row} ${i + 1}`, text, limit: LIMITS.rowText },
        ]),
        { name: words.button, text: words.call, limit: LIMITS.button },
      ],
    };
  };
  return { vi: of, en: of };
}

export const ZALO_CHANNEL: Channel = {
  id: "zalo",
  title: { vi: "Tin Zalo", en: "Zalo notice" },
  handedTo: {
    vi: "Người quản lý tài khoản Zalo của đơn vị. Zalo cần thêm logo.",
    en: "Whoever runs the unit's Zalo account. Zalo wants a logo, too.",
  },
  templates: (Object.keys(ZALO_TITLES) as ZaloName[]).map((name) => ({
    id: `zalo-${name}`,
    title: ZALO_TITLES[name],
    make: make(noticeTexts(name)),
  })),
};
