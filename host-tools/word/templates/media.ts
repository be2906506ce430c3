/** For newspapers, television and radio. */
import type { Channel, Message, Script } from "../model.ts";
import { type InBoth, make } from "../said.ts";
import { phoneSpoken } from "../saying.ts";

const PRESS: InBoth<Script> = {
  vi: (said) => ({
    kind: "script",
    title: `${said.name} phát thẻ đeo cho người không có điện thoại thông minh`,
    sections: [
      {
        lines: [
          `${said.name} phát thẻ đeo ${said.app} cho người cao tuổi, học sinh, công nhân và mọi người không dùng điện thoại thông minh, ${said.dates}.`,
          said.consent.part("helps"),
        ],
      },
      {
        heading: "Thẻ ghi gì",
        lines: [said.consent.part("notes"), said.consent.part("read"), said.consent.part("kept")],
      },
      { heading: "Ai được xem", lines: [said.consent.part("seen"), said.consent.part("names")] },
      {
        heading: "Tự nguyện",
        lines: [said.consent.part("free"), said.consent.part("rights"), said.say("noOther")],
      },
      { heading: "Nhận thẻ ở đâu", lines: [...said.places, said.bring, ...said.free] },
      {
        heading: "Điều hệ thống không làm được",
        lines: [
          "Sóng bị người và túi xách cản bớt, nên thẻ có lúc ghi sót, có lúc ghi cả người đứng xa. Có tên trong danh sách là lý do để gọi hỏi thăm, không phải bằng chứng.",
          said.say("notTriedYet"),
        ],
      },
      { heading: "Người phụ trách dữ liệu", lines: [said.owner] },
      {
        heading: "Liên hệ",
        lines: [said.hotlines, ...(said.facts.page === undefined ? [] : [said.facts.page])],
      },
      { lines: [`Các câu về dữ liệu lấy từ lời xin đồng ý, bản ${said.consent.version}.`] },
    ],
  }),
  en: (said) => ({
    kind: "script",
    title: `${said.name} hands out tokens to people without a smartphone`,
    sections: [
      {
        lines: [
          `${said.name} hands out ${said.app} tokens to the elderly, pupils, workers and everybody without a smartphone, ${said.dates}.`,
          said.consent.part("helps"),
        ],
      },
      {
        heading: "What a token notes",
        lines: [said.consent.part("notes"), said.consent.part("read"), said.consent.part("kept")],
      },
      { heading: "Who may see it", lines: [said.consent.part("seen"), said.consent.part("names")] },
      {
        heading: "Voluntary",
        lines: [said.consent.part("free"), said.consent.part("rights"), said.say("noOther")],
      },
      { heading: "Where to get one", lines: [...said.places, said.bring, ...said.free] },
      {
        heading: "What the system cannot do",
        lines: [
          "Radio is weakened by bodies and bags: a token misses some and notes some who stood far off. To be on a list is a reason to be called, never a proof.",
          said.say("notTriedYet"),
        ],
      },
      { heading: "Who answers for the data", lines: [said.owner] },
      {
        heading: "Contact",
        lines: [said.hotlines, ...(said.facts.page === undefined ? [] : [said.facts.page])],
      },
      { lines: [`What is said of data is taken from the text of consent, ${said.consent.version}.`] },
    ],
  }),
};

/** At the pace of a commune's reader; a studio is faster. */
const SPOT = { mostSeconds: 30, mostWords: 60 } as const;

const SPOKEN: InBoth<Script> = {
  vi: (said) => ({
    kind: "script",
    title: "Lời phát thanh, truyền hình 30 giây",
    sections: [
      {
        lines: [
          "Ông bà mình không dùng điện thoại thông minh?",
          "Mời nhận thẻ đeo. Thẻ giúp gọi sớm người đã ở gần ca bệnh.",
          `Phát ${said.datesSpoken}.`,
          `Hỏi: ${phoneSpoken(said.facts.hotlines[0]!.phone)}.`,
        ],
      },
    ],
    ...SPOT,
  }),
  en: (said) => ({
    kind: "script",
    title: "Radio and television spot, 30 seconds",
    sections: [
      {
        lines: [
          "Parents or grandparents without a smartphone?",
          "Come for a token. It helps to call early who was near a case.",
          `Handed out ${said.datesSpoken}.`,
          `Ask: ${phoneSpoken(said.facts.hotlines[0]!.phone)}.`,
        ],
      },
    ],
    ...SPOT,
  }),
};

/** A line runs by in some fifteen seconds. */
const TICKER_LETTERS = { kind: "letters", least: 20, most: 160 } as const;

const TICKER: InBoth<Message> = {
  vi: (said) => ({
    kind: "message",
    title: "Dòng chữ chạy",
    fields: [
      {
        name: "Dòng chữ chạy",
        text: `${said.shortName} phát thẻ đeo ${said.app} cho người không có điện thoại thông minh, ${said.dates}. Hỏi: ${said.hotline}`,
        limit: TICKER_LETTERS,
      },
    ],
  }),
  en: (said) => ({
    kind: "message",
    title: "Ticker line",
    fields: [
      {
        name: "Ticker line",
        text: `${said.shortName} hands out ${said.app} tokens to people without a smartphone, ${said.dates}. Ask: ${said.hotline}`,
        limit: TICKER_LETTERS,
      },
    ],
  }),
};

export const MEDIA: Channel = {
  id: "media",
  title: { vi: "Báo, đài", en: "Newspapers and stations" },
  handedTo: {
    vi: "Tòa soạn báo, đài phát thanh và truyền hình tỉnh.",
    en: "The province's newspaper, radio and television.",
  },
  templates: [
    { id: "press-note", title: { vi: "Thông cáo báo chí", en: "Press note" }, make: make(PRESS) },
    { id: "spot-30", title: { vi: "Lời 30 giây", en: "Spot of 30 seconds" }, make: make(SPOKEN) },
    { id: "ticker", title: { vi: "Dòng chữ chạy", en: "Ticker line" }, make: make(TICKER) },
  ],
};
