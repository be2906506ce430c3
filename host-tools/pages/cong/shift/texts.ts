/** What the guard's page says of shifts. */
import { FIRST_PIN_DAYS } from "../../../contract/guards.ts";
import type { Both } from "../../shared/language.ts";
import type { NoShift } from "./use-shift.ts";

interface ShiftTexts {
  readonly title: string;
  readonly lead: string;
  readonly name: string;
  readonly pin: string;
  readonly begin: string;
  readonly newPinTitle: string;
  readonly newPinLead: string;
  readonly newPin: string;
  readonly newPinAgain: string;
  readonly differ: string;
  readonly keep: string;
  readonly back: string;
  readonly failed: Readonly<Record<Exclude<NoShift, "change">, string>>;
  readonly noGuards: string;
  readonly noGuardsNext: string;
  readonly of: (guard: string) => string;
  readonly end: string;
  readonly notEnded: string;
}

const vi: ShiftTexts = {
  title: "Vào ca",
  lead: "Cổng vẫn tự ghi thẻ khi chưa ai vào ca. Ghi khách, cho mượn thẻ và đếm tay thì cần người trong ca.",
  name: "Họ và tên",
  pin: "Mã PIN",
  begin: "Bắt đầu ca",
  newPinTitle: "Chọn mã PIN của riêng mình",
  newPinLead: "Mã được đưa lúc đầu chỉ dùng một lần. Mã mới chỉ mình biết, không cho ai mượn.",
  newPin: "Mã PIN mới, 6 đến 8 chữ số",
  newPinAgain: "Gõ lại mã PIN mới",
  differ: "Hai lần gõ khác nhau.",
  keep: "Dùng mã này và vào ca",
  back: "Quay lại",
  failed: {
    pin: "Tên hoặc mã PIN không đúng. Sai từ 5 lần liền thì bị khóa 15 phút, sai nữa thì lâu hơn. Quên mã: gọi người phụ trách máy.",
    easy: "Mã dễ đoán, hoặc là mã cũ: chọn 6 đến 8 chữ số khác, không phải dãy số liền hay một số lặp lại.",
    old: `Mã PIN đầu đã quá ${FIRST_PIN_DAYS} ngày nên hết hạn. Nhờ người phụ trách máy xóa tên rồi thêm lại để có mã mới.`,
    busy: "Nhiều lần thử cùng lúc. Chờ một lát rồi bấm lại.",
    shift: "Ca đã hết. Mời vào ca lại.",
    disk: "Ổ đĩa đầy hoặc hỏng nên chưa vào ca được. Gọi người phụ trách máy; trong lúc chờ mời ghi sổ giấy.",
    away: "Không nối được với máy ở cổng. Mời bấm lại.",
  },
  noGuards: "Máy này chưa có tên bảo vệ nào.",
  noGuardsNext:
    "Cổng vẫn tự ghi thẻ. Để ghi khách: người cài máy chạy lệnh bztoken gate guard add trên máy này.",
  of: (guard) => `Ca của ${guard}`,
  end: "Kết thúc ca",
  notEnded: "Chưa kết thúc được ca: máy ở cổng chưa trả lời. Trang đang thử lại; đừng rời máy.",
};

const en: ShiftTexts = {
  title: "Begin a shift",
  lead: "The gate notes tokens with nobody on shift. Visitors, lent tokens and counts by hand need somebody who is.",
  name: "Name",
  pin: "PIN",
  begin: "Begin the shift",
  newPinTitle: "Choose a PIN of your own",
  newPinLead: "The first PIN is good once. The new one is yours alone; lend it to nobody.",
  newPin: "New PIN, 6 to 8 digits",
  newPinAgain: "The new PIN again",
  differ: "The two are not the same.",
  keep: "Use it and begin the shift",
  back: "Back",
  failed: {
    pin: "Name or PIN is wrong. Five wrong ones in a row lock it for 15 minutes, more of them for longer. Forgotten: call whoever looks after the machine.",
    easy: "Easy to guess, or the old one: choose 6 to 8 other digits, neither a run nor one digit again and again.",
    old: `The first PIN is more than ${FIRST_PIN_DAYS} days old, so it is over. Ask whoever looks after the machine to remove the name and add it again.`,
    busy: "Too many tries at once. Wait a moment, then press again.",
    shift: "The shift is over. Please begin it again.",
    disk: "The disk is full or broken, so the shift cannot begin. Call whoever looks after the machine; until then write on paper.",
    away: "The gate's machine cannot be reached. Press again.",
  },
  noGuards: "This machine knows no guard yet.",
  noGuardsNext:
    "The gate notes tokens all the same. For visitors: whoever set the machine up runs bztoken gate guard add on it.",
  of: (guard) => `Shift of ${guard}`,
  end: "End the shift",
  notEnded:
    "The shift is not ended yet: the gate's machine does not answer. It is tried again; do not leave.",
};

export const SHIFT_TEXTS: Both<ShiftTexts> = { vi, en };
