/** What the guard's page says of visitors. */
import type { OddCode } from "../../../contract/visitor-codes.ts";
import type { ScanProblem } from "../../shared/camera/scanner.ts";
import type { Both } from "../../shared/language.ts";

/** Why a visit was not written down, or not taken back. */
export type NotNoted = "disk" | "bad" | "away" | "late" | "shift" | "name" | "phone" | "token";

interface Texts {
  readonly title: string;
  readonly lead: string;
  readonly name: string;
  readonly nameHint: string;
  readonly fromCard: (year: string) => string;
  readonly phone: string;
  readonly host: string;
  readonly hostHint: string;
  readonly token: string;
  readonly tokenHint: string;
  readonly loans: string;
  readonly takeToken: string;
  readonly scan: string;
  readonly stop: string;
  readonly scanning: string;
  readonly faults: Readonly<Record<ScanProblem, string>>;
  readonly odd: Readonly<Record<OddCode, string>>;
  readonly in: string;
  readonly out: string;
  readonly noted: string;
  readonly takeBack: string;
  readonly takenBack: string;
  readonly clear: string;
  readonly failed: Readonly<Record<NotNoted, string>>;
}

const vi: Texts = {
  title: "Khách không có thẻ",
  lead: "Ai cũng được vào. Ghi họ tên, số điện thoại như khách nói; không ghi số giấy tờ. Ghi xong máy niêm phong ngay, ở cổng không xem lại được.",
  name: "Họ tên",
  nameHint: "Gõ, hoặc quét mã vuông trên căn cước, thẻ BHYT. Số và ảnh thẻ không được giữ.",
  fromCard: (year) => `Đọc từ mã: sinh ${year}.`,
  phone: "Số điện thoại (nếu có)",
  host: "Gặp ai, bộ phận nào (nếu có)",
  hostHint: "Khi khách ra: chỉ cần họ tên, hoặc quét lại mã cũ.",
  token: "Thẻ cho mượn (nếu có)",
  tokenHint: "Khi vào: quét nhãn thẻ cho mượn. Khi ra: quét nhãn thẻ trả lại.",
  loans: "Đang cho mượn",
  takeToken: "Khách có mượn thẻ không? Có: nhận lại thẻ, quét nhãn rồi bấm Ra. Không: bấm Ra lần nữa.",
  scan: "Quét bằng máy ảnh",
  stop: "Tắt máy ảnh",
  scanning: "Đưa mã vuông vào giữa khung hình.",
  faults: {
    "no-camera": "Không mở được máy ảnh. Mời gõ họ tên.",
    "not-allowed":
      "Trình duyệt chưa cho dùng máy ảnh. Bấm biểu tượng cạnh địa chỉ trang để cho phép, hoặc gõ họ tên.",
  },
  odd: {
    doubtful: "Mã này không cho biết chắc họ tên hoặc năm sinh. Mời gõ họ tên.",
    unfinished: "Máy quét chưa gửi hết mã. Mời quét lại, hoặc gõ họ tên.",
    token: "Đã điền thẻ cho mượn. Nếu là thẻ của chính họ: xóa ô ấy, mời bấm nút trên thẻ.",
    site: "Đây là mã của một điểm đến, để khách tự quét. Mời gõ họ tên.",
    link: "Mã này chỉ là một đường dẫn, không có họ tên. Mời gõ họ tên.",
    number: "Mã này chỉ là dãy số, không có họ tên; số không được ghi. Mời quét mã vuông, hoặc gõ họ tên.",
    unknown:
      "Mã này không đọc được họ tên (mã VNeID thay đổi theo từng lúc). Mời quét căn cước, hoặc gõ họ tên.",
  },
  in: "Vào",
  out: "Ra",
  noted: "Đã ghi",
  takeBack: "Ghi nhầm, bỏ lượt này",
  takenBack: "Đã bỏ lượt vừa ghi.",
  clear: "Xoá ô",
  failed: {
    disk: "Ổ đĩa đầy hoặc hỏng: chưa ghi được. Những gì đã gõ còn đây, mời bấm lại hoặc ghi sổ giấy.",
    bad: "Máy ở cổng không nhận. Xem lại các ô, rồi bấm lại.",
    away: "Không nối được với máy ở cổng: chưa ghi được. Những gì đã gõ còn đây, mời bấm lại.",
    shift: "Ca đã hết: chưa ghi được. Vào ca lại, những gì đã gõ còn đây.",
    late: "Đã quá 10 giây, không bỏ được nữa. Người điều tra sẽ hỏi lại khi cần.",
    name: "Mời gõ họ tên khách. Ô họ tên không ghi dãy số.",
    token: "Số nhãn thẻ có chỗ sai. Sửa lại, hoặc để trống.",
    phone: "Số điện thoại này có chỗ lạ. Sửa lại, hoặc để trống.",
  },
};

const en: Texts = {
  title: "Visitor without a token",
  lead: "Everybody may come in. Write name and phone as they say them, and no card's number. It is sealed at once and cannot be read at the gate again.",
  name: "Name",
  nameHint:
    "Type it, or scan the square code of an ID or insurance card. Its number and picture are not kept.",
  fromCard: (year) => `Read from the code: born ${year}.`,
  phone: "Phone (if any)",
  host: "Whom they visit, which office (if any)",
  hostHint: "As they go: the name will do, or the same code again.",
  token: "Token that is lent (if any)",
  tokenHint:
    "As they come: scan the label of the token that is lent. As they go: of the one that is given back.",
  loans: "Lent now",
  takeToken:
    "Were they lent a token? If so take it back, scan its label and press Out. If not, press Out again.",
  scan: "Scan by camera",
  stop: "Camera off",
  scanning: "Bring the square code into the middle of the picture.",
  faults: {
    "no-camera": "The camera does not open. Please type the name.",
    "not-allowed":
      "The browser does not allow the camera. Press the icon beside the page's address to allow it, or type the name.",
  },
  odd: {
    doubtful: "This code does not tell name or year of birth for sure. Please type the name.",
    unfinished: "The scanner did not send the whole code. Please scan again, or type the name.",
    token:
      "Filled in as a token that is lent. If it is their own: empty that field and let them press its button.",
    site: "This is the code of a place, for visitors' own phones. Please type the name.",
    link: "This code is an address alone, without a name. Please type the name.",
    number:
      "This code is a number alone, without a name, and was not written down. Scan the square code, or type the name.",
    unknown:
      "No name can be read from this code (VNeID's changes all the time). Scan an ID card, or type the name.",
  },
  in: "In",
  out: "Out",
  noted: "Noted",
  takeBack: "By mistake: take it back",
  takenBack: "What was just noted is taken back.",
  clear: "Empty the fields",
  failed: {
    disk: "The disk is full or broken, and nothing was noted. What you typed is still here: press again, or write it on paper.",
    bad: "The gate's machine does not take this. Look at the fields, then press again.",
    away: "The gate's machine cannot be reached, and nothing was noted. What you typed is still here: press again.",
    shift: "The shift is over, and nothing was noted. Begin it again: what you typed is still here.",
    late: "More than 10 seconds ago: it cannot be taken back. An investigator will ask where that is needed.",
    name: "Please type the visitor's name. No row of digits goes there.",
    token: "A digit of the token's label is wrong. Put it right, or leave it empty.",
    phone: "This phone number looks odd. Put it right, or leave it empty.",
  },
};

export const VISIT_TEXTS: Both<Texts> = { vi, en };
