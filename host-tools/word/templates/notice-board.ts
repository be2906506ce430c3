/** What hangs on a hamlet's notice board: every place of hand-out with its days and hours, however many there are. */
import type { Block, Channel, Sheet } from "../model.ts";
import { type InBoth, make, type Said } from "../said.ts";
import { daysNumbers, hoursWords } from "../saying.ts";

/** A board takes so many sheets side by side. */
const MOST_SHEETS = 4;

const HEAD = {
  vi: ["Nơi phát thẻ", "Ngày", "Giờ"],
  en: ["Place", "Days", "Hours"],
} as const;

function placesTable({ facts, language }: Said): Block {
  return {
    kind: "table",
    head: HEAD[language],
    rows: facts.places.map((place) => [
      place.address === undefined ? place.name : `${place.name}, ${place.address}`,
      daysNumbers(place, language),
      hoursWords(place.hours, language),
    ]),
  };
}

const board = (said: Said, title: string, lead: string, app: string): Sheet => ({
  kind: "sheet",
  format: "A3",
  orientation: "portrait",
  read: "standing",
  mostPages: MOST_SHEETS,
  title,
  lead,
  blocks: [
    { kind: "text", text: `${said.bring} ${said.say("household")}` },
    placesTable(said),
    { kind: "text", text: app },
    { kind: "text", text: said.say("withoutIt") },
  ],
  foot: said.foot,
});

const BOARD: InBoth<Sheet> = {
  vi: (said) =>
    board(
      said,
      "Nhận thẻ ở đâu, lúc nào",
      "Cho bà con không có điện thoại thông minh.",
      `Ai có điện thoại thông minh, mời cài ứng dụng ${said.app}: ${said.appAddress}`,
    ),
  en: (said) =>
    board(
      said,
      "Where and when to get a token",
      "For everybody without a smartphone.",
      `With a smartphone, please install the app ${said.app}: ${said.appAddress}`,
    ),
};

export const NOTICE_BOARD: Channel = {
  id: "board",
  title: { vi: "Bảng tin thôn, tổ dân phố", en: "Notice boards" },
  handedTo: {
    vi: "Trưởng thôn, tổ trưởng dân phố: dán cạnh nhau trên bảng tin.",
    en: "Heads of hamlets, who hang its sheets side by side.",
  },
  templates: [
    {
      id: "notice-board",
      title: { vi: "Tờ bảng tin, mọi nơi phát", en: "Notice with all places" },
      make: make(BOARD),
    },
  ],
};
