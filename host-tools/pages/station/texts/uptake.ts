import type { UptakeState } from "../../../contract/uptake.ts";
import type { Both } from "../../shared/language.ts";

interface StateWords {
  readonly title: string;
  readonly none: string;
  readonly doNext: string;
}

const VI = {
  lead: "Số đúng của nơi mình, tính đến lúc này. Chỉ trạm y tế thấy tên; cơ quan, trường, nhà máy chỉ thấy số đã che. Mỗi lần xem được ghi vào nhật ký.",
  worn: (count: number) => `${count} người đang đeo thẻ`,
  synced: (count: number) => `${count} người đã đồng bộ trong 7 ngày`,
  voluntary: "Đeo thẻ là tự nguyện: hãy hỏi thăm, không trách.",
  totals: "Số người",
  place: "Nơi",
  lastSync: (day: string) => `đồng bộ lần cuối ngày ${day}`,
  noSync: "chưa đồng bộ lần nào",
  changeBefore: (day: string) => `thay pin trước ngày ${day}`,
  states: {
    never: {
      title: "Chưa đồng bộ lần nào",
      none: "Ai cũng đã đồng bộ ít nhất một lần.",
      doNext: "Mời đến trạm đồng bộ lần đầu.",
    },
    silent: {
      title: "Lâu chưa đồng bộ",
      none: "Không có ai quá 7 ngày chưa đồng bộ.",
      doNext:
        "Quá 7 ngày, không tính ngày nghỉ thêm của nơi nghỉ lễ. Thẻ có thể hết pin, hỏng hoặc để ở nhà.",
    },
    due: {
      title: "Thay pin trong 14 ngày",
      none: "Không có pin nào phải thay trong 14 ngày.",
      doNext: "Chuẩn bị pin CR2032 và mời đến thay.",
    },
    dueLater: {
      title: "Thay pin trong tháng",
      none: "Không có pin nào phải thay thêm trong tháng.",
      doNext: "Nhắc khi họ đến đồng bộ.",
    },
  } as Readonly<Record<UptakeState, StateWords>>,
};

export const UPTAKE: Both<typeof VI> = {
  vi: VI,
  en: {
    lead: "The own place as it is now. Health stations alone see names; offices, schools and factories see hidden numbers. Each look is in the audit log.",
    worn: (count) => `${count} wear a token`,
    synced: (count) => `${count} synced within 7 days`,
    voluntary: "Wearing a token is voluntary: ask how it goes, blame nobody.",
    totals: "How many people",
    place: "Place",
    lastSync: (day) => `last sync on ${day}`,
    noSync: "never synced",
    changeBefore: (day) => `change the battery before ${day}`,
    states: {
      never: {
        title: "Never synced",
        none: "Everybody has synced at least once.",
        doNext: "Invite them for the first sync.",
      },
      silent: {
        title: "Silent",
        none: "Nobody has gone 7 days without a sync.",
        doNext:
          "More than 7 days; days off of places that keep holidays do not count. The battery may be empty, the token broken or left at home.",
      },
      due: {
        title: "Battery within 14 days",
        none: "No battery is to be changed within 14 days.",
        doNext: "Have CR2032 cells ready and invite them.",
      },
      dueLater: {
        title: "Battery this month",
        none: "No other battery is to be changed this month.",
        doNext: "Tell them when they come to sync.",
      },
    },
  },
};

/** In the order in which somebody sees to them. */
export const STATES: readonly UptakeState[] = ["silent", "never", "due", "dueLater"];
