/** What people say to people: at the door, at a counter, on the phone. */
import type { Channel, Script, Sheet } from "../model.ts";
import { appPage, CODE_ON_WALL, type InBoth, make, type Said, twoWays } from "../said.ts";
import { tenAnswers } from "./answers.ts";

const answers = (said: Said) =>
  tenAnswers(said).map(({ question, answer }) => ({ heading: question, lines: [answer] }));

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
          `Có: mời cài ứng dụng ${said.app}; cháu giúp được ngay nếu ông bà muốn.`,
          `Không: mời nhận thẻ đeo. ${said.bring} ${said.say("household")}`,
          ...said.places,
        ],
      },
      ...answers(said),
      {
        heading: "Trước khi về",
        lines: [
          said.say("coinCell"),
          `Cháu để lại tờ giấy này. Cần hỏi gì ông bà gọi ${said.hotlines}. Cháu cảm ơn ông bà.`,
        ],
      },
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
          `Yes: please install the app ${said.app}; I can help at once if you like.`,
          `No: please come for a token. ${said.bring} ${said.say("household")}`,
          ...said.places,
        ],
      },
      ...answers(said),
      {
        heading: "Before you go",
        lines: [
          said.say("coinCell"),
          `I leave this sheet with you. If you have a question, please call ${said.hotlines}. Thank you.`,
        ],
      },
    ],
  }),
};

const HELP_DESK: InBoth<Script> = {
  vi: (said) => ({
    kind: "script",
    title: "Người trực đường dây nóng",
    sections: [
      {
        heading: "Nhấc máy",
        lines: [
          `${said.name} nghe đây ạ. Em giúp gì được cho ông bà?`,
          "Không hỏi số giấy tờ. Chỉ hỏi số thẻ khi cần.",
        ],
      },
      {
        heading: "Thẻ không thấy nháy",
        lines: [said.say("blinks"), "Nhìn lâu hơn thế vẫn không nháy: mời mang thẻ đến trạm."],
      },
      { heading: "Thẻ nháy đỏ", lines: [said.say("red"), said.say("batteryMonths")] },
      {
        heading: "Ở cổng bấm mà không sáng",
        lines: [said.say("tap"), "Không sáng thì nhấn lại. Vẫn không được thì cứ nói với bảo vệ rồi vào."],
      },
      { heading: "Trẻ nuốt pin", lines: [said.say("swallowed"), "Nói ngay câu này trước, hỏi sau."] },
      { heading: "Muốn thôi không đeo", lines: [said.consent.part("rights"), said.say("withoutIt")] },
      {
        heading: "Hỏi ai là ca bệnh, ai ở gần ai",
        lines: ["Em không biết và không xem được. Ai cần được gọi thì cán bộ gọi riêng người đó."],
      },
      {
        heading: "Có người gọi tự xưng là cán bộ, đòi tiền hay mã",
        lines: ["Cán bộ không hỏi mật khẩu, mã, số tài khoản. Mời ông bà cúp máy, gọi lại số này."],
      },
      ...answers(said),
      { heading: "Không trả lời được", lines: [`Ghi số máy, hẹn gọi lại trong ngày, hỏi ${said.owner}.`] },
    ],
  }),
  en: (said) => ({
    kind: "script",
    title: "On the hotline",
    sections: [
      {
        heading: "Picking up",
        lines: [
          `${said.name}, good day. How can I help?`,
          "Ask for no card's number. Ask for the token's only when it is needed.",
        ],
      },
      {
        heading: "No blink is seen",
        lines: [said.say("blinks"), "Still no blink after that: please bring it to the station."],
      },
      { heading: "It blinks red", lines: [said.say("red"), said.say("batteryMonths")] },
      {
        heading: "At a gate no light comes",
        lines: [said.say("tap"), "No light: tap again. Still none: tell the guard, and go in."],
      },
      {
        heading: "A child swallowed the battery",
        lines: [said.say("swallowed"), "Say this at once; ask afterwards."],
      },
      { heading: "Somebody wants to stop", lines: [said.consent.part("rights"), said.say("withoutIt")] },
      {
        heading: "Who is a case, who was near whom",
        lines: ["I do not know, and cannot see it. Who is to be called is called alone."],
      },
      {
        heading: "Somebody calls as an officer, and wants money or codes",
        lines: ["Staff ask for no password, code or account. Please hang up and call this number."],
      },
      ...answers(said),
      {
        heading: "No answer to it",
        lines: [`Note the number, promise a call back the same day, ask ${said.owner}.`],
      },
    ],
  }),
};

