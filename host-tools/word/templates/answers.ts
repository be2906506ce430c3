/** Answers to the ten questions that people ask: in the leaflet, at the door and on the phone the same. */
import type { Said } from "../said.ts";

interface Answer {
  readonly question: string;
  readonly answer: string;
}

const QUESTIONS = {
  reads: { vi: "Ai đọc được nhật ký của thẻ?", en: "Who reads the token's log?" },
  tracker: { vi: "Thẻ có theo dõi tôi đi đâu không?", en: "Is it a tracker?" },
  must: { vi: "Tôi có bắt buộc phải đeo không?", en: "Must I wear it?" },
  lost: { vi: "Mất thẻ thì sao?", en: "What if I lose it?" },
  radio: { vi: "Sóng của thẻ có hại không?", en: "Is it radiation?" },
  battery: { vi: "Pin dùng được bao lâu?", en: "How long does the battery last?" },
  children: { vi: "Trẻ em đeo được không?", en: "Can children wear one?" },
  cost: { vi: "Có mất tiền không?", en: "What does it cost?" },
  end: { vi: "Bao giờ thì kết thúc?", en: "When does it end?" },
  complain: { vi: "Muốn khiếu nại thì gặp ai?", en: "Where do I complain?" },
} as const;
type Question = keyof typeof QUESTIONS;

const NO_END = {
  vi: "Chưa định ngày; khi có sẽ báo trước.",
  en: "No day is set yet; it will be told beforehand.",
} as const;

const ANSWERS: Readonly<Record<Question, (said: Said) => readonly string[]>> = {
  reads: ({ consent }) => [consent.part("read"), consent.part("seen")],
  tracker: ({ consent }) => [consent.part("notes"), consent.part("gates")],
  must: ({ consent, language }) => [
    language === "vi" ? "Không bắt buộc." : "No, you need not.",
    consent.part("free"),
  ],
  lost: ({ say }) => [say("lost")],
  radio: ({ say }) => [say("radio"), say("pacemaker")],
  battery: ({ say }) => [say("batteryMonths")],
  children: ({ say, language }) => [language === "vi" ? "Được." : "Yes.", say("children")],
  cost: ({ free, hotline, language }) =>
    free.length > 0 ? free : [language === "vi" ? `Xin hỏi số ${hotline}.` : `Please ask ${hotline}.`],
  end: ({ ends, say, consent, language }) => [
    ...(ends.length === 0 ? [NO_END[language]] : []),
    ...ends.map((day) => (language === "vi" ? `Đến hết ${day}.` : `On ${day}.`)),
    say("theEnd"),
    consent.part("kept"),
  ],
  complain: ({ owner, consent, language }) => [
    language === "vi"
      ? `Với người phụ trách dữ liệu: ${owner}.`
      : `To whoever answers for the data: ${owner}.`,
    consent.part("rights"),
  ],
};

/** All ten, in the order in which they are asked. */
export function tenAnswers(said: Said): readonly Answer[] {
  return (Object.keys(QUESTIONS) as Question[]).map((name) => answerTo(name, said));
}

export function answerTo(name: Question, said: Said): Answer {
  return { question: QUESTIONS[name][said.language], answer: ANSWERS[name](said).join(" ") };
}

/** The same as sections of a script. */
export const answerSections = (said: Said) =>
  tenAnswers(said).map(({ question, answer }) => ({ heading: question, lines: [answer] }));
