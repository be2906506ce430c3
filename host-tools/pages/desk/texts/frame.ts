/** Texts of the desk's frame: what stands there before anything of a case is shown. */
import type { Both } from "../../shared/language.ts";
import type { SeatTexts } from "../../shared/seat/SeatStart.tsx";
import { DESK_WAY } from "../../shared/ways.ts";

export const FRAME: Both<SeatTexts> = {
  vi: {
    product: DESK_WAY.name.vi,
    signIn: "Đăng nhập truy vết ca bệnh",
    home: "Về danh sách ca bệnh",
    wrongRole:
      "Vai trò của bạn không xem được ca bệnh và người tiếp xúc. Trang này chỉ dành cho cán bộ truy vết, người gọi và người duyệt.",
  },
  en: {
    product: DESK_WAY.name.en,
    signIn: "Sign in to the case desk",
    home: "Back to the list of cases",
    wrongRole:
      "Your role does not see cases and contacts. This page is for case investigators, for those who call, and for those who approve.",
  },
};
