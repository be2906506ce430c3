/** Texts of the pictures of a case: graph and timeline. */
import type { Both } from "../../shared/language.ts";

const VI = {
  graph: "Sơ đồ F0 – F1 – F2",
  groupBy: "Xếp theo",
  groups: { rings: "Vòng F0 – F1 – F2", hamlet: "Thôn, khu", organisation: "Đơn vị, tổ, lớp" },
  place: (name: string, count: number) => `${name} (${count})`,
  noPlace: "Nơi khác hoặc chưa rõ",
  graphLead:
    "F0 ở giữa. Số trong vòng tròn là số trong danh sách; 1a, 1b là F2 của người số 1. Đến gần thì thấy tên.",
  f2Lead: "Bấm F2 cạnh tên một F1 để tìm người tiếp xúc gần của họ.",
  toFound: (count: number) => `Đến ${count} người tìm thấy`,
  save: "Tải hình (SVG)",
  withNames: "Kèm họ tên trong hình",
  tools: "Xem gần, xem xa. Phím: + − 0 và mũi tên",
  nearer: "Gần hơn",
  farther: "Xa hơn",
  left: "Sang trái",
  right: "Sang phải",
  up: "Lên",
  down: "Xuống",
  whole: "Cả hình",
  day: "Ngày",
  everyDay: "Mọi ngày",
  crowd: (most: number) => `Mỗi cột: số người ở gần trong khoảng giờ đó, nhiều nhất ${most} người.`,
};

export const PICTURES: Both<typeof VI> = {
  vi: VI,
  en: {
    graph: "F0 – F1 – F2",
    groupBy: "Group by",
    groups: { rings: "Rings F0 – F1 – F2", hamlet: "Hamlet", organisation: "Organisation, group, class" },
    place: (name, count) => `${name} (${count})`,
    noPlace: "Elsewhere or not known",
    graphLead:
      "F0 is in the middle. Numbers are those of the list; 1a, 1b are F2 of number 1. Names are seen from near.",
    f2Lead: "Press F2 beside the name of an F1 to find their close contacts.",
    toFound: (count) => `Go to the ${count} found`,
    save: "Download the picture (SVG)",
    withNames: "With names in the picture",
    tools: "Nearer, farther. Keys: + − 0 and arrows",
    nearer: "Nearer",
    farther: "Farther",
    left: "To the left",
    right: "To the right",
    up: "Up",
    down: "Down",
    whole: "All of it",
    day: "Day",
    everyDay: "Every day",
    crowd: (most) => `Each column: how many were near in that time, ${most} at most.`,
  },
};
