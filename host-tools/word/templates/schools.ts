/** For schools: what a teacher shows in class, and what parents read and answer at home. */
import type { Channel, Sheet } from "../model.ts";
import { type InBoth, lightsBlock, make } from "../said.ts";
import { answerTo } from "./answers.ts";
import { CONSENT_FORM } from "./school-consent.ts";

const CLASSROOM: InBoth<Sheet> = {
  vi: (said) => ({
    kind: "sheet",
    format: "A4",
    orientation: "portrait",
    read: "held",
    title: "Chiếc thẻ giúp tìm người ở gần",
    lead: "Thầy cô đọc cùng lớp, chừng một tiết sinh hoạt.",
    blocks: [
      { kind: "text", text: said.consent.part("helps") },
      {
        kind: "steps",
        items: [
          "Thẻ thấy những thẻ và điện thoại ở gần, ghi lại lúc nào và bao lâu.",
          "Thẻ không biết các em ở đâu, không nghe, không chụp.",
          "Khi có ca bệnh, cán bộ truy vết biết cần gọi ai sớm.",
        ],
      },
      lightsBlock(said),
      { kind: "heading", text: "Trò chơi: ai ở gần ai?" },
      {
        kind: "text",
        text: "Mỗi em ghi ra giấy đã ngồi cạnh ai trong buổi sáng, rồi so với bạn. Có ai quên không? Thẻ nhớ giúp, nên người bệnh không phải cố nhớ. Xong thì xé giấy, thầy cô không thu.",
      },
      { kind: "heading", text: "Cả lớp nhớ nhé" },
      {
        kind: "points",
        items: [
          { text: "Đeo hay không là chuyện của mỗi nhà. Bạn không đeo vẫn học, vẫn chơi như các bạn." },
          { text: "Không ném, không mở, không đổi thẻ cho nhau: thẻ đổi tay thì gọi nhầm người." },
          { text: said.say("coinCell") },
          { text: "Mất thẻ thì nói với thầy cô, không ai mắng." },
        ],
      },
    ],
    foot: [...said.foot, said.consentVersion],
  }),
  en: (said) => ({
    kind: "sheet",
    format: "A4",
    orientation: "portrait",
    read: "held",
    title: "The token that finds who was near",
    lead: "For a teacher to read with the class, in one lesson.",
    blocks: [
      { kind: "text", text: said.consent.part("helps") },
      {
        kind: "steps",
        items: [
          "A token sees tokens and phones nearby, and notes when and for how long.",
          "It does not know where you are, hears nothing and takes no pictures.",
          "When there is a confirmed case, case investigators know whom to call early.",
        ],
      },
      lightsBlock(said),
      { kind: "heading", text: "A game: who was near whom?" },
      {
        kind: "text",
        text: "Write down beside whom you sat this morning, and compare. Did anybody forget? A token remembers, so that who is ill need not. Tear the paper up afterwards; no teacher collects it.",
      },
      { kind: "heading", text: "For all of us" },
      {
        kind: "points",
        items: [
          { text: "Each family decides. Who wears none learns and plays like everybody else." },
          { text: "Do not throw, open or swap tokens: a swapped token calls the wrong person." },
          { text: said.say("coinCell") },
          { text: "Lost it? Tell your teacher; nobody will be cross." },
        ],
      },
    ],
    foot: [...said.foot, said.consentVersion],
  }),
};

/** Beside the form: what parents ask first. */
const PARENTS: InBoth<Sheet> = {
  vi: (said) => ({
    kind: "sheet",
    format: "A5",
    orientation: "portrait",
    read: "held",
    title: "Phụ huynh hỏi, nhà trường trả lời",
    blocks: [
      { kind: "answer", ...answerTo("must", said) },
      { kind: "answer", ...answerTo("tracker", said) },
      { kind: "answer", ...answerTo("radio", said) },
      { kind: "answer", ...answerTo("children", said) },
      { kind: "answer", ...answerTo("lost", said) },
      { kind: "answer", ...answerTo("cost", said) },
      { kind: "warning", text: said.say("coinCell") },
    ],
    foot: [...said.foot, said.consentVersion],
  }),
  en: (said) => ({
    kind: "sheet",
    format: "A5",
    orientation: "portrait",
    read: "held",
    title: "What parents ask",
    blocks: [
      { kind: "answer", ...answerTo("must", said) },
      { kind: "answer", ...answerTo("tracker", said) },
      { kind: "answer", ...answerTo("radio", said) },
      { kind: "answer", ...answerTo("children", said) },
      { kind: "answer", ...answerTo("lost", said) },
      { kind: "answer", ...answerTo("cost", said) },
      { kind: "warning", text: said.say("coinCell") },
    ],
    foot: [...said.foot, said.consentVersion],
  }),
};

export const SCHOOL: Channel = {
  id: "school",
  title: { vi: "Trường học", en: "Schools" },
  handedTo: {
    vi: "Nhà trường: giáo viên chủ nhiệm đọc ở lớp, phiếu gửi về nhà.",
    en: "The school: a teacher reads it in class, the form goes home.",
  },
  templates: [
    { id: "classroom-sheet", title: { vi: "Tờ đọc ở lớp", en: "Classroom sheet" }, make: make(CLASSROOM) },
    {
      id: "parents-consent",
      title: { vi: "Phiếu xin ý kiến phụ huynh", en: "Parents' consent form" },
      make: make(CONSENT_FORM),
    },
    {
      id: "parents-answers",
      title: { vi: "Phụ huynh hay hỏi", en: "What parents ask" },
      make: make(PARENTS),
    },
  ],
};
