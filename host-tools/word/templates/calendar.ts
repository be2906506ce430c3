/** What goes through which channel on which day: a word that is said once is forgotten. */
import { dayAfter, dayBefore } from "../../contract/province-time.ts";
import type { Facts } from "../facts.ts";
import { handOutDays } from "../hand-out-days.ts";
import { type RadioItem, radioSchedule } from "../loudspeaker.ts";
import type { Calendar, Channel, Template, Words } from "../model.ts";
import { dayWords, dayWritten } from "../saying.ts";
import { RADIO_TITLES } from "./radio-schedule.ts";

type Anchor = "from" | "to" | "ends";

interface Step {
  readonly anchor: Anchor;
  /** Days after it; before it where negative. */
  readonly days: number;
  readonly channel: Words;
  readonly what: Words;
  readonly who: Words;
}

const step = (anchor: Anchor, days: number, channel: Words, what: Words, who: Words): Step => ({
  anchor,
  days,
  channel,
  what,
  who,
});
const both = (vi: string, en: string): Words => ({ vi, en });

const COMMUNE = both("Ủy ban xã", "Commune");
const UNIT = both("Đơn vị", "The unit");
const STATION = both("Trạm y tế", "Health station");

const STEPS: readonly Step[] = [
  step(
    "from",
    -14,
    both("Quầy, bến xe, thang máy", "Counters, stations, lifts"),
    both("Gửi áp phích, màn hình", "Posters and slides go out"),
    UNIT,
  ),
  step(
    "from",
    -10,
    both("Công đoàn, doanh nghiệp", "Unions, employers"),
    both("Họp tổ, dán thông báo", "Cells meet, notices hang"),
    UNIT,
  ),
  step(
    "from",
    -10,
    both("Trường học", "Schools"),
    both("Đọc ở lớp, phiếu về nhà", "Read in class, forms go home"),
    UNIT,
  ),
  step(
    "from",
    -7,
    both("Báo, đài", "Newspapers, stations"),
    both("Thông cáo, lời 30 giây", "Press note, spot"),
    UNIT,
  ),
  step(
    "from",
    -7,
    both("Bảng tin", "Notice boards"),
    both("Dán tờ có mọi nơi, mọi giờ phát", "The sheet with all places and hours hangs"),
    COMMUNE,
  ),
  step(
    "from",
    -5,
    both("Đi từng nhà", "Home visits"),
    both("Nhà có người già trước", "Homes of the old first"),
    COMMUNE,
  ),
  step("from", -3, both("SMS, Zalo", "SMS, Zalo"), both("Nhắc lại", "Reminder"), COMMUNE),
  step(
    "from",
    0,
    both("Băng rôn, trạm", "Banner, station"),
    both("Bắt đầu phát thẻ", "Hand-out begins"),
    STATION,
  ),
  step(
    "from",
    2,
    both("Mạng xã hội", "Social networks"),
    both("Bài đăng, ảnh nơi phát không có mặt ai", "Post, picture of the place with nobody's face"),
    UNIT,
  ),
  step(
    "to",
    -2,
    both("SMS, Zalo", "SMS, Zalo"),
    both("Nhắc lại, còn hai ngày", "Reminder, two more days"),
    COMMUNE,
  ),
  step(
    "to",
    1,
    both("Đường dây nóng", "Hotline"),
    both("Gom câu hỏi, sửa lời trả lời", "Questions gathered, answers mended"),
    UNIT,
  ),
  step("to", 7, both("SMS, Zalo", "SMS, Zalo"), both("Mời ghé trạm", "Come by the station"), STATION),
  step(
    "to",
    28,
    both("Mọi kênh", "All channels"),
    both("Gỡ áp phích cũ, xem lại ngày và số máy", "Old posters down, days and phones looked at"),
    UNIT,
  ),
  step(
    "ends",
    -7,
    both("SMS, Zalo, trường, doanh nghiệp", "SMS, Zalo, schools, employers"),
    both("Mời trả thẻ", "Give tokens back"),
    COMMUNE,
  ),
  step("ends", 1, both("Mọi kênh", "All channels"), both("Gỡ hết, cảm ơn", "Everything down, thanks"), UNIT),
];

const HEAD = {
  vi: ["Ngày", "Thứ", "Kênh", "Việc", "Ai làm"],
  en: ["Date", "Day", "Channel", "What", "Who"],
} as const;

interface Row extends Pick<Step, "channel" | "what" | "who"> {
  readonly day: string;
}

/** Days without a session between two of the same script that part nothing: a weekend. */
const BETWEEN = 3;

/** What loudspeakers read, from their own schedule: each script on its first day, with its last one. */
function radioRows(facts: Facts): readonly Row[] {
  const runs: { item: RadioItem; from: string; to: string }[] = [];
  for (const { item, day } of radioSchedule(facts)) {
    const last = runs.at(-1);
    if (last?.item === item && day <= dayAfter(last.to, BETWEEN)) last.to = day;
    else runs.push({ item, from: day, to: day });
  }
  return runs.map(({ item, from, to }) => ({
    day: from,
    channel: both("Loa xã, phường", "Loudspeakers"),
    what: from === to ? RADIO_TITLES[item] : lasting(RADIO_TITLES[item], to),
    who: COMMUNE,
  }));
}

const lasting = ({ vi, en }: Words, to: string): Words =>
  both(`${vi}, đến hết ${dayWritten(to, "vi")}`, `${en}, until ${dayWritten(to, "en")}`);

function planned(facts: Facts): readonly Row[] {
  return [...radioRows(facts), ...stepRows(facts)].sort((a, b) => a.day.localeCompare(b.day));
}

function stepRows(facts: Facts): readonly Row[] {
  const anchors: Readonly<Record<Anchor, string | undefined>> = { ...handOutDays(facts), ends: facts.ends };
  return STEPS.flatMap((one) => {
    const at = anchors[one.anchor];
    if (at === undefined) return [];
    const day = one.days < 0 ? dayBefore(at, -one.days) : dayAfter(at, one.days);
    // Of a hand-out that is over in a day nothing is said of its last days.
    return one.anchor === "to" && day < anchors.from! ? [] : [{ ...one, day }];
  });
}

const REPEATS: Template = {
  id: "calendar",
  title: { vi: "Lịch nhắc lại trên mọi kênh", en: "Calendar of repeats" },
  make: (facts, language): Calendar => ({
    kind: "calendar",
    title: language === "vi" ? `Lịch nhắc lại – ${facts.name}` : `Calendar of repeats – ${facts.name}`,
    head: HEAD[language],
    rows: planned(facts).map(({ day, channel, what, who }) => [
      dayWritten(day, language),
      dayWords(day, language).split(/ \d/)[0]!,
      channel[language],
      what[language],
      who[language],
    ]),
  }),
};

export const CALENDAR: Channel = {
  id: "calendar",
  title: { vi: "Lịch chung", en: "Calendar" },
  handedTo: { vi: "Người phụ trách truyền thông của đơn vị.", en: "Whoever leads the unit's word." },
  templates: [REPEATS],
};
