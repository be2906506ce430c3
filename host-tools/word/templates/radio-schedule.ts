/** What a commune's loudspeakers read on which day, as a table for who runs them. */
import { type RadioItem, radioSchedule, SCRIPT } from "../loudspeaker.ts";
import type { Calendar, Template, Words } from "../model.ts";
import { dayWords, dayWritten } from "../saying.ts";

export const RADIO_TITLES: Readonly<Record<RadioItem, Words>> = {
  first: { vi: "Loa xã, phường: thông báo lần đầu", en: "Loudspeaker: first announcement" },
  reminder: { vi: "Loa xã, phường: nhắc lại", en: "Loudspeaker: reminder" },
  "hand-out": { vi: "Loa xã, phường: những ngày phát thẻ", en: "Loudspeaker: days of hand-out" },
  sync: { vi: "Loa xã, phường: mời ghé trạm", en: "Loudspeaker: come by the station" },
  end: { vi: "Loa xã, phường: kết thúc chương trình", en: "Loudspeaker: end of the programme" },
};

const HEAD = {
  vi: ["Ngày", "Thứ", "Giờ phát", "Bài đọc", "Số lần đọc"],
  en: ["Date", "Day", "Session", "Script", "Readings"],
} as const;

export const RADIO_SCHEDULE: Template = {
  id: "loudspeaker-schedule",
  title: { vi: "Lịch phát loa", en: "Schedule of the loudspeakers" },
  make: (facts, language): Calendar => ({
    kind: "calendar",
    title:
      language === "vi" ? `Lịch phát loa – ${facts.name}` : `Schedule of the loudspeakers – ${facts.name}`,
    head: HEAD[language],
    rows: radioSchedule(facts).map(({ day, session, item }) => [
      dayWritten(day, language),
      dayWords(day, language).split(/ \d/)[0]!,
      `${session.from}–${session.to}`,
      RADIO_TITLES[item][language],
      String(SCRIPT.readings),
    ]),
  }),
};
