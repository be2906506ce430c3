import type { Both } from "../../shared/language.ts";

const VI = {
  lead: "Cán bộ không dùng điện thoại đăng nhập trên máy đã ghi nhận. Cấp mã, đọc qua điện thoại hoặc ghi ra giấy; nhập một lần ở máy đó, trong 72 giờ.",
  name: "Tên máy",
  nameHint: "Ví dụ: Máy phòng tiêm.",
  nameMissing: "Hãy đặt tên máy.",
  place: "Máy của",
  placeMissing: "Hãy chọn nơi.",
  isGate: "Máy của cổng, nhiều bảo vệ dùng chung",
  gateHint:
    "Mỗi bảo vệ có tài khoản và PIN riêng, PIN chỉ dùng được ở máy này. Bảo vệ đầu tiên đăng nhập bằng mật khẩu ở máy, đặt PIN, rồi nhập mã. Quên PIN: ở Tài khoản, Đặt lại mật khẩu của người đó.",
  shift: "Một ca",
  hours: (hours: number) => `${hours} giờ`,
  gateOf: (hours: number) => `máy của cổng, ca ${hours} giờ`,
  give: "Cấp mã ghi máy",
  codeIs: (name: string) => `Mã của ${name}:`,
  codeOnce: "Mã chỉ hiện lần này. Nhập ở trang Trạm khi máy hỏi “Mã ghi máy”.",
  gateCodeOnce: "Mã chỉ hiện lần này. Nhập ở máy của cổng khi máy hỏi “Mã ghi máy”.",
  none: "Chưa có máy nào.",
  enrolled: (by: string, when: string) => `đã ghi nhận: ${by}, ${when}`,
  waits: (when: string) => `mã chờ nhập đến ${when}`,
  over: "mã đã hết hạn",
  take: "Gỡ máy",
  takeLost: "Mất máy? Gỡ ngay: mọi phiên mở bằng máy đó đóng lại, máy không mở được gì nữa.",
  gone: (name: string) => `Đã gỡ ${name}. Tìm lại được máy thì cấp mã mới.`,
};

export const COMPUTERS: Both<typeof VI> = {
  vi: VI,
  en: {
    lead: "Staff without a phone sign in at an enrolled computer. Give a code, tell it by phone or on paper; it is typed once at that computer, within 72 hours.",
    name: "Name of the computer",
    nameHint: "Such as: vaccination room.",
    nameMissing: "Give it a name.",
    place: "It belongs to",
    placeMissing: "Choose the place.",
    isGate: "A gate's computer, shared by several guards",
    gateHint:
      "Each guard has an account and a PIN of their own, which is good at this computer alone. The first guard signs in at it with a password, sets a PIN, and types the code. PIN forgotten: reset that person's password at Accounts.",
    shift: "One shift",
    hours: (hours) => `${hours} hours`,
    gateOf: (hours) => `a gate's computer, shifts of ${hours} hours`,
    give: "Give a code",
    codeIs: (name) => `Code of ${name}:`,
    codeOnce: "It is shown this once. Type it at the station page when it asks for the enrolment code.",
    gateCodeOnce:
      "It is shown this once. Type it at the gate's computer when it asks for the enrolment code.",
    none: "There is no computer yet.",
    enrolled: (by, when) => `enrolled by ${by}, ${when}`,
    waits: (when) => `the code can be typed until ${when}`,
    over: "the code has expired",
    take: "Take it out",
    takeLost: "Lost? Take it out at once: sessions that it opened end, and it opens nothing any more.",
    gone: (name) => `${name} is taken out. When it is found again, give a new code.`,
  },
};
