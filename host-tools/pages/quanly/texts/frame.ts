/** Texts of the administration's frame. */
import type { Both } from "../../shared/language.ts";
import type { SeatTexts } from "../../shared/seat/SeatStart.tsx";
import { QUANLY_WAY } from "../../shared/ways.ts";

export const FRAME: Both<SeatTexts> = {
  vi: {
    product: QUANLY_WAY.name.vi,
    signIn: "Đăng nhập quản lý",
    home: "Về trang đầu",
    wrongRole:
      "Vai trò của bạn không làm việc ở trang quản lý. Trang này dành cho quản trị tỉnh, quản trị đơn vị, quản lý tổ chức và kiểm tra viên.",
  },
  en: {
    product: QUANLY_WAY.name.en,
    signIn: "Sign in to administration",
    home: "Back to the first screen",
    wrongRole:
      "Your role does not work at the administration page. It is for province and unit administrators, organisation managers and auditors.",
  },
};
