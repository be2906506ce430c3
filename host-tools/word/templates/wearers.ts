/** What people take home: a card beside the token, a leaflet for the family, a warning about the coin cell. */
import type { Channel, Sheet } from "../model.ts";
import { CODE_IN_HAND, type InBoth, lightsBlock, make, placesBlock, type Said, twoWays } from "../said.ts";
import { tenAnswers } from "./answers.ts";

/** Of a hand's size once it is folded, a thing on each face: how to wear it, its lights, its button, its coin cell and whom to ask. */
const pocketCard = (said: Said, ask: string): Sheet => ({
  kind: "sheet",
  format: "card",
  orientation: "portrait",
  read: "held",
  title: said.say("wear"),
  blocks: [
    { kind: "pictogram", name: "wear" },
    { kind: "turn" },
    {
      kind: "points",
      items: [
        { pictogram: "green", text: said.say("green") },
        { pictogram: "red", text: said.say("red") },
      ],
    },
    { kind: "turn" },
    { kind: "warning", text: said.say("coinCell") },
    { kind: "turn" },
    { kind: "text", text: said.say("hold") },
  ],
  foot: [ask, said.shortName],
});

const CARD_SHEET: InBoth<Sheet> = {
  vi: (said) => pocketCard(said, `Hỏi, báo mất: ${said.hotline}`),
  en: (said) => pocketCard(said, `Ask or lost: ${said.hotline}`),
};

const LEAFLET: InBoth<Sheet> = {
  vi: (said) => ({
    kind: "sheet",
    format: "A4",
    orientation: "portrait",
    read: "held",
    title: "Thẻ đeo cho cả nhà mình",
    lead: said.consent.part("helps"),
    blocks: [
      twoWays(said, CODE_IN_HAND),
      ...placesBlock(said),
      lightsBlock(said, false),
      { kind: "warning", text: `${said.say("coinCell")} ${said.say("swallowed")}` },
      { kind: "heading", text: "Mười câu bà con hay hỏi" },
      ...tenAnswers(said).map((answer) => ({ kind: "answer" as const, ...answer })),
    ],
    foot: [...said.foot, said.consentVersion],
  }),
  en: (said) => ({
    kind: "sheet",
    format: "A4",
    orientation: "portrait",
    read: "held",
    title: "Tokens for your family",
    lead: said.consent.part("helps"),
    blocks: [
      twoWays(said, CODE_IN_HAND),
      ...placesBlock(said),
      lightsBlock(said, false),
      { kind: "warning", text: `${said.say("coinCell")} ${said.say("swallowed")}` },
      { kind: "heading", text: "Ten questions that people ask" },
      ...tenAnswers(said).map((answer) => ({ kind: "answer" as const, ...answer })),
    ],
    foot: [...said.foot, said.consentVersion],
  }),
};

/** What is to be done at once stands on the front. */
const coinCell = (said: Said, words: CoinCellWords): Sheet => ({
  kind: "sheet",
  format: "A5",
  orientation: "portrait",
  read: "held",
  title: words.title,
  blocks: [
    { kind: "warning", text: said.say("coinCell") },
    { kind: "heading", text: words.atOnce },
    { kind: "text", text: said.say("swallowed") },
    { kind: "text", text: words.takeAlong },
    { kind: "turn" },
    { kind: "heading", text: words.everyDay },
    { kind: "points", items: [words.highUp, said.say("lid"), words.old].map((text) => ({ text })) },
  ],
  foot: said.foot,
});

interface CoinCellWords {
  readonly title: string;
  readonly atOnce: string;
  readonly takeAlong: string;
  readonly everyDay: string;
  readonly highUp: string;
  readonly old: string;
}

const COIN_CELL: InBoth<Sheet> = {
  vi: (said) =>
    coinCell(said, {
      title: "Nhà có trẻ nhỏ: để thẻ xa tầm tay",
      atOnce: "Làm gì ngay",
      takeAlong: "Mang theo chiếc thẻ, để bác sĩ biết loại pin.",
      everyDay: "Hằng ngày",
      highUp: "Ngủ, tắm, không đeo: cất thẻ trên cao.",
      old: "Pin cũ để trạm thay và thu. Đừng tự tháo, đừng để pin rơi trong nhà.",
    }),
  en: (said) =>
    coinCell(said, {
      title: "Small children at home: keep it out of reach",
      atOnce: "What to do at once",
      takeAlong: "Take the token along, so that the doctor sees which battery it is.",
      everyDay: "Every day",
      highUp: "While you sleep or wash: put the token high up.",
      old: "The station changes and takes back batteries. Please do not take them out, and leave none lying about.",
    }),
};

export const WEARERS: Channel = {
  id: "wearers",
  title: { vi: "Người đeo và gia đình", en: "Wearers and families" },
  handedTo: {
    vi: "Trạm y tế, phát cùng thẻ. Thẻ bỏ túi in hai mặt, lật theo cạnh ngắn, gấp đôi.",
    en: "The health station, with each token. The card for the pocket: both sides, turned over the short edge, folded once.",
  },
  templates: [
    { id: "wearer-card", title: { vi: "Thẻ hướng dẫn bỏ túi", en: "Wearer's card" }, make: make(CARD_SHEET) },
    {
      id: "family-leaflet",
      title: { vi: "Tờ rơi cho gia đình", en: "Family's leaflet" },
      make: make(LEAFLET),
    },
    {
      id: "coin-cell",
      title: { vi: "Cảnh báo pin cúc áo", en: "Warning about coin cells" },
      make: make(COIN_CELL),
    },
  ],
};
