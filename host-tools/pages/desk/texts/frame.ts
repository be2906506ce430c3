/** Texts of the desk's frame: what stands there before anything of a case is shown. */
import type { Both } from "../../shared/language.ts";

const VI = {
  product: "Bàn truy vết",
  signIn: "Đăng nhập bàn truy vết",
  signOut: "Đăng xuất",
  skip: "Đến nội dung chính",
  home: "Về danh sách ca bệnh",
  loading: "Đang tải…",
  away: "Không nối được với máy chủ. Kiểm tra mạng rồi thử lại.",
  retry: "Thử lại",
  wrongRole:
    "Vai trò của bạn không xem được ca bệnh và người tiếp xúc. Trang này chỉ dành cho cán bộ truy vết và người duyệt.",
  locked: "Màn hình đã khóa",
};

export const FRAME: Both<typeof VI> = {
  vi: VI,
  en: {
    product: "Case desk",
    signIn: "Sign in to the case desk",
    signOut: "Sign out",
    skip: "To the main content",
    home: "Back to the list of cases",
    loading: "Loading…",
    away: "The server cannot be reached. Check the network, then try again.",
    retry: "Try again",
    wrongRole:
      "Your role does not see cases and contacts. This page is for case investigators and for those who approve.",
    locked: "The screen is locked",
  },
};
