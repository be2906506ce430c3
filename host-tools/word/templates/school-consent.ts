/** The form that parents read and answer at home: the text of consent whole, each question alone. */
import type { Purpose } from "../../contract/vocabulary.ts";
import type { Block, Sheet, Words } from "../model.ts";
import { type InBoth, placesBlock, type Said } from "../said.ts";

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

export const CONSENT_FORM: InBoth<Sheet> = {
  vi: (said) => ({
    kind: "sheet",
    format: "A4",
    orientation: "portrait",
    read: "held",
    title: "Phiếu xin ý kiến phụ huynh",
    lead: `${said.name} mời phụ huynh đọc rồi trả lời từng câu. ${said.say("children")} ${said.say("fromSixteen")}`,
    blocks: [
      ...consentBlocks(said),
      {
        kind: "boxes",
        question: `${said.say("childsWord")} Cháu tự đánh dấu.`,
        items: ["Con đồng ý", "Con không đồng ý"],
      },
      {
        kind: "fields",
        items: ["Họ tên, năm sinh của cháu", "Họ tên, số điện thoại của phụ huynh", "Ngày, chữ ký"],
      },
      {
        kind: "text",
        text: `Nhà trường không thu phiếu này. ${said.say("schoolHoldsNoList")} Ai đồng ý thì mang phiếu đến nơi nhận thẻ; trạm hỏi lại một lần rồi trả phiếu. ${said.say("formIsYours")} ${said.say("noAnswerIsNo")}`,
      },
      { kind: "heading", text: "Nhận thẻ cho cháu ở đâu" },
      ...placesBlock(said).slice(1),
    ],
    foot: [...said.foot, `Người phụ trách dữ liệu: ${said.owner}`, said.consentVersion],
  }),
  en: (said) => ({
    kind: "sheet",
    format: "A4",
    orientation: "portrait",
    read: "held",
    title: "A question to parents",
    lead: `${said.name} asks you to read this and to answer each question. ${said.say("children")} ${said.say("fromSixteen")}`,
    blocks: [
      ...consentBlocks(said),
      {
        kind: "boxes",
        question: `${said.say("childsWord")} The child ticks.`,
        items: ["I agree", "I do not agree"],
      },
      {
        kind: "fields",
        items: ["Child's name and year of birth", "Parent's name and phone", "Date, signature"],
      },
      {
        kind: "text",
        text: `The school does not collect this form. ${said.say("schoolHoldsNoList")} Who says yes brings it to where tokens are handed out; the station asks once more, and gives it back. ${said.say("formIsYours")} ${said.say("noAnswerIsNo")}`,
      },
      { kind: "heading", text: "Where to get your child's token" },
      ...placesBlock(said).slice(1),
    ],
    foot: [...said.foot, `Who answers for the data: ${said.owner}`, said.consentVersion],
  }),
};