const COUNTER: InBoth<Script> = {
  vi: (said) => ({
    kind: "script",
    title: "Quầy bưu điện, quầy viễn thông",
    sections: [
      {
        heading: "Khách vào quầy",
        lines: ["Anh chị đã biết về ứng dụng và thẻ đeo chưa ạ? Nếu cần thì em giúp, không mất phí ở quầy."],
      },
      {
        heading: "Có điện thoại thông minh",
        lines: [`Em mở trang ${said.facts.app.address}, anh chị tự bấm cài. Nhớ bật Bluetooth.`],
      },
      { heading: "Không có", lines: ["Mời nhận thẻ đeo ở các nơi này:", ...said.places, said.bring] },
      {
        heading: "Ở quầy không",
        lines: [
          "Không ghi tên, không chụp giấy tờ, không bán kèm gói cước. Khách không muốn thì thôi, phục vụ như mọi người.",
        ],
      },
      { heading: "Hỏi thêm", lines: [`Mời gọi ${said.hotlines}.`] },
    ],
  }),
  en: (said) => ({
    kind: "script",
    title: "Post office and telecom counters",
    sections: [
      {
        heading: "A customer comes",
        lines: ["Do you know the app and the token? I help if you like; there is no charge here."],
      },
      {
        heading: "With a smartphone",
        lines: [`I open ${said.facts.app.address}, and you install it yourself. Bluetooth has to be on.`],
      },
      { heading: "Without", lines: ["Tokens are handed out here:", ...said.places, said.bring] },
      {
        heading: "What a counter leaves alone",
        lines: [
          "No names, no copies of cards, nothing sold along with it. Who does not want it is served like everybody else.",
        ],
      },
      { heading: "More", lines: [`Please call ${said.hotlines}.`] },
    ],
  }),
};

const PANEL: InBoth<Sheet> = {
  vi: (said) => ({
    kind: "sheet",
    format: "A3",
    orientation: "portrait",
    read: "standing",
    title: "Cần giúp cài? Hỏi quầy.",
    blocks: [twoWays(said), { kind: "code", ...appPage(said), side: CODE_ON_WALL }],
    foot: [said.sender, said.dates, `Hỏi: ${said.hotline}`],
  }),
  en: (said) => ({
    kind: "sheet",
    format: "A3",
    orientation: "portrait",
    read: "standing",
    title: "Help with it? Ask here.",
    blocks: [twoWays(said), { kind: "code", ...appPage(said), side: CODE_ON_WALL }],
    foot: [said.sender, said.dates, `Ask: ${said.hotline}`],
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

export const COUNTERS: Channel = {
  id: "counters",
  title: { vi: "Bưu điện, cửa hàng viễn thông", en: "Post offices and telecom shops" },
  handedTo: { vi: "Bưu điện, các nhà mạng.", en: "The post, telecom operators." },
  templates: [
    { id: "counter-panel", title: { vi: "Bảng ở quầy", en: "Panel at the counter" }, make: make(PANEL) },
    {
      id: "counter-script",
      title: { vi: "Lời nói ở quầy", en: "Script at the counter" },
      make: make(COUNTER),
    },
  ],
};

export const HOTLINE: Channel = {
  id: "hotline",
  title: { vi: "Đường dây nóng", en: "Hotline" },
  handedTo: { vi: "Người trực điện thoại.", en: "Who answers the phone." },
  templates: [
    {
      id: "help-desk",
      title: { vi: "Lời trả lời điện thoại", en: "Help desk's script" },
      make: make(HELP_DESK),
    },
  ],
};
