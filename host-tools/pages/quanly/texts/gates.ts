import type { Both } from "../../shared/language.ts";

const VI = {
  title: "Lượt qua cổng",
  lead: "Mỗi ngày có bao nhiêu lượt vào, lượt ra ở từng cổng. Không có tên ai, không có giờ của ai.",
  rule: "Đếm lượt qua cổng, không đếm người: một người qua cổng bốn lần là bốn lượt. Ai không có thẻ hoặc ứng dụng, và ai đi qua mà cổng không rõ vào hay ra, không có trong số này.",
  few: "Đếm mỗi tuần một lần, vào sáng thứ Hai; đã đếm thì không đổi nữa. Dấu * là từ 1 đến 7 lượt; từ 8 trở lên làm tròn đến 5; tổng là từ bao nhiêu đến bao nhiêu.",
  unknown:
    "Dấu ? là chưa rõ: lúc đếm, máy ở cổng chưa báo về, hoặc hôm đó chưa có cổng. Chưa rõ không phải là không có ai.",
  none: "Chưa có tuần nào được đếm. Số đầu tiên có vào sáng thứ Hai tới.",
  noGate: "Nơi này chưa có cổng nào.",
  week: (from: string, to: string) => `Tuần ${from} – ${to}`,
  ways: { in: "Vào", out: "Ra" },
  passages: (count: string) => `${count} lượt`,
  known: (days: number) => `${days} trong 7 ngày`,
  days: ["T2", "T3", "T4", "T5", "T6", "T7", "CN"],
  byDay: "theo ngày",
  byHour: "theo giờ, cả tuần",
  noHours: "Theo giờ: không hiện, vì ít lượt hoặc ít ngày.",
  hour: (hour: number) => `${hour} giờ`,
  gate: "Cổng",
  numbers: "Các số trong hình, và từng tuần",
  dayTable: "Lượt qua cổng, theo ngày của tuần này",
  hourTable: "Lượt qua cổng, theo giờ, cả tuần",
  weekTable: "Lượt qua cổng, từng tuần",
  handTable: "Cổng thấy bao nhiêu phần trăm số người đếm tay, từng tuần",
  byHand: (times: number, people: string) => `Bảo vệ đếm tay ${times} lần, khoảng ${people} người:`,
  share: (percent: string) => `cổng ghi ${percent}.`,
  shareRule:
    "Phần còn lại: không có thẻ hay ứng dụng đang chạy, thẻ hết pin, hoặc cổng bỏ sót. Đếm tay không tách được các phần này.",
  noHand: "Tuần này chưa biết cổng thấy bao nhiêu phần trăm: chưa đếm tay đủ 20 người, hoặc cổng có ít lượt.",
  find: "Tìm cổng",
  more: "Hiện thêm",
};

export const GATES: Both<typeof VI> = {
  vi: VI,
  en: {
    title: "Through the gates",
    lead: "How many times somebody went in or out at each gate, by day. Nobody is named, and nobody's time is told.",
    rule: "Passages are counted, not people: whoever goes through four times counts four times. Whoever has no token or app, and whoever passed without the gate knowing which way, is not in it.",
    few: "Counted once a week, on Monday morning; what was counted does not change. * is 1 to 7; from 8 on to the nearest 5; a sum goes from so many to so many.",
    unknown:
      "? is not known: the gate's machine had not been heard of when the week was counted, or there was no gate that day. Not known is not nobody.",
    none: "No week has been counted yet. The first numbers come next Monday morning.",
    noGate: "There is no gate here yet.",
    week: (from, to) => `Week ${from} – ${to}`,
    ways: { in: "In", out: "Out" },
    passages: (count) => `${count} times`,
    known: (days) => `${days} of 7 days`,
    days: ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
    byDay: "by day",
    byHour: "by hour, the whole week",
    noHours: "By hour: not shown, for there are few passages or few days.",
    hour: (hour) => `${hour}:00`,
    gate: "Gate",
    numbers: "The numbers in the pictures, and week by week",
    dayTable: "Through the gates, by day of this week",
    hourTable: "Through the gates, by hour, the whole week",
    weekTable: "Through the gates, week by week",
    handTable: "What share of people counted by hand the gate told, week by week",
    byHand: (times, people) =>
      `Guards counted by hand ${times === 1 ? "once" : `${times} times`}, about ${people} people:`,
    share: (percent) => `the gate told ${percent}.`,
    shareRule:
      "The rest had no token or app at work, an empty battery, or were missed by the gate. Counting by hand cannot tell these apart.",
    noHand:
      "Nobody knows this week what share the gate sees: fewer than 20 people were counted by hand, or there were few passages.",
    find: "Find a gate",
    more: "Show more",
  },
};
