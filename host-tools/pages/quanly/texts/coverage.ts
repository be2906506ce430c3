import type { UptakeFigures } from "../../../contract/uptake.ts";
import type { Both } from "../../shared/language.ts";

export type Figure = keyof UptakeFigures;

const VI = {
  title: "Độ phủ",
  lead: "Bao nhiêu người đang đeo thẻ, thẻ nào cần quan tâm. Không có tên ai.",
  rule: "Đếm vào 0 giờ thứ Hai, mỗi tuần một lần. Dấu * là từ 1 đến 7 người; từ 8 người trở lên làm tròn đến 5; 14–31 là từ 14 đến 31.",
  days: "Tuần có ngày nghỉ lễ: nơi nghỉ cuối tuần được tính thêm ngày.",
  asOf: (day: string) => `Tính đến 0 giờ ngày ${day}`,
  within: "Nơi lớn hơn",
  figure: "Xem hình của",
  pictures: "Theo đơn vị, tổ chức, theo tuần",
  scale:
    "Mỗi hình có thang riêng, từ 0 đến số ghi ở góc. Phần rỗng ở đầu cột là chưa chắc; * là từ 1 đến 7 người; tuần trống là chưa đếm.",
  thisWeek: "Tuần này",
  byWeek: "Từng tuần",
  place: "Nơi",
  sectors: "Theo ngành",
  none: "Chưa có ai đeo thẻ.",
  notCounted: "chưa đếm",
  week: (day: string) => `tuần từ ${day}`,
  find: "Tìm nơi",
  more: "Hiện thêm",
  figures: {
    worn: "Đang đeo thẻ",
    synced: "Đồng bộ trong 7 ngày",
    silent: "Lâu chưa đồng bộ",
    never: "Chưa đồng bộ lần nào",
    due: "Thay pin trong 14 ngày",
    dueLater: "Thay pin trong tháng",
  } as Readonly<Record<Figure, string>>,
};

export const COVERAGE: Both<typeof VI> = {
  vi: VI,
  en: {
    title: "Coverage",
    lead: "How many wear a token, and which tokens need somebody. Nobody is named.",
    rule: "Counted on Monday at 0:00, once a week. * is 1 to 7 people; from 8 on to the nearest 5; 14–31 is from 14 to 31.",
    days: "Weeks with public holidays: places that rest at weekends get days more.",
    asOf: (day) => `As of ${day}, 0:00`,
    within: "The place above",
    figure: "Pictures of",
    pictures: "By unit and organisation, by week",
    scale:
      "Each picture has its own scale, from 0 to the number in its corner. Where the top of a column is hollow it is not sure; * is 1 to 7 people; an empty week was not counted.",
    thisWeek: "This week",
    byWeek: "Week by week",
    place: "Place",
    sectors: "By sector",
    none: "Nobody wears a token yet.",
    notCounted: "not counted",
    week: (day) => `week from ${day}`,
    find: "Find a place",
    more: "Show more",
    figures: {
      worn: "Wear a token",
      synced: "Synced within 7 days",
      silent: "Silent",
      never: "Never synced",
      due: "Battery within 14 days",
      dueLater: "Battery this month",
    },
  },
};

/** In the order in which they are read. */
export const FIGURES: readonly Figure[] = ["worn", "synced", "silent", "never", "due", "dueLater"];
