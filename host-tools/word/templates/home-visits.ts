/** What who goes from door to door says there. */
import type { Channel, Script } from "../model.ts";
import { type InBoth, make } from "../said.ts";
import { answerSections } from "./answers.ts";

const DOOR: InBoth<Script> = {
  vi: (said) => ({
    kind: "script",
    title: "Đến từng nhà",
    sections: [
      {
        heading: "Trước khi gõ cửa",
        lines: [
          "Đeo bảng tên. Đi hai người. Mang tờ rơi, không mang danh sách ai chưa nhận.",
          "Nhà không tiếp thì để tờ rơi lại, chào rồi đi. Không ghi tên ai từ chối.",
        ],
      },
      {
        heading: "Lời chào",
        lines: [
          `Cháu chào ông bà, cháu ở ${said.name}. Cháu xin ông bà vài phút nói về chiếc thẻ đeo.`,
          said.consent.part("helps"),
        ],
      },
      {
        heading: "Nhà mình có ai dùng điện thoại thông minh không ạ?",
        lines: [
          `Có: mời cài ứng dụng ${said.app}, ở trang ${said.appAddress}; cháu giúp được ngay nếu ông bà muốn.`,
          `Không: mời nhận thẻ đeo. ${said.bring} ${said.say("household")}`,
          ...said.places,
        ],
      },
      ...answerSections(said),
      {
        heading: "Trước khi về",
        lines: [
          said.say("coinCell"),
          `Cháu để lại tờ giấy này. Cần hỏi gì ông bà gọi ${said.hotlines}. Cháu cảm ơn ông bà.`,
        ],
      },
      { lines: [said.consentVersion] },
    ],
  }),
  en: (said) => ({
    kind: "script",
    title: "From door to door",
    sections: [
      {
        heading: "Before you knock",
        lines: [
          "Wear your name. Go in twos. Bring leaflets, and no list of who has none yet.",
          "Where nobody wants to talk, leave a leaflet, say goodbye and go. Write down nobody's no.",
        ],
      },
      {
        heading: "Greeting",
        lines: [
          `Good day, I come from ${said.name}. May I tell you about the token in a few minutes?`,
          said.consent.part("helps"),
        ],
      },
      {
        heading: "Does anybody here use a smartphone?",
        lines: [
          `Yes: please install the app ${said.app}, at ${said.appAddress}; I can help at once if you like.`,
          `No: please come for a token. ${said.bring} ${said.say("household")}`,
          ...said.places,
        ],
      },
      ...answerSections(said),
      {
        heading: "Before you go",
        lines: [
          said.say("coinCell"),
          `I leave this sheet with you. If you have a question, please call ${said.hotlines}. Thank you.`,
        ],
      },
      { lines: [said.consentVersion] },
    ],
  }),
};

export const HOMES: Channel = {
  id: "homes",
  title: { vi: "Đi từng nhà", en: "Home visits" },
  handedTo: { vi: "Tổ đi từng nhà của thôn.", en: "Those who go from door to door." },
  templates: [
    { id: "door-to-door", title: { vi: "Lời nói khi đến nhà", en: "Script for the door" }, make: make(DOOR) },
  ],
};
