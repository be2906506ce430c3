/** What the guard's page says of emergencies. */
import type { Both } from "../../shared/language.ts";

interface FireTexts {
  readonly title: string;
  readonly lead: string;
  readonly raise: string;
  readonly sure: (zone: string) => string;
  readonly told: (clock: string) => string;
  readonly toldNext: string;
  readonly untold: string;
  readonly untoldNext: string;
  readonly end: string;
  readonly failed: Readonly<Record<"disk" | "shift" | "away", string>>;
}

const vi: FireTexts = {
  title: "Khi có nạn",
  lead: "Cháy, sập, rò hóa chất: gọi 114 trước, rồi bấm nút này. Người phụ trách mở trang quản lý là xem được ai còn ở trong. Trang này không hiện tên ai.",
  raise: "Báo có nạn",
  sure: (zone) => `Đang có nạn thật ở ${zone}? Việc báo được ghi lại, có tên người trong ca.`,
  told: (clock) => `Đã báo có nạn lúc ${clock}.`,
  toldNext: "Người phụ trách xem được ai còn ở trong. Sau một giờ tự đóng.",
  untold: "Chưa báo được: máy ở cổng chưa có mạng.",
  untoldNext: "Gọi điện ngay cho người phụ trách. Trang đang báo lại; quá 10 phút thì thôi.",
  end: "Đã hết nạn",
  failed: {
    disk: "Ổ đĩa đầy hoặc hỏng nên chưa báo được. Gọi điện ngay cho người phụ trách.",
    shift: "Ca đã hết. Mời vào ca lại, hoặc gọi điện ngay cho người phụ trách.",
    away: "Không nối được với máy ở cổng. Bấm lại, hoặc gọi điện ngay cho người phụ trách.",
  },
};

const en: FireTexts = {
  title: "In an emergency",
  lead: "Fire, collapse, a chemical leak: call 114 first, then press here. Whoever is in charge sees on the administration page who is inside. This page names nobody.",
  raise: "Raise an emergency",
  sure: (zone) =>
    `Is there a real emergency in ${zone}? That it was raised is written down, with the name of who is on shift.`,
  told: (clock) => `An emergency was raised at ${clock}.`,
  toldNext: "Whoever is in charge can see who is inside. It closes by itself after an hour.",
  untold: "It is not told yet: the gate's machine has no network.",
  untoldNext: "Phone whoever is in charge at once. It is tried again, for 10 minutes at most.",
  end: "It is over",
  failed: {
    disk: "The disk is full or broken, so it is not told. Phone whoever is in charge at once.",
    shift: "The shift is over. Begin it again, or phone whoever is in charge at once.",
    away: "The gate's machine cannot be reached. Press again, or phone whoever is in charge at once.",
  },
};

export const FIRE_TEXTS: Both<FireTexts> = { vi, en };
