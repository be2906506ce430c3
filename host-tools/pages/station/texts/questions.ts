import type { Both } from "../../shared/language.ts";

const vi = {
  title: "Cần bạn quyết định",
  lead: "Phiếu ghi lúc mất mạng có chỗ chưa chắc. Hỏi người trong cuộc rồi chọn.",
  none: "Không có gì cần quyết định.",
  whoHad: (token: string) => `Ai đeo thẻ ${token}, từ lúc nào?`,
  told: (name: string, when: string) =>
    `Phiếu ghi: ${name} nhận thẻ lúc ${when}. Giờ máy lúc đó chưa chắc đúng.`,
  other: (name: string, from: string) => `${name} đeo thẻ này từ ${from}.`,
  otherUntil: (name: string, from: string, to: string) => `${name} đeo thẻ này từ ${from} đến ${to}.`,
  both: "Khi chưa quyết định, danh sách tiếp xúc ghi cả hai người.",
  day: "Ngày (31/12/2026)",
  time: "Giờ (14:05)",
  gotIt: (name: string) => `${name} nhận thẻ lúc này`,
  never: (name: string) => `${name} không nhận thẻ này`,
  twice: (name: string) => `${name} có thể đã được ghi hai lần`,
  one: "Là một người: xem cả hai rồi gộp",
  two: "Hai người khác nhau",
};
const en: typeof vi = {
  title: "Yours to decide",
  lead: "Something in forms from without a network is not certain. Ask those concerned, then choose.",
  none: "There is nothing to decide.",
  whoHad: (token) => `Who wore token ${token}, and since when?`,
  told: (name, when) =>
    `The form says: ${name} got it at ${when}. That computer's clock may have been wrong.`,
  other: (name, from) => `${name} has worn it since ${from}.`,
  otherUntil: (name, from, to) => `${name} wore it from ${from} to ${to}.`,
  both: "Until it is decided lists of contacts name both.",
  day: "Day (31/12/2026)",
  time: "Time (14:05)",
  gotIt: (name) => `${name} got it then`,
  never: (name) => `${name} never got it`,
  twice: (name) => `${name} may be written down twice`,
  one: "They are one person: see both, then make them one",
  two: "They are two people",
};
export const QUESTIONS: Both<typeof vi> = { vi, en };
