/** What who answers the phone says. */
import type { Channel, Script } from "../model.ts";
import { type InBoth, make } from "../said.ts";
import { answerSections } from "./answers.ts";

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
      ...answerSections(said),
      { heading: "Không trả lời được", lines: [`Ghi số máy, hẹn gọi lại trong ngày, hỏi ${said.owner}.`] },
      { lines: [said.consentVersion] },
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
      ...answerSections(said),
      {
        heading: "No answer to it",
        lines: [`Note the number, promise a call back the same day, ask ${said.owner}.`],
      },
      { lines: [said.consentVersion] },
    ],
  }),
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
