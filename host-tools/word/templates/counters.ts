/** Counters of the post and of telecom operators: what hangs there, and what is said. */
import type { Channel, Script, Sheet } from "../model.ts";
import { appPage, CODE_ON_WALL, type InBoth, make, printed, twoWays } from "../said.ts";

const COUNTER: InBoth<Script> = {
  vi: (said) => ({
    kind: "script",
    title: "Quầy bưu điện, quầy viễn thông",
    sections: [
      {
        heading: "Khách vào quầy",
        lines: ["Anh chị đã biết về ứng dụng và thẻ đeo chưa ạ? Nếu cần thì em giúp."],
      },
      {
        heading: "Có điện thoại thông minh",
        lines: [`Em mở trang ${said.appAddress}, anh chị tự bấm cài. Nhớ bật Bluetooth.`],
      },
      { heading: "Không có", lines: ["Mời nhận thẻ đeo ở các nơi này:", ...said.places, said.bring] },
      {
        heading: "Những việc quầy không làm",
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
        lines: ["Do you know the app and the token? I help if you like."],
      },
      {
        heading: "With a smartphone",
        lines: [`I open ${said.appAddress}, and you install it yourself. Bluetooth has to be on.`],
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
    title: "Cần giúp? Hỏi quầy",
    blocks: [twoWays(said), { kind: "code", ...printed(appPage(said), CODE_ON_WALL) }],
    foot: [`Hỏi: ${said.hotline}`, said.sender],
  }),
  en: (said) => ({
    kind: "sheet",
    format: "A3",
    orientation: "portrait",
    read: "standing",
    title: "Help? Ask here",
    blocks: [twoWays(said), { kind: "code", ...printed(appPage(said), CODE_ON_WALL) }],
    foot: [`Ask: ${said.hotline}`, said.sender],
  }),
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
