/** Texts of the frame around every page at which somebody sits: what stands there before anything of the work is shown. */
import type { Both } from "../language.ts";

const VI = {
  signOut: "Đăng xuất",
  skip: "Đến nội dung chính",
  loading: "Đang tải…",
  away: "Không nối được với máy chủ. Kiểm tra mạng rồi thử lại.",
  retry: "Thử lại",
  locked: "Màn hình đã khóa",
  lockedLead: "Máy tự khóa sau 5 phút không dùng. Những gì bạn đang gõ vẫn còn.",
  signInAgain:
    "Máy đã khóa sau 5 phút không dùng, hoặc phiên đã hết. Những gì bạn đang gõ vẫn còn: hãy đăng nhập lại để làm tiếp.",
  nearLock: "Còn chưa đầy 1 phút nữa màn hình sẽ tự khóa.",
  nearSignOut: "Còn chưa đầy 1 phút nữa màn hình sẽ tự khóa. Bạn chưa đặt mã PIN nên sẽ phải đăng nhập lại.",
  stay: "Làm việc tiếp",
  choosePin: "Đặt mã PIN",
  lock: "Khóa",
};

export const SEAT: Both<typeof VI> = {
  vi: VI,
  en: {
    signOut: "Sign out",
    skip: "To the main content",
    loading: "Loading…",
    away: "The server cannot be reached. Check the network, then try again.",
    retry: "Try again",
    locked: "The screen is locked",
    lockedLead: "It locks itself after 5 minutes without use. What you were typing is still there.",
    signInAgain:
      "It locked after 5 minutes without use, or the session has ended. What you were typing is still there: sign in again to go on.",
    nearLock: "In less than a minute the screen locks itself.",
    nearSignOut:
      "In less than a minute the screen locks itself. You have no PIN, so you will have to sign in again.",
    stay: "Go on working",
    choosePin: "Choose a PIN",
    lock: "Lock",
  },
};
