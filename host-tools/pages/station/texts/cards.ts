/** Cards that bring a name: citizens' cards and health-insurance cards. */
import type { Both } from "../../shared/language.ts";

const vi = {
  scan: "Quét căn cước hoặc thẻ BHYT",
  stop: "Tắt máy ảnh",
  scanning: "Đưa mã vuông trên căn cước hoặc thẻ BHYT vào giữa khung hình.",
  other: "Mã vừa quét không phải của căn cước hay thẻ BHYT.",
  noCamera: "Không mở được máy ảnh. Mời gõ họ tên.",
  cameraNotAllowed:
    "Trình duyệt chưa cho dùng máy ảnh. Bấm biểu tượng cạnh địa chỉ trang để cho phép, hoặc gõ họ tên.",
  read: (name: string, year: string) => `Đọc từ thẻ: ${name}, sinh ${year}. Số và ảnh thẻ không được giữ.`,
  doubtful: "Mã này không cho biết chắc họ tên hoặc năm sinh. Mời gõ tay.",
  unfinished: "Máy quét chưa gửi hết mã. Mời quét lại, hoặc gõ họ tên.",
};

const en: typeof vi = {
  scan: "Scan an ID or insurance card",
  stop: "Camera off",
  scanning: "Bring the square code of the ID or insurance card into the middle of the picture.",
  other: "What was scanned is no ID card and no insurance card.",
  noCamera: "The camera does not open. Please type the name.",
  cameraNotAllowed:
    "The browser does not allow the camera. Press the icon beside the page's address to allow it, or type the name.",
  read: (name, year) => `Read from the card: ${name}, born ${year}. Its number and picture are not kept.`,
  doubtful: "This code does not tell name and year of birth for sure. Please type them.",
  unfinished: "The scanner did not send the whole code. Please scan again, or type the name.",
};

export const CARDS: Both<typeof vi> = { vi, en };
