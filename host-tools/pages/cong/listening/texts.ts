/** What the guard's page says of gate tokens. */
import type { BluetoothProblem } from "../../../station/errors.ts";
import type { Both } from "../../shared/language.ts";

interface Texts {
  readonly title: (listener: string) => string;
  readonly lead: string;
  readonly connect: string;
  readonly connecting: (name: string) => string;
  readonly hears: (name: string) => string;
  readonly away: (name: string) => string;
  readonly taken: (name: string) => string;
  readonly problem: (code: BluetoothProblem["code"]) => string;
}

const PROBLEMS_VI: Partial<Record<BluetoothProblem["code"], string>> = {
  "no-web-bluetooth": "Trình duyệt này không nối được thẻ nghe. Mở trang bằng Chrome hoặc Edge.",
  "no-adapter": "Bluetooth của máy đang tắt hoặc không có. Bật lên rồi bấm lại.",
  "browser-stuck": "Bluetooth của trình duyệt bị treo. Tải lại trang rồi bấm lại.",
  "not-allowed":
    "Trình duyệt không cho trang này dùng Bluetooth. Cho phép trong cài đặt của trang rồi bấm lại.",
};
const PROBLEMS_EN: typeof PROBLEMS_VI = {
  "no-web-bluetooth": "This browser cannot connect to a listening token. Open the page in Chrome or Edge.",
  "no-adapter": "The computer's Bluetooth is off or missing. Switch it on, then press again.",
  "browser-stuck": "The browser's Bluetooth hangs. Load the page again, then press again.",
  "not-allowed":
    "The browser does not let this page use Bluetooth. Allow it in the page's settings, then press again.",
};

const vi: Texts = {
  title: (listener) => `Thẻ nghe: ${listener}`,
  lead: "Cắm điện cho thẻ nghe, bấm nút dưới đây, rồi chọn tên in trên thẻ (BZ-…).",
  connect: "Nối thẻ nghe",
  connecting: (name) => `Đang nối với ${name}…`,
  hears: (name) => `${name} đang nghe.`,
  away: (name) =>
    `Mất liên lạc với ${name}. Trang đang tự nối lại. Xem thẻ có cắm điện và ở gần máy không. Có điện mà vẫn không nối được: giữ nút trên thẻ nghe 3 giây.`,
  taken: (name) =>
    `${name} đang nối với một trang khác. Đóng trang kia, hoặc giữ nút trên thẻ nghe 3 giây: trang này sẽ tự nối.`,
  problem: (code) => PROBLEMS_VI[code] ?? "Không nối được. Bấm lại; nếu vẫn thế, gọi người phụ trách máy.",
};

const en: Texts = {
  title: (listener) => `Listening token: ${listener}`,
  lead: "Give the listening token power, press the button below, then choose the name printed on the token (BZ-…).",
  connect: "Connect the listening token",
  connecting: (name) => `Connecting to ${name}…`,
  hears: (name) => `${name} is listening.`,
  away: (name) =>
    `The link to ${name} is lost. The page tries again by itself. See that the token has power and is near this computer. If it has and still cannot be reached, hold its button for 3 seconds.`,
  taken: (name) =>
    `${name} is connected to another page. Close that page, or hold the token's button for 3 seconds: this page then connects by itself.`,
  problem: (code) =>
    PROBLEMS_EN[code] ??
    "It cannot be connected. Press again; if it stays so, call whoever looks after the machine.",
};

export const LISTENING: Both<Texts> = { vi, en };
