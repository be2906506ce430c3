/**
 * What is said to the person at the station when something goes wrong: what happened, was anything lost, what next. The buttons
 * named are those that every screen has: Retry once a token was chosen, and Reload page where the browser is stuck.
 */
import { isSyncProblem, type ProblemCode } from "./errors.ts";

interface Explanation {
  readonly what: string;
  readonly lost: string;
  readonly next: string;
}

interface Explained {
  readonly code: ProblemCode | "unexpected";
  readonly vi: Explanation;
  readonly en: Explanation;
}

const KEPT_VI = "Chưa mất dữ liệu nào: nhật ký vẫn còn trên thẻ.";
const KEPT_EN = "Nothing is lost: the log is still on the token.";

type Row = readonly [
  viWhat: string,
  viNext: string,
  enWhat: string,
  enNext: string,
  viLost?: string,
  enLost?: string,
];

const ROWS: Readonly<Record<ProblemCode | "unexpected", Row>> = {
  "link-lost": [
    "Mất kết nối với thẻ giữa chừng.",
    "Đưa thẻ lại gần máy. Nếu đèn xanh không còn nháy, giữ nút 3 giây. Rồi bấm Thử lại.",
    "The link to the token broke half way.",
    "Bring the token close. If its green light has stopped blinking, hold the button for 3 seconds. Then press Retry.",
    "Chưa mất dữ liệu nào: phần đã đọc được giữ lại, lần sau đọc tiếp.",
    "Nothing is lost: what was read is kept, and reading goes on from there.",
  ],
  "no-answer": [
    "Thẻ không trả lời.",
    "Đưa thẻ lại gần máy, giữ nút 3 giây rồi bấm Thử lại. Nếu vẫn vậy, xem pin.",
    "The token does not answer.",
    "Bring it close, hold the button for 3 seconds and press Retry. If it stays so, look at the battery.",
  ],
  "no-protocol": [
    "Thiết bị này trả lời không giống thẻ Bluezone.",
    "Kiểm tra bốn số trên nhãn có trùng với tên đã chọn. Nếu trùng, đổi thẻ và gửi thẻ này về nơi cấp.",
    "This device does not answer as a token does.",
    "Check that the four digits on the label match the name chosen. If they do, replace the token and send it in.",
  ],
  "chunks-lost": [
    "Sóng quá yếu hoặc bị nhiễu nên không đọc hết được.",
    "Để thẻ sát máy, tránh lò vi sóng và bộ phát Wi-Fi, rồi bấm Thử lại.",
    "The signal is too weak or disturbed to read to the end.",
    "Lay the token next to the computer, away from microwave ovens and Wi-Fi, and press Retry.",
    "Chưa mất dữ liệu nào: phần đã đọc được giữ lại, lần sau đọc tiếp.",
    "Nothing is lost: what was read is kept, and reading goes on from there.",
  ],
  "ticket-foreign": [
    "Thẻ không nhận vé: thẻ này không thuộc hệ thống này, hoặc đã được cấp lại ở nơi khác.",
    "Kiểm tra số thẻ. Nếu đúng, đổi thẻ cho người đeo và gửi thẻ này về nơi cấp.",
    "The token does not take the ticket: it does not belong to this system, or was set up anew elsewhere.",
    "Check its number. If it is right, give the wearer another token and send this one in.",
  ],
  "ticket-spent": [
    "Vé này đã dùng rồi.",
    "Bấm Thử lại để lấy vé mới; khi không có mạng, cần nối mạng.",
    "This ticket was used before.",
    "Press Retry for a new one; without a network, connect first.",
  ],
  "ticket-early": [
    "Vé chưa đến giờ dùng: đồng hồ của thẻ hoặc của máy chủ sai.",
    "Nối mạng rồi bấm Thử lại. Nếu vẫn vậy, báo quản trị.",
    "The ticket is not valid yet: the token's clock or the server's is wrong.",
    "Connect to the network and press Retry. If it stays so, tell the administrator.",
  ],
  "ticket-stale": [
    "Vé đã hết hạn (vé lấy trước chỉ dùng được 48 giờ).",
    "Nối mạng để lấy vé mới, rồi bấm Thử lại.",
    "The ticket has expired (one fetched ahead is good for 48 hours).",
    "Connect to the network for a new one, then press Retry.",
  ],
  "time-refused": [
    "Thẻ không nhận giờ của máy chủ.",
    "Bấm Thử lại. Giờ trên thẻ chưa bị thay đổi.",
    "The token did not take the server's time.",
    "Press Retry. The token's time was not changed.",
  ],
  "time-out-of-bounds": [
    "Giờ của máy chủ nằm ngoài khoảng thẻ chấp nhận.",
    "Báo quản trị kiểm tra đồng hồ máy chủ. Giờ trên thẻ chưa bị thay đổi.",
    "The server's time lies outside what the token accepts.",
    "Tell the administrator to check the server's clock. The token's time was not changed.",
  ],
  "receipt-refused": [
    "Thẻ không nhận xác nhận của máy chủ, vì vừa ghi thêm dữ liệu hoặc xác nhận không đúng chỗ.",
    "Bấm Thử lại; máy chủ đã có phần vừa gửi.",
    "The token did not take the server's word that a part has arrived: it has written on meanwhile, or the word was for another part.",
    "Press Retry; the server has what was just sent.",
    "Chưa mất dữ liệu nào: thẻ giữ phần đó đến khi có xác nhận đúng.",
    "Nothing is lost: the token keeps that part until it is confirmed.",
  ],
  "token-refused": [
    "Thẻ từ chối yêu cầu.",
    "Bấm Thử lại. Nếu lặp lại, đổi thẻ và gửi thẻ này về nơi cấp.",
    "The token refused a request.",
    "Press Retry. If it repeats, replace the token and send it in.",
  ],
  "no-web-bluetooth": [
    "Trình duyệt này không dùng được Bluetooth.",
    "Mở trang bằng Chrome hoặc Edge (máy tính, Android).",
    "This browser cannot use Bluetooth.",
    "Open the page in Chrome or Edge (computer or Android).",
  ],
  "insecure-page": [
    "Trang được mở không qua HTTPS nên trình duyệt chặn Bluetooth.",
    "Mở địa chỉ bắt đầu bằng https://, hoặc hỏi quản trị.",
    "The page was opened without HTTPS, so the browser blocks Bluetooth.",
    "Open the address that begins with https://, or ask the administrator.",
  ],
  "no-adapter": [
    "Máy không có Bluetooth hoặc Bluetooth đang tắt.",
    "Bật Bluetooth, hoặc cắm đầu thu USB, rồi thử lại.",
    "The computer has no Bluetooth, or it is off.",
    "Switch Bluetooth on or plug the USB dongle in, then try again.",
  ],
  "none-chosen": [
    "Chưa chọn thẻ nào.",
    "Không thấy thẻ? Đưa thẻ lại gần trong 1 mét, giữ nút 3 giây, xem đèn xanh nháy, rồi chọn lại đúng số trên nhãn.",
    "No token was chosen.",
    "No token? Bring it within a metre, hold the button for 3 seconds, look for green blinks; then choose again, by the number on the label.",
  ],
  "not-allowed": [
    "Trình duyệt hoặc hệ điều hành không cho trang dùng Bluetooth.",
    "Bấm biểu tượng cạnh địa chỉ trang và cho phép Bluetooth; trên Android bật cả Vị trí.",
    "The browser or the system does not let the page use Bluetooth.",
    "Allow Bluetooth with the icon beside the address; on Android switch Location on too.",
  ],
  "not-reached": [
    "Không nối được với thẻ.",
    "Đưa thẻ lại gần, giữ nút 3 giây đến khi đèn xanh nháy, rồi bấm Thử lại.",
    "The token could not be reached.",
    "Bring it close, hold the button for 3 seconds until the green light blinks, then press Retry.",
  ],
  "browser-stuck": [
    "Bluetooth của trình duyệt không trả lời trang này nữa.",
    "Bấm Tải lại trang, nhập mã PIN, rồi đồng bộ tiếp. Đèn xanh đã tắt thì nhờ người đeo giữ nút lại.",
    "The browser's Bluetooth no longer answers this page.",
    "Press Reload page, give the PIN, then sync on. If the green light has stopped, the wearer holds the button again.",
    "Chưa mất dữ liệu nào: phần đã đọc được giữ lại, lần sau đọc tiếp.",
    "Nothing is lost: what was read is kept, and reading goes on from there.",
  ],
  "no-token": [
    "Thiết bị đã chọn không phải thẻ Bluezone.",
    "Chọn lại thiết bị có tên BZ- và bốn số trên nhãn.",
    "The device chosen is not a token.",
    "Choose the one named BZ- and the four digits on the label.",
  ],
  "server-away": [
    "Không nối được với máy chủ.",
    "Cứ làm tiếp: dữ liệu được giữ trên máy này và tự gửi khi có mạng.",
    "The server cannot be reached.",
    "Go on: the data are kept on this computer and sent when the network is back.",
    "Chưa mất dữ liệu nào: thẻ giữ nhật ký đến khi máy chủ xác nhận.",
    "Nothing is lost: the token keeps its log until the server confirms it.",
  ],
  "server-failed": [
    "Máy chủ gặp lỗi, chưa xác nhận gì.",
    "Chờ một phút rồi bấm Thử lại. Nếu lặp lại, báo quản trị.",
    "The server failed and has confirmed nothing.",
    "Wait a minute and press Retry. If it repeats, tell the administrator.",
    "Chưa mất dữ liệu nào: thẻ giữ nhật ký đến khi máy chủ xác nhận.",
    "Nothing is lost: the token keeps its log until the server confirms it.",
  ],
  "foreign-token": [
    "Máy chủ không biết thẻ này, hoặc thẻ thuộc đơn vị khác.",
    "Kiểm tra số trên nhãn. Nếu đúng, hướng dẫn người đeo đến trạm của mình.",
    "The server does not know this token, or it belongs to another unit.",
    "Check the number on the label. If it is right, send the wearer to their own station.",
  ],
  "unknown-alias": [
    "Máy chủ không nhận ra thẻ này: thẻ của hệ thống khác, hoặc khóa trong thẻ đã hỏng.",
    "Bấm Thử lại một lần. Nếu lặp lại, đổi thẻ cho người đeo và gửi thẻ này về nơi cấp.",
    "The server does not recognise this token: it is another system's, or the key in it is damaged.",
    "Press Retry once. If it repeats, give the wearer another token and send this one in.",
  ],
  "page-refused": [
    "Máy chủ không nhận một phần nhật ký: dữ liệu không khớp mã kiểm tra.",
    "Bấm Thử lại một lần. Nếu lặp lại, đổi thẻ và gửi thẻ này về nơi cấp.",
    "The server did not take a part of the log: it does not match its check.",
    "Press Retry once. If it repeats, replace the token and send it in.",
    "Chưa mất dữ liệu nào: thẻ giữ phần đó.",
    "Nothing is lost: the token keeps that part.",
  ],
  "no-ticket": [
    "Không có mạng và máy này không còn vé cho thẻ này.",
    "Nối mạng rồi bấm Thử lại: trang tự lấy vé mới.",
    "There is no network, and this computer holds no ticket for this token any more.",
    "Connect to the network and press Retry: the page fetches new tickets by itself.",
  ],
  "other-place": [
    "Thẻ này của xã khác: cần có mạng để đồng bộ.",
    "Nối mạng rồi bấm Thử lại, hoặc hướng dẫn người đeo đến trạm của mình.",
    "This token belongs to another commune: a network is needed.",
    "Connect to the network and press Retry, or send the wearer to their own station.",
  ],
  "digits-shared": [
    "Không có mạng, và thẻ này chỉ trùng bốn số với thẻ mà máy đang giữ vé.",
    "Xem số đầy đủ trên nhãn. Nối mạng rồi bấm Thử lại: máy chủ nhận ra đúng thẻ.",
    "There is no network, and this token shares its four digits with tokens that this computer holds tickets for, but is none of them.",
    "Look at the whole number on the label. Connect to the network and press Retry: the server tells which it is.",
  ],
  "computer-clock-off": [
    "Đồng hồ của máy này lệch hơn 2 phút so với máy chủ.",
    "Chỉnh ngày giờ của máy. Trang vẫn dùng giờ của máy chủ; giờ trên thẻ chỉ do máy chủ đặt.",
    "This computer's clock is more than 2 minutes off the server's.",
    "Set its date and time. The page goes by the server's time; only the server sets a token's time.",
    "Không có gì bị đặt sai.",
    "Nothing was set wrongly.",
  ],
  "computer-clock-jumped": [
    "Đồng hồ của máy này vừa nhảy, hoặc máy vừa ngủ.",
    "Trang sẽ hỏi lại giờ của máy chủ khi có mạng. Kiểm tra ngày giờ của máy.",
    "This computer's clock has just jumped, or the computer was asleep.",
    "The page asks the server for the time again when there is a network. Check date and time.",
    "Không có gì bị đặt sai.",
    "Nothing was set wrongly.",
  ],
  unexpected: [
    "Có lỗi ngoài dự kiến.",
    "Tải lại trang rồi bấm Thử lại. Nếu lặp lại, báo quản trị.",
    "Something unexpected went wrong.",
    "Reload the page and press Retry. If it repeats, tell the administrator.",
  ],
};

function explain(code: Explained["code"]): Explained {
  const [viWhat, viNext, enWhat, enNext, viLost = KEPT_VI, enLost = KEPT_EN] = ROWS[code];
  return {
    code,
    vi: { what: viWhat, lost: viLost, next: viNext },
    en: { what: enWhat, lost: enLost, next: enNext },
  };
}

/** The explanation of whatever a sync threw. */
export function explainError(error: unknown): Explained {
  return explain(isSyncProblem(error) ? error.code : "unexpected");
}
