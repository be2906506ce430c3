/**
 * What the kit says of tokens besides the text of consent: each sentence once, with what in this repository it rests on. A figure that
 * stands in no sentence here, in no text of consent and in no unit's facts stands in no leaflet.
 */
import { CARD } from "../labels/card-texts.ts";
import type { Language, Words } from "./language.ts";

interface Source {
  readonly file: string;
  /** What stands there, word for word. */
  readonly text: string;
}

interface Statement extends Words {
  readonly sources: readonly Source[];
}

const card = (name: keyof (typeof CARD)["vi"]): Words => ({ vi: CARD.vi[name], en: CARD.en[name] });
const from = (file: string, text: string): Source => ({ file, text });

const WEARERS = "docs/wearers.md";
const LEGAL = "docs/legal.md";
const README = "README.md";
const PILOT = "docs/PILOT.md";

const STATEMENTS = {
  wear: { ...card("wear"), sources: [from(WEARERS, "Không để trong túi xách")] },
  green: { ...card("green"), sources: [from(WEARERS, "thẻ đang chạy tốt")] },
  red: { ...card("red"), sources: [from(WEARERS, "mời đến trạm y tế khi tiện")] },
  hold: { ...card("station"), sources: [from(WEARERS, "giữ nút 3 giây đến khi đèn xanh nháy nhanh")] },
  coinCell: { ...card("battery"), sources: [from("host-tools/labels/card-texts.ts", "Để xa trẻ nhỏ")] },
  blinks: {
    vi: "Đèn xanh nháy khoảng mỗi phút một lần, hoặc hai phút một lần khi đã lâu không có ai ở gần: thẻ đang chạy tốt.",
    en: "The green light blinks about once a minute, or each two minutes where nobody was near for long: the token works.",
    sources: [from(WEARERS, "khoảng mỗi phút một lần, hoặc hai phút một lần")],
  },
  tap: {
    vi: "Ở cổng có máy: nhấn nút rồi thả ngay. Đèn xanh sáng nửa giây là máy đã nhận ra thẻ.",
    en: "At a gate with a device: press the button and let go. Green for half a second says that the device has noticed the token.",
    sources: [from(WEARERS, "Đèn xanh sáng nửa giây nghĩa là máy ở cổng đã nhận ra thẻ")],
  },
  /** The notice at the gate on which docs/legal.md rests. */
  gateNotice: {
    vi: "Máy ở cổng ghi mã Bluetooth đã vào hay ra, không ghi tên. Chỉ tìm mã của ai khi có ca bệnh. Xóa sau 21 ngày.",
    en: "The gate's device notes which Bluetooth codes came in or went out, and no name. A code's owner is looked for only when there is a case. Deleted after 21 days.",
    sources: [
      from(LEGAL, "in an open case, with a reason that is recorded | 21 days |"),
      from(LEGAL, "whose owners are told by a notice at the gate"),
    ],
  },
  weekly: {
    vi: "Mỗi tuần mời bà con ghé trạm một lần, chưa đến một phút là xong.",
    en: "Please come by the station once a week; it takes less than a minute.",
    sources: [
      from(README, "| Puck.js (`puckjs`) | 11.3 + 1.1 KB tokenised | 6 pages of 4 KB | 11.2 |"),
      from(README, "p50 9.1 s, p95 12.6 s each"),
    ],
  },
  lost: {
    vi: "Mất thẻ: báo trạm y tế, trạm cấp thẻ khác. Người nhặt được không đọc được nhật ký bằng điện thoại hay máy tính; tháo thẻ ra bằng dụng cụ chuyên dụng thì cũng chỉ thấy vài ngày gần nhất, không có tên ai.",
    en: "Lost it: tell the station, it gives you another one. Whoever finds it cannot read the log with a phone or computer; special tools show the last few days at most, and no name.",
    sources: [
      from(WEARERS, "trạm cấp thẻ khác. Người nhặt được không đọc được nhật ký"),
      from(WEARERS, "chỉ thấy vài ngày gần nhất, không có tên ai"),
    ],
  },
  nameAndYear: {
    vi: "Không cần giấy tờ: chỉ cần nói họ tên và năm sinh.",
    en: "No papers are needed: name and year of birth are enough.",
    sources: [from("docs/station/README.md", "họ tên và năm sinh là đủ")],
  },
  household: {
    vi: "Một người có thể nhận thay cả nhà, khi mỗi người đã đồng ý.",
    en: "One may collect for the whole household, once each has agreed.",
    sources: [from(LEGAL, "One may collect tokens for a household")],
  },
  children: {
    vi: "Dưới 16 tuổi: khi cha mẹ hoặc người giám hộ đồng ý; từ 7 tuổi cần cháu cũng đồng ý.",
    en: "Under 16, when a parent or guardian agrees; from 7 on the child, too.",
    sources: [
      from("docs/station/README.md", "Dưới 16 tuổi: người giám hộ trả lời, từ 7 tuổi hỏi cả trẻ"),
      from(LEGAL, "From 7 years on the child's own word is needed as well"),
    ],
  },
  childsWord: {
    vi: "Ý của cháu (từ 7 tuổi). Cháu không đồng ý thì không đeo.",
    en: "Your child's own word (from 7 on). Who says no wears none.",
    sources: [from(LEGAL, "From 7 years on the child's own word is needed as well")],
  },
  fromSixteen: {
    vi: "Từ 16 tuổi các em tự trả lời.",
    en: "From 16 on pupils answer for themselves.",
    sources: [from("docs/station/README.md", "Dưới 16 tuổi: người giám hộ trả lời")],
  },
  oneIsEnough: {
    vi: "Dùng một trong hai là đủ: thẻ và ứng dụng nghe được nhau.",
    en: "One of the two is enough: tokens and the app hear each other.",
    sources: [from("docs/DESIGN.md", "A phone that runs Bluezone hears a token without a connection")],
  },
  radio: {
    vi: "Thẻ phát sóng Bluetooth rất yếu, công suất không quá một phần nghìn oát.",
    en: "The token sends a very weak Bluetooth signal, of a thousandth of a watt at most.",
    sources: [from("boards/puckjs.ts", "txPowerDbm: 0"), from("boards/xiaoble.ts", "txPowerDbm: 0")],
  },
  pacemaker: {
    vi: "Ai có máy tạo nhịp tim hay thiết bị cấy trong người thì hỏi bác sĩ của mình trước khi đeo.",
    en: "Who has a pacemaker or another implant asks their doctor before wearing one.",
    sources: [from(PILOT, "pacemaker")],
  },
  batteryMonths: {
    vi: "Pin cúc áo dùng được vài tháng. Khi pin yếu, thẻ nháy đỏ: mời đến trạm để thay pin.",
    en: "The coin cell lasts some months. When it is low the token blinks red: please come to the station, where it is changed.",
    sources: [from("docs/ENERGY.md", "175 days on 220 mAh"), from(WEARERS, "pin yếu hoặc cần kiểm tra")],
  },
  swallowed: {
    vi: "Nghi trẻ nuốt pin: đưa đến bệnh viện ngay hoặc gọi 115, đừng đợi có biểu hiện. Đừng làm trẻ nôn, đừng cho ăn uống gì.",
    en: "If a child may have swallowed it: go to a hospital at once or call 115, without waiting for signs. Do not make the child vomit, give nothing to eat or drink.",
    sources: [from(PILOT, "capt.org.uk/button-batteries-in-an-emergency"), from(PILOT, "| 115 |")],
  },
  lid: {
    vi: "Nắp pin lỏng hay vỡ: cất thẻ trên cao, mang đến trạm đổi.",
    en: "A loose or broken battery lid: put the token out of reach and bring it to the station.",
    sources: [from(PILOT, "lid that a child cannot open")],
  },
  notTriedYet: {
    vi: "Các con số về hệ thống là kết quả chạy thử trên mô hình. Nơi nào dùng thật thì đo lại.",
    en: "Figures of the system come from trials on models. Where it is used, it is measured again.",
    sources: [from(README, "nothing on hardware")],
  },
  theEnd: {
    vi: "Khi chương trình kết thúc, mời bà con trả thẻ ở trạm; dữ liệu của chương trình bị xóa.",
    en: "When the programme ends, please give the token back at the station; the programme's data are deleted.",
    sources: [from("docs/admin.md", "close-programme")],
  },
  withoutIt: {
    vi: "Ai không đeo thì vẫn vào cổng, khám bệnh, đi học, đi làm như mọi người.",
    en: "With or without a token you come in, get care, learn and work like everybody else.",
    sources: [from(LEGAL, "Không ai bị từ chối vào cổng, khám bệnh, đi học hay đi làm vì không đeo thẻ")],
  },
  noOther: {
    vi: "Không dùng để chấm công, kỷ luật hay xử lý vi phạm.",
    en: "It is not used for attendance, discipline or policing.",
    sources: [from(LEGAL, "not attendance, not discipline, not policing")],
  },
  noAnswerIsNo: {
    vi: "Chưa trả lời thì coi như không đồng ý.",
    en: "No answer counts as no.",
    sources: [from("docs/station/README.md", "chưa trả lời thì coi như không đồng ý")],
  },
  formIsYours: {
    vi: "Phiếu này là của gia đình: trạm không giữ, không chụp lại. Phiếu bỏ quên ở trạm thì hủy ngay trong ngày.",
    en: "This form is yours: the station keeps and copies none. One that is left behind is destroyed the same day.",
    sources: [
      from(
        LEGAL,
        "it stays the family's; the station reads it while it asks, gives it back, and makes no copy",
      ),
      from(LEGAL, "one that is left behind is destroyed the same day"),
    ],
  },
  schoolHoldsNoList: {
    vi: "Nhà trường không lập danh sách ai không đồng ý.",
    en: "The school keeps no list of who said no.",
    sources: [from(LEGAL, "A school never holds a list of who refused")],
  },
} as const satisfies Record<string, Statement>;

type StatementName = keyof typeof STATEMENTS;

export function statement(name: StatementName, language: Language): string {
  return STATEMENTS[name][language];
}

/** For who checks them. */
export const ALL_STATEMENTS: readonly Statement[] = Object.values(STATEMENTS);
