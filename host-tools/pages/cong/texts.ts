/** What the guard's page says. */

import type { GateSide } from "../../contract/gates.ts";
import { GUARD_PORT, type GuardTap, type ListenerState } from "../../contract/guard-screen.ts";
import { SIGNALS } from "../../contract/signals.ts";
import type { Both } from "../shared/language.ts";
import type { Trouble } from "./troubles.ts";

const ADDRESS = `http://localhost:${GUARD_PORT}`;

interface Texts {
  readonly product: string;
  readonly loading: string;
  readonly notHere: string;
  readonly notHereNext: string;
  readonly begin: string;
  readonly beginLead: string;
  readonly ready: string;
  readonly readyLead: string;
  readonly noted: string;
  readonly again: string;
  readonly direction: Readonly<Record<GuardTap["direction"], string>>;
  readonly redLight: string;
  readonly inside: string;
  readonly passages: string;
  readonly passagesLead: string;
  readonly thisHour: string;
  readonly today: string;
  readonly since: (clock: string) => string;
  readonly listeners: string;
  readonly side: Readonly<Record<GateSide, string>>;
  readonly hears: (tokens: number, phones: number) => string;
  readonly state: Readonly<Record<ListenerState, string>>;
  readonly notLinked: string;
  readonly trouble: Readonly<Record<Trouble, readonly [what: string, next: string]>>;
  readonly shiftTest: string;
  readonly sound: string;
  readonly soundLead: string;
  readonly pressToken: string;
  readonly tokenHeard: string;
  readonly count: string;
  readonly countLead: string;
  readonly countBegin: string;
  readonly onePerson: string;
  readonly undo: string;
  readonly countEnd: string;
  readonly countStop: string;
  readonly counted: (people: number) => string;
  readonly seen: (people: number, passages: number) => string;
  readonly share: (percent: number) => string;
  readonly tooFew: (least: number) => string;
  readonly countFailed: Readonly<Record<"restarted" | "disk" | "bad" | "away" | "shift", string>>;
  readonly earlier: string;
}

const vi: Texts = {
  product: "Cổng thẻ Bluezone",
  loading: "Đang nối với máy ở cổng…",
  notHere: "Trang này chỉ mở trên máy đặt ở cổng.",
  notHereNext: `Ở máy đó, mở ${ADDRESS}. Nếu vẫn thế: máy chưa chạy phần mềm cổng, gọi người phụ trách máy.`,
  begin: "Bật tiếng",
  beginLead: "Trang vừa mở lại nên chưa có tiếng.",
  ready: "Cổng đang ghi",
  readyLead: "Mời bấm nút trên thẻ khi đi qua.",
  noted: "Đã ghi",
  again: "Đã ghi rồi, mời đi",
  direction: { in: "Vào", out: "Ra", passed: "Qua cổng", there: "Qua cổng" },
  redLight: SIGNALS.red.vi,
  inside: "Đang ở trong",
  passages: "Lượt qua cổng",
  passagesLead: "từ khi máy bật",
  thisHour: "Lượt trong giờ này",
  today: "Lượt hôm nay",
  since: (clock) => `từ ${clock}, khi máy bật`,
  listeners: "Máy nghe",
  side: { inside: "phía trong", outside: "phía ngoài", door: "tại cửa" },
  hears: (tokens, phones) => `nghe được ${tokens} thẻ, ${phones} điện thoại trong phút qua`,
  state: { hears: "Chạy tốt", silent: "Chưa nghe gì", off: "Đang tắt", gone: "Bị rút ra" },
  notLinked: "Chưa nối",
  trouble: {
    "cut-off": [
      "Trang mất liên lạc với máy ở cổng.",
      "Lượt qua vẫn được máy ghi nếu máy còn chạy. Xem máy có bật không, rồi tải lại trang.",
    ],
    disk: [
      "Ổ đĩa của máy đầy hoặc hỏng: chưa ghi được.",
      "Những lượt vừa rồi đang chờ trong máy, đừng tắt máy. Gọi người phụ trách máy.",
    ],
    gone: [
      "Bộ Bluetooth bị rút ra.",
      "Cắm lại. Từ lúc rút đến khi cắm lại, cổng không nghe được ai: mời ghi sổ giấy.",
    ],
    "not-linked": [
      "Thẻ nghe chưa nối.",
      "Bấm “Nối thẻ nghe” bên dưới, xem thẻ có cắm điện không. Chưa nối thì cổng không nghe được ai: mời ghi sổ giấy.",
    ],
    off: [
      "Bluetooth đang tắt.",
      "Bật Bluetooth của máy. Trong lúc tắt, cổng không nghe được ai: mời ghi sổ giấy.",
    ],
    "taken-away": [
      "Máy chủ không nhận máy này nữa.",
      "Lượt qua vẫn nằm trong máy. Gọi quản trị đơn vị để cấp mã mới.",
    ],
    clock: [
      "Đồng hồ của máy sai.",
      "Giờ được máy chủ sửa khi gửi, chưa mất gì. Gọi người phụ trách chỉnh đồng hồ.",
    ],
    refused: [
      "Máy chủ báo lỗi.",
      "Lượt qua vẫn nằm trong máy và sẽ gửi lại. Nếu đến mai vẫn thế, gọi quản trị đơn vị.",
    ],
    silent: [
      "Có máy nghe chưa nghe thấy thẻ nào trong phút qua.",
      "Nếu đang có người đeo thẻ ở gần: bấm nút một thẻ ngay cạnh máy để thử.",
    ],
    away: ["Đang không có mạng.", "Lượt qua vẫn được ghi trong máy và tự gửi khi có mạng."],
  },
  shiftTest: "Kiểm tra đầu ca",
  sound: "Thử tiếng",
  soundLead: "Nghe một tiếng cao là được.",
  pressToken: "Bấm nút một thẻ cạnh cổng: chữ “Đã ghi” hiện ra.",
  tokenHeard: "Cổng đã nghe một lần bấm.",
  count: "Đếm tay",
  countLead:
    "Đếm mọi người đi qua trong mươi phút, có thẻ hay không, để biết cổng thấy được bao nhiêu. Không ghi ai cả.",
  countBegin: "Bắt đầu đếm",
  onePerson: "Một người qua",
  undo: "Bớt một",
  countEnd: "Đếm xong",
  countStop: "Bỏ, không ghi",
  counted: (people) => `Đã đếm ${people} người`,
  seen: (people, passages) => `Đếm tay ${people} người, cổng ghi ${passages} lượt.`,
  share: (percent) => `Cổng thấy khoảng ${percent} %.`,
  tooFew: (least) => `Ít hơn ${least} người thì chưa nói được gì về tỉ lệ: mời đếm lâu hơn.`,
  countFailed: {
    restarted: "Máy ở cổng vừa khởi động lại, lần đếm này không dùng được. Mời đếm lại.",
    disk: "Ổ đĩa đầy hoặc hỏng, số đếm chưa được ghi. Mời bấm lại, hoặc ghi ra giấy.",
    bad: "Máy ở cổng không nhận số đếm này. Tải lại trang rồi đếm lại.",
    away: "Không nối được với máy ở cổng, số đếm chưa được ghi. Mời bấm lại.",
    shift: "Ca đã hết, số đếm chưa được ghi. Vào ca lại rồi bấm lại: số đã đếm còn đây.",
  },
  earlier: "Các lần đếm trước",
};

