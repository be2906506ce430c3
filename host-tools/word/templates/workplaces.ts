/** For unions, employers, restaurants and hotels. */
import type { Block, Channel, Sheet } from "../model.ts";
import {
  appPage,
  CODE_IN_HAND,
  type InBoth,
  make,
  placesBlock,
  printed,
  type Said,
  twoWays,
} from "../said.ts";
import { answerTo } from "./answers.ts";

const page = {
  kind: "sheet" as const,
  format: "A4" as const,
  orientation: "portrait" as const,
  read: "held" as const,
};

const UNION: InBoth<Sheet> = {
  vi: (said) => ({
    ...page,
    title: "Công đoàn giúp đoàn viên",
    lead: "Dành cho tổ trưởng công đoàn, đọc ở buổi sinh hoạt tổ.",
    blocks: [
      twoWays(said, CODE_IN_HAND),
      { kind: "text", text: said.say("oneIsEnough") },
      {
        kind: "steps",
        items: [
          "Hỏi trong tổ ai cần giúp cài ứng dụng, ai cần thẻ. Giúp ai muốn, không hỏi lý do của ai không muốn.",
          "Báo số thẻ cần cho nơi phát; chỉ báo số lượng, không gửi danh sách người từ chối.",
          "Hôm phát thẻ, thu xếp ca để ai cũng kịp ra nhận.",
          `Nhắc nhau: ${said.say("weekly")}`,
        ],
      },
      { kind: "answer", ...answerTo("must", said) },
      { kind: "answer", ...answerTo("reads", said) },
      { kind: "answer", question: "Nơi làm việc thấy gì của tôi?", answer: said.consent.part("names") },
      { kind: "answer", question: "Công ty có dùng để chấm công không?", answer: said.say("noOther") },
      { kind: "answer", ...answerTo("complain", said) },
      ...placesBlock(said),
    ],
    foot: [...said.foot, said.consentVersion],
  }),
  en: (said) => ({
    ...page,
    title: "The union helps its members",
    lead: "For heads of union cells, to be read at a meeting.",
    blocks: [
      twoWays(said, CODE_IN_HAND),
      { kind: "text", text: said.say("oneIsEnough") },
      {
        kind: "steps",
        items: [
          "Ask who needs help with the app, and who needs a token. Help those who want to; ask nobody why not.",
          "Tell the place of hand-out how many tokens are needed: a number, no list of who said no.",
          "On the day, arrange shifts so that everybody can come.",
          `Remind each other: ${said.say("weekly")}`,
        ],
      },
      { kind: "answer", ...answerTo("must", said) },
      { kind: "answer", ...answerTo("reads", said) },
      { kind: "answer", question: "What does my workplace see of me?", answer: said.consent.part("names") },
      { kind: "answer", question: "Does the company use it for attendance?", answer: said.say("noOther") },
      { kind: "answer", ...answerTo("complain", said) },
      ...placesBlock(said),
    ],
    foot: [...said.foot, said.consentVersion],
  }),
};

/** A block each, so that a page is turned between them. */
const consentPoints = ({ consent }: Said): readonly Block[] =>
  (
    [
      ["everybody-in", "free"],
      ["no-place", "notes"],
      ["station", "seen"],
    ] as const
  ).map(([pictogram, part]) => ({ kind: "points", items: [{ pictogram, text: consent.part(part) }] }));

const EMPLOYER: InBoth<Sheet> = {
  vi: (said) => ({
    ...page,
    title: "Thông báo tới người lao động",
    lead: said.consent.part("helps"),
    blocks: [
      twoWays(said, CODE_IN_HAND),
      ...consentPoints(said),
      {
        kind: "points",
        items: [said.consent.part("names"), said.say("noOther"), ...said.free].map((text) => ({ text })),
      },
      ...placesBlock(said),
      { kind: "text", text: "Tổ trưởng giúp xếp ca để ai cũng kịp ra nhận thẻ và ghé trạm." },
    ],
    foot: [...said.foot, `Người phụ trách dữ liệu: ${said.owner}`, said.consentVersion],
  }),
  en: (said) => ({
    ...page,
    title: "A word to all who work here",
    lead: said.consent.part("helps"),
    blocks: [
      twoWays(said, CODE_IN_HAND),
      ...consentPoints(said),
      {
        kind: "points",
        items: [said.consent.part("names"), said.say("noOther"), ...said.free].map((text) => ({ text })),
      },
      ...placesBlock(said),
      {
        kind: "text",
        text: "Foremen help with shifts, so that everybody can get a token and come by the station.",
      },
    ],
    foot: [...said.foot, `Who answers for the data: ${said.owner}`, said.consentVersion],
  }),
};

const TABLE_CARD: InBoth<Sheet> = {
  vi: (said) => ({
    kind: "sheet",
    format: "A5",
    orientation: "portrait",
    read: "held",
    title: "Quý khách có điện thoại thông minh?",
    blocks: [
      {
        kind: "text",
        text: `Mời cài ứng dụng ${said.app}. Không có: muốn nhận thẻ đeo xin gọi ${said.hotline}.`,
      },
      { kind: "code", ...printed(appPage(said), CODE_IN_HAND) },
    ],
    foot: ["Có hay không, quý khách vẫn được đón tiếp như nhau.", said.shortName],
  }),
  en: (said) => ({
    kind: "sheet",
    format: "A5",
    orientation: "portrait",
    read: "held",
    title: "Have you a smartphone?",
    blocks: [
      {
        kind: "text",
        text: `Please install the app ${said.app}. Without one, ask for a token: ${said.hotline}.`,
      },
      { kind: "code", ...printed(appPage(said), CODE_IN_HAND) },
    ],
    foot: ["With or without it, you are welcome all the same.", said.shortName],
  }),
};

export const UNION_CELL: Channel = {
  id: "union",
  title: { vi: "Công đoàn", en: "Unions" },
  handedTo: {
    vi: "Liên đoàn Lao động, gửi tới các tổ công đoàn.",
    en: "The federation of labour, for its cells.",
  },
  templates: [
    { id: "union-sheet", title: { vi: "Tờ cho tổ công đoàn", en: "Union cell's sheet" }, make: make(UNION) },
  ],
};

export const WORKPLACE: Channel = {
  id: "workplace",
  title: { vi: "Doanh nghiệp", en: "Employers" },
  handedTo: {
    vi: "Ban quản lý khu công nghiệp và doanh nghiệp.",
    en: "Managements of parks and enterprises.",
  },
  templates: [
    {
      id: "employer-notice",
      title: { vi: "Thông báo của doanh nghiệp", en: "Employer's notice" },
      make: make(EMPLOYER),
    },
  ],
};

export const HOSPITALITY: Channel = {
  id: "hospitality",
  title: { vi: "Nhà hàng, khách sạn", en: "Restaurants and hotels" },
  handedTo: {
    vi: "Nhà hàng, khách sạn: đặt đứng trên bàn, trong giá khổ A5.",
    en: "Restaurants and hotels: on tables, standing in a holder for A5.",
  },
  templates: [{ id: "table-card", title: { vi: "Bảng để bàn", en: "Table card" }, make: make(TABLE_CARD) }],
};
