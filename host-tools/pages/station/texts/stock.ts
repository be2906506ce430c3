/** Tokens as things. */
import type { Refurbishing, StockDeedAsked, StockDone, StockToken } from "../../../contract/stock.ts";
import type { Both } from "../../shared/language.ts";

type Deed = StockDeedAsked["deed"];
type State = StockToken["state"];
type Why = StockDone["not"][number]["why"];

const vi = {
  title: "Kho thẻ",
  none: "Kho chưa có thẻ nào. Quét hộp thẻ, chọn “Nhập kho”.",
  states: {
    ready: "Sẵn sàng",
    "handed-out": "Đã cấp",
    returned: "Đã trả",
    "to-refurbish": "Chờ làm lại",
    lost: "Mất",
    dead: "Hỏng",
    retired: "Ngừng dùng",
  } as Readonly<Record<State, string>>,
  overdue: "Cho mượn, quá hẹn chưa trả",
  list: (state: string) => `Thẻ: ${state}`,
  since: (day: string) => `từ ${day}`,
  due: (when: string) => `hẹn trả ${when}`,
  scan: "Quét hộp thẻ",
  scanLead: "Quét từng nhãn, rồi chọn việc làm với cả hộp.",
  box: (count: number) => `Trong hộp: ${count} thẻ`,
  remove: (token: string) => `Bỏ ${token} khỏi hộp`,
  empty: "Bỏ hết",
  what: "Làm gì với các thẻ này?",
  deeds: {
    received: "Nhập kho",
    "to-refurbish": "Để làm lại",
    refurbished: "Đã làm lại, sẵn sàng",
    lost: "Không tìm thấy: ghi mất",
    found: "Đã tìm thấy",
    dead: "Hỏng, không dùng được",
    "not-dead": "Không hỏng nữa",
    lent: "Khách đang mượn, hẹn ngày trả",
    kept: "Không còn là cho mượn",
  } as Readonly<Record<Deed, string>>,
  checks: { battery: "Pin", strap: "Dây đeo", label: "Nhãn" } as Readonly<
    Record<"battery" | "strap" | "label", string>
  >,
  parts: { well: "còn tốt", changed: "đã thay" },
  wipe: "Nhật ký trong thẻ",
  wiped: {
    synced: "đã đồng bộ và xóa",
    "no-power": "chưa: thẻ không có điện",
    broken: "chưa: thẻ hỏng",
    "new-keys": "chưa: sẽ nạp lại khóa mới",
  } as Readonly<Record<Refurbishing["wiped"], string>>,
  dueIn: "Hẹn trả sau",
  days: (days: number) => `${days} ngày`,
  perform: "Ghi",
  done: (count: number, deed: string) => `${deed}: ${count} thẻ.`,
  not: (token: string, why: string) => `${token}: ${why}`,
  whys: {
    unknown: "máy chủ không biết thẻ này",
    elsewhere: "đang nằm trong kho của nơi khác",
    state: "trạng thái của thẻ không cho làm việc này",
  } as Readonly<Record<Why, string>>,
  now: (state: string) => ` (đang là: ${state})`,
  undo: (token: string) => `Hoàn tác việc vừa làm với ${token}`,
  undone: (token: string) => `Đã hoàn tác: ${token}.`,
};
const en: typeof vi = {
  title: "Stock of tokens",
  none: "There is no token in stock. Scan a box and choose “Take into stock”.",
  states: {
    ready: "Ready",
    "handed-out": "Handed out",
    returned: "Returned",
    "to-refurbish": "To refurbish",
    lost: "Lost",
    dead: "Dead",
    retired: "Retired",
  },
  overdue: "Lent, due and not back",
  list: (state) => `Tokens: ${state}`,
  since: (day) => `since ${day}`,
  due: (when) => `due ${when}`,
  scan: "Scan a box",
  scanLead: "Scan each label, then choose what is done with the whole box.",
  box: (count) => `In the box: ${count}`,
  remove: (token) => `Take ${token} out of the box`,
  empty: "Empty the box",
  what: "What is done with these?",
  deeds: {
    received: "Take into stock",
    "to-refurbish": "To be refurbished",
    refurbished: "Refurbished, ready",
    lost: "Cannot be found: lost",
    found: "Found",
    dead: "Dead, of no use",
    "not-dead": "Not dead after all",
    lent: "A visitor has it, due back",
    kept: "No longer a loan",
  },
  checks: { battery: "Battery", strap: "Strap", label: "Label" },
  parts: { well: "well", changed: "changed" },
  wipe: "The log in the token",
  wiped: {
    synced: "synced and wiped",
    "no-power": "not: no power",
    broken: "not: broken",
    "new-keys": "not: it gets new keys",
  },
  dueIn: "Due back in",
  days: (days) => (days === 1 ? "1 day" : `${days} days`),
  perform: "Write down",
  done: (count, deed) => `${deed}: ${count}.`,
  not: (token, why) => `${token}: ${why}`,
  whys: {
    unknown: "the server does not know this token",
    elsewhere: "lies in another place's stock",
    state: "its state does not allow this",
  },
  now: (state) => ` (now: ${state})`,
  undo: (token) => `Undo what was just done with ${token}`,
  undone: (token) => `Undone: ${token}.`,
};

export const STOCK: Both<typeof vi> = { vi, en };