const en: Texts = {
  product: "Bluezone token gate",
  loading: "Connecting to the gate's machine…",
  notHere: "This page opens on the gate's own machine.",
  notHereNext: `There, open ${ADDRESS}. If it stays like this, the gate's program does not run: call whoever looks after the machine.`,
  begin: "Turn the sound on",
  beginLead: "The page was opened anew and is silent.",
  ready: "The gate is noting",
  readyLead: "Please press the token's button as you pass.",
  noted: "Noted",
  again: "Noted already, please go on",
  direction: { in: "In", out: "Out", passed: "Through the gate", there: "Through the gate" },
  redLight: SIGNALS.red.en,
  inside: "Inside now",
  passages: "Passages",
  passagesLead: "since the machine was started",
  thisHour: "Passages this hour",
  today: "Passages today",
  since: (clock) => `since ${clock}, when the machine was started`,
  listeners: "Listeners",
  side: { inside: "inner side", outside: "outer side", door: "at the door" },
  hears: (tokens, phones) => `heard ${tokens} tokens, ${phones} phones in the last minute`,
  state: { hears: "Works", silent: "Nothing heard", off: "Switched off", gone: "Pulled out" },
  notLinked: "Not connected",
  trouble: {
    "cut-off": [
      "This page has lost the gate's machine.",
      "Passages are still noted if the machine runs. See that it is on, then load the page again.",
    ],
    disk: [
      "The machine's disk is full or broken: nothing can be written down.",
      "The last passages wait in the machine: do not turn it off. Call whoever looks after it.",
    ],
    gone: [
      "A Bluetooth adapter was pulled out.",
      "Plug it in again. Until then the gate hears nobody: please write on paper.",
    ],
    "not-linked": [
      "A listening token is not connected.",
      "Press “Connect the listening token” below, and see that the token has power. Until then the gate hears nobody: please write on paper.",
    ],
    off: [
      "Bluetooth is switched off.",
      "Switch the machine's Bluetooth on. Until then the gate hears nobody: please write on paper.",
    ],
    "taken-away": [
      "The server does not know this machine any more.",
      "Passages stay in the machine. Call the unit's administrator for a new code.",
    ],
    clock: [
      "The machine's clock is wrong.",
      "The server puts the times right; nothing is lost. Have the clock set by whoever looks after the machine.",
    ],
    refused: [
      "The server reports a fault.",
      "Passages stay in the machine and are sent again. If it is still so tomorrow, call the unit's administrator.",
    ],
    silent: [
      "A listener has heard no token in the last minute.",
      "If people with tokens are near: press a token's button right beside it, as a test.",
    ],
    away: [
      "No network.",
      "Passages are written down in the machine and sent by themselves when there is a network.",
    ],
  },
  shiftTest: "Test at the start of a shift",
  sound: "Try the sound",
  soundLead: "One high note is right.",
  pressToken: "Press a token's button beside the gate: “Noted” appears.",
  tokenHeard: "The gate has heard a press.",
  count: "Count by hand",
  countLead:
    "Count everybody who passes for ten minutes, with a token or without, to learn how many the gate sees. Nobody is written down.",
  countBegin: "Begin to count",
  onePerson: "One person",
  undo: "One less",
  countEnd: "Done",
  countStop: "Drop it",
  counted: (people) => `${people} counted`,
  seen: (people, passages) => `${people} counted by hand, ${passages} passages noted by the gate.`,
  share: (percent) => `The gate sees about ${percent} %.`,
  tooFew: (least) => `Fewer than ${least} people say nothing about a share: please count longer.`,
  countFailed: {
    restarted:
      "The gate's machine was started anew meanwhile, so this count cannot be used. Please count again.",
    disk: "The disk is full or broken, and the count was not written down. Press again, or write it on paper.",
    bad: "The gate's machine does not take this count. Load the page again and count again.",
    away: "The gate's machine cannot be reached, and the count was not written down. Press again.",
    shift:
      "The shift is over, and the count was not written down. Begin it again and press again: the count is still here.",
  },
  earlier: "Earlier counts",
};

export const TEXTS: Both<Texts> = { vi, en };
