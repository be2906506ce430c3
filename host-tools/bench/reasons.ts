/** Why a board is set aside, and what to do about it. */
import type { FlashReason } from "../tools/flash/refusal.ts";
import type { Both } from "./both.ts";

export type Reason =
  | FlashReason
  | "clock-wild"
  | "crypto"
  | "random"
  | "flash"
  | "battery"
  | "radio-unheard"
  | "radio-weak"
  | "radio-strong"
  | "radio-deaf"
  | "button-stuck"
  | "button-silent"
  | "lamp"
  | "stopped-answering"
  | "still-open"
  | "in-doubt"
  | "was-a-token"
  | "no-name";

const AGAIN: Both = {
  vi: "Tháo pin, lắp lại, thử lần nữa; vẫn vậy thì bỏ bo này.",
  en: "Battery out and in, try once more; the same again: discard the board.",
};
const ESPRUINO: Both = {
  vi: "Nạp đúng bản Espruino trong bảng của hướng dẫn, rồi đưa lại bàn nạp.",
  en: "Put one of the versions of Espruino in the guide's table on it, then bring it back.",
};
const RADIO: Both = {
  vi: "Đặt đúng khoảng cách, dẹp vật che, thử lại; vẫn vậy thì bỏ bo này.",
  en: "Put it at the stated distance, nothing in between, try again; the same again: discard the board.",
};

export const WHAT_TO_DO: Readonly<Record<Reason, Both>> = {
  "no-answer": { vi: "Kiểm tra dây, cổng và tốc độ.", en: "Look at cable, port and speed." },
  "wrong-board": {
    vi: "Sai loại bo: để sang thùng khác.",
    en: "Another kind of board: it belongs to another carton.",
  },
  "wrong-version": ESPRUINO,
  "no-sha256": ESPRUINO,
  stack: ESPRUINO,
  "storage-size": ESPRUINO,
  "other-files": {
    vi: "Trên bo có tệp của người khác. Nếu được phép xóa: chạy bàn nạp với --erase.",
    en: "Somebody's files are on it. If they may go: run the bench with --erase.",
  },
  misplaced: AGAIN,
  verify: AGAIN,
  clock: AGAIN,
  "clock-wild": AGAIN,
  crypto: AGAIN,
  random: AGAIN,
  flash: { vi: "Bộ nhớ hỏng: bỏ bo này.", en: "Bad flash: discard the board." },
  battery: { vi: "Thay pin mới rồi đưa lại.", en: "Put in a new battery and bring it back." },
  "radio-unheard": RADIO,
  "radio-weak": RADIO,
  "radio-strong": { vi: "Đặt xa ra đúng khoảng cách đã nêu.", en: "Put it as far away as stated." },
  "radio-deaf": RADIO,
  "button-stuck": {
    vi: "Nút bị kẹt: sửa vỏ hoặc bỏ bo này.",
    en: "The button is stuck: mend the case, or discard the board.",
  },
  "button-silent": {
    vi: "Thử lại và bấm nút khi bàn nạp nhắc.",
    en: "Try again, and press when the bench asks.",
  },
  lamp: { vi: "Đèn hỏng: bỏ bo này.", en: "The lamp is broken: discard the board." },
  "stopped-answering": AGAIN,
  "still-open": { vi: "Không được phát thẻ này.", en: "Do not hand this token out." },
  "in-doubt": {
    vi: "Giữ nút 3 giây và xem tên hiện trên điện thoại hoặc trạm; nhập tên đó khi bàn nạp hỏi.",
    en: "Hold its button for 3 seconds, read the name on a phone or station, and type it when the bench asks.",
  },
  "was-a-token": {
    vi: "Bo này đã là một thẻ của đợt này rồi bị xóa. Ghi thẻ cũ là hỏng, rồi chạy với --again.",
    en: "It was a token of this batch and was erased. Note that token as broken, then run with --again.",
  },
  "no-name": {
    vi: "Bo không cho biết số riêng của chip.",
    en: "The board does not tell its chip's own number.",
  },
};
