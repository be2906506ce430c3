/** For schools: what a teacher shows in class, and what parents read and answer at home. */
import type { Purpose } from "../../contract/vocabulary.ts";
import type { Block, Channel, Sheet, Words } from "../model.ts";
import { type InBoth, lightsBlock, make, placesBlock, type Said } from "../said.ts";
import { answerTo } from "./answers.ts";

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
          "Khi có ca bệnh, trạm y tế biết cần gọi ai sớm.",
        ],
      },
      lightsBlock(said),
      { kind: "heading", text: "Trò chơi: ai ở gần ai?" },
      {
        kind: "text",
        text: "Mỗi em ghi ra giấy đã ngồi cạnh ai trong buổi sáng, rồi so với bạn. Có ai quên không? Thẻ nhớ giúp, nên người bệnh không phải cố nhớ.",
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
    foot: said.foot,
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
          "When somebody falls ill, the station knows whom to call early.",
        ],
      },
      lightsBlock(said),
      { kind: "heading", text: "A game: who was near whom?" },
      {
        kind: "text",
        text: "Write down beside whom you sat this morning, and compare. Did anybody forget? A token remembers, so that who is ill need not.",
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
    foot: said.foot,
  }),
};

const ASKED: Readonly<Record<Purpose, Words>> = {
  contacts: { vi: "Cho cháu đeo thẻ", en: "My child wears a token" },
  register: { vi: "Cho biết tên khi tòa nhà gặp nạn", en: "Name known when something happens in a building" },
  "call-by-token": { vi: "Cho thẻ nháy đỏ mời đến trạm", en: "A red blink asks us to the station" },
};

/** Each question alone, and no box ticked beforehand. */
function consentBlocks({ consent, language }: Said): readonly Block[] {
  const items = language === "vi" ? ["Đồng ý", "Không đồng ý"] : ["Yes", "No"];
  const asked = (purpose: Purpose): Block => ({ kind: "boxes", question: ASKED[purpose][language], items });
  return [
    ...consent.all.map((text): Block => ({ kind: "text", text })),
    asked("contacts"),
    ...consent.optional.flatMap(({ purpose, lines }): Block[] => [
      { kind: "text", text: lines.join(" ") },
      asked(purpose),
    ]),
  ];
}

const CONSENT_FORM: InBoth<Sheet> = {
  vi: (said) => ({
    kind: "sheet",
    format: "A4",
    orientation: "portrait",
    read: "held",
    title: "Phiếu hỏi ý phụ huynh",
    lead: `${said.name} mời phụ huynh đọc rồi trả lời từng câu. ${said.say("children")}`,
    blocks: [
      ...consentBlocks(said),
      {
        kind: "boxes",
        question: "Ý của cháu, cháu tự đánh dấu",
        items: ["Con đồng ý", "Con không đồng ý"],
      },
      {
        kind: "fields",
        items: ["Họ tên, năm sinh của cháu", "Họ tên, số điện thoại của phụ huynh", "Ngày, chữ ký"],
      },
      {
        kind: "text",
        text: `Không đồng ý thì không cần nộp phiếu. ${said.say("schoolHoldsNoList")} ${said.say("noAnswerIsNo")} Phiếu cho vào phong bì dán kín gửi trạm y tế; lúc nhận thẻ trạm hỏi lại một lần.`,
      },
      { kind: "heading", text: "Nhận thẻ cho cháu ở đâu" },
      ...placesBlock(said).slice(1),
    ],
    foot: [
      ...said.foot,
      `Người phụ trách dữ liệu: ${said.owner}`,
      `Lời xin đồng ý: bản ${said.consent.version}`,
    ],
  }),
  en: (said) => ({
    kind: "sheet",
    format: "A4",
    orientation: "portrait",
    read: "held",
    title: "A question to parents",
    lead: `${said.name} asks you to read this and to answer each question. ${said.say("children")}`,
    blocks: [
      ...consentBlocks(said),
      {
        kind: "boxes",
        question: "Your child's own word; the child ticks",
        items: ["I agree", "I do not agree"],
      },
      {
        kind: "fields",
        items: ["Child's name and year of birth", "Parent's name and phone", "Date, signature"],
      },
      {
        kind: "text",
        text: `Who says no need not hand this in. ${said.say("schoolHoldsNoList")} ${said.say("noAnswerIsNo")} Put the sheet in a closed envelope to the health station; you are asked once more when the token is handed out.`,
      },
      { kind: "heading", text: "Where to get your child's token" },
      ...placesBlock(said).slice(1),
    ],
    foot: [
      ...said.foot,
      `Who answers for the data: ${said.owner}`,
      `Text of consent ${said.consent.version}`,
    ],
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
    ],
    foot: said.foot,
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
    ],
    foot: said.foot,
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
      title: { vi: "Phiếu hỏi ý phụ huynh", en: "Parents' consent form" },
      make: make(CONSENT_FORM),
    },
    {
      id: "parents-answers",
      title: { vi: "Phụ huynh hay hỏi", en: "What parents ask" },
      make: make(PARENTS),
    },
  ],
};
