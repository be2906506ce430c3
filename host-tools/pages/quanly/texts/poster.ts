import type { Both } from "../../shared/language.ts";

const VI = {
  title: "Tờ dán cổng",
  lead: "Khách quét mã trên tờ này bằng điện thoại, tự ghi họ tên và bấm Vào hoặc Ra. Mỗi cổng một tờ A4, dán bên trong cổng, vừa tầm mắt. Đầu ca bảo vệ nhìn xem có mã nào bị dán đè lên không.",
  noGate: "Nơi này chưa có cổng nào.",
  make: (gate: string) => `Tạo mã cho ${gate}`,
  open: (gate: string) => `Mở tờ dán của ${gate}`,
  change: (gate: string) => `Đổi mã của ${gate}`,
  sure: (gate: string) =>
    `Đổi mã của ${gate}? Tờ đang dán hết dùng ngay: phải in tờ mới và thay. Những lượt đã ghi không mất.`,
  print: "In, hoặc lưu thành PDF",
  back: "Các cổng",
};

export const POSTER: Both<typeof VI> = {
  vi: VI,
  en: {
    title: "Posters for gates",
    lead: "Visitors scan the code on it with their phone, type their name and press In or Out. One sheet of A4 for each gate, inside it, at the height of the eyes. At the start of a shift the guard sees whether another code is pasted over it.",
    noGate: "There is no gate here yet.",
    make: (gate) => `Draw a code for ${gate}`,
    open: (gate) => `Open the poster of ${gate}`,
    change: (gate) => `Another code for ${gate}`,
    sure: (gate) =>
      `Another code for ${gate}? The poster that hangs there is good no more at once: print a new one and hang it there. What was noted is not lost.`,
    print: "Print, or save as PDF",
    back: "The gates",
  },
};

interface OnPaper {
  readonly how: string;
  readonly free: string;
  readonly address: string;
}

/** On the poster itself, which is in both languages. What has to be done is read from two metres, so it has few words. */
export const ON_PAPER: Both<OnPaper> = {
  vi: {
    how: "Khách tự ghi: quét mã, gõ họ tên.",
    free: "Cũng có thể nhờ bảo vệ ghi giúp.",
    address: "Trang mở ra phải có địa chỉ này:",
  },
  en: {
    how: "Visitors: scan, type your name.",
    free: "Or ask the guard to write it down.",
    address: "The page that opens must have this address:",
  },
};
