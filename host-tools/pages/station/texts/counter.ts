/** Handing out one after another. */
import type { Both } from "../../shared/language.ts";

const vi = {
  title: "Cấp thẻ liên tiếp",
  lead: "Quét căn cước hoặc thẻ BHYT, hỏi, quét nhãn thẻ: xong là quét người sau ngay.",
  unfinished: "Lần cấp thẻ liên tiếp trước còn dở",
  who: "Bước 1: cho ai?",
  ask: "Bước 2: hỏi, rồi quét nhãn thẻ",
  heard: "Mọi người đang chờ vừa cùng nghe đọc: chỉ hỏi từng người",
  heardLead: "Ai chưa nghe, hoặc hỏi lại, thì đọc lại cho người đó.",
  keys: "Bàn phím: 1 là đồng ý, 2 là không đồng ý, cho câu đầu tiên chưa trả lời.",
  label: "Số trên nhãn thẻ của người này",
  notALabel: "Mã vừa quét không phải nhãn thẻ. Quét lại nhãn.",
  askFirst: "Chưa cấp: còn câu chưa hỏi. Hỏi, chọn câu trả lời, rồi quét lại nhãn.",
  knownLead: "Người này đã đồng ý từ trước. Quét nhãn thẻ để cấp.",
  agreedSelf: (day: string) => `Tự trả lời đồng ý ngày ${day}.`,
  agreedGuardian: (day: string) => `Người giám hộ trả lời đồng ý thay ngày ${day}.`,
  other: "Người khác",
  undo: "Hoàn tác lần cấp vừa rồi",
  familyToo: (name: string) => `${name} nhận cho cả nhà`,
  family: (name: string) => `Cả nhà của ${name}`,
  familyLead:
    "Quét hoặc tìm từng người. Mỗi người một câu trả lời riêng: tự trả lời khi có mặt hoặc đã trả lời từ trước; trẻ em và người không tự quyết được thì người giám hộ trả lời thay.",
  familyGot: "Nhà này đã nhận",
  familyNone: "Chưa ai trong nhà nhận thẻ ở lượt này.",
  familyDone: "Xong nhà này",
  caredFor: (name: string, collector: string) => `${name} không tự quyết được: ${collector} trả lời thay`,
};
const en: typeof vi = {
  title: "Hand out one after another",
  lead: "Scan the ID or insurance card, ask, scan the token's label: then scan the next person at once.",
  unfinished: "Handing out one after another was begun",
  who: "Step 1: for whom?",
  ask: "Step 2: ask, then scan the token's label",
  heard: "Everybody who waits has just heard the text together: only ask each",
  heardLead: "Who has not heard it, or asks, has it read again.",
  keys: "Keyboard: 1 is yes, 2 is no, to the first question that is open.",
  label: "Number on the label of this person's token",
  notALabel: "What was scanned is no token's label. Scan the label again.",
  askFirst: "Not handed out: a question is open. Ask it, choose the answer, then scan the label again.",
  knownLead: "This person has consented before. Scan the label to hand the token out.",
  agreedSelf: (day) => `Consented themselves on ${day}.`,
  agreedGuardian: (day) => `A guardian consented for them on ${day}.`,
  other: "Somebody else",
  undo: "Undo the last one",
  familyToo: (name) => `${name} collects for a household`,
  family: (name) => `Household of ${name}`,
  familyLead:
    "Scan or find one after the other. Each has an answer of their own: themselves where they are here or have answered before; for children and those who cannot decide alone a guardian.",
  familyGot: "This household has got",
  familyNone: "Nobody of the household has got one yet.",
  familyDone: "Household complete",
  caredFor: (name, collector) => `${name} cannot decide alone: ${collector} answers`,
};

export const COUNTER: Both<typeof vi> = { vi, en };
