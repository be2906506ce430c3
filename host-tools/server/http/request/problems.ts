/** What is said when something is refused: what happened and what to do next, in both languages, and a fixed word. */
import type { ProblemAnswer, ProblemReason } from "../../../contract/problem.ts";
import { type FieldReason, isFieldReason, Refusal } from "../../../contract/refusal.ts";

interface Problem {
  readonly status: 400 | 401 | 403 | 404 | 408 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503;
  readonly vi: string;
  readonly en: string;
  /** Seconds after which it may go. */
  readonly retryAfter?: number;
}

const PROBLEMS = {
  "signed-out": {
    status: 401,
    vi: "Bạn chưa đăng nhập hoặc phiên đã hết. Hãy đăng nhập lại.",
    en: "You are not signed in, or the session has ended. Sign in again.",
  },
  stage: {
    status: 403,
    vi: "Còn một bước trước khi làm tiếp: mở khóa hoặc hoàn tất đăng nhập.",
    en: "One step comes first: unlock, or finish signing in.",
  },
  csrf: {
    status: 403,
    vi: "Yêu cầu không đến từ trang này. Hãy tải lại trang.",
    en: "The request did not come from this page. Reload the page.",
  },
  forbidden: {
    status: 403,
    vi: "Vai trò của bạn không được làm việc này.",
    en: "Your role may not do this.",
  },
  "not-found": {
    status: 404,
    vi: "Không tìm thấy trong phạm vi đơn vị của bạn.",
    en: "Not found within your unit.",
  },
  rows: {
    status: 422,
    vi: "Có dòng chưa đúng nên chưa ghi dòng nào. Hãy sửa các dòng được nêu rồi gửi lại.",
    en: "Some rows do not fit, so none was stored. Put the named rows right and send again.",
  },
  "not-empty": {
    status: 409,
    vi: "Chưa bỏ được: còn người, thẻ, tài khoản, máy, ca bệnh, đơn vị hoặc tổ chức thuộc về nơi này. Chưa có gì thay đổi.",
    en: "It cannot be taken away: persons, tokens, accounts, computers, cases, units or organisations belong to it. Nothing was changed.",
  },
  input: {
    status: 422,
    vi: "Có ô chưa đúng. Chưa có gì được lưu; hãy sửa ô được nêu rồi gửi lại.",
    en: "A field does not fit. Nothing was stored; put the named field right and send again.",
  },
  text: {
    status: 400,
    vi: "Ô được nêu có ký tự không phải chữ. Chưa có gì được lưu; gõ lại ô đó.",
    en: "The named field holds characters that are no text. Nothing was stored; type it again.",
  },
  json: { status: 400, vi: "Nội dung gửi lên không đọc được.", en: "What was sent cannot be read." },
  "media-type": {
    status: 415,
    vi: "Kiểu nội dung gửi lên không đúng.",
    en: "The content is of the wrong type.",
  },
  large: { status: 413, vi: "Nội dung gửi lên quá lớn.", en: "What was sent is too large." },
  slow: {
    status: 408,
    vi: "Đường truyền quá chậm hoặc bị ngắt quãng nên chưa nhận hết. Chưa lưu gì: hãy thử lại, tốt nhất là nơi có mạng tốt hơn.",
    en: "The network is too slow or broke off: not everything arrived. Nothing was stored: try again, best where the network is better.",
  },
  meanwhile: {
    status: 409,
    vi: "Đồng nghiệp vừa đổi mục này. Chưa lưu gì: hãy xem cả hai rồi chọn.",
    en: "A colleague has changed this meanwhile. Nothing was saved: look at both, then choose.",
  },
  "other-request": {
    status: 409,
    vi: "Lần gửi trước của mẫu này đã được ghi rồi, với nội dung khác. Lần này chưa ghi gì thêm: tìm trong danh sách và sửa ở đó.",
    en: "This form was written down before, with other content. Nothing was added now: find it in the list and change it there.",
  },
  "too-many": {
    status: 429,
    vi: "Quá nhiều yêu cầu. Hãy chờ một phút rồi thử lại.",
    en: "Too many requests. Wait a minute, then try again.",
    retryAfter: 60,
  },
  "many-visits": {
    status: 429,
    vi: "Quá nhiều lượt được gửi cùng lúc nên lượt này chưa ghi. Mời bấm lại sau một phút, hoặc nói với bảo vệ.",
    en: "Too many visits were sent at once, so this one was not noted. Press again in a minute, or tell the guard.",
    retryAfter: 60,
  },
  busy: {
    status: 503,
    vi: "Máy chủ đang có quá nhiều người đăng nhập. Chờ vài giây rồi thử lại.",
    en: "Too many are signing in at the server. Wait some seconds, then try again.",
    retryAfter: 5,
  },
  credentials: {
    status: 401,
    vi: "Tên hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khóa. Kiểm tra lại; sau 5 lần sai hãy chờ 15 phút hoặc nhờ quản trị đặt lại.",
    en: "Name or password is wrong, or the account is locked for now. Check them; after 5 wrong tries wait 15 minutes or ask the administrator for a reset.",
  },
  code: {
    status: 401,
    vi: "Mã không đúng hoặc đã dùng. Chờ mã mới trên điện thoại rồi nhập lại.",
    en: "The code is wrong or was used. Wait for the next one on the phone.",
  },
  setup: {
    status: 409,
    vi: "Bước này chưa được bắt đầu ở lần đăng nhập này, hoặc đã hết hạn. Chưa có gì thay đổi; hãy làm lại từ đầu bước này.",
    en: "This step was not begun at this sign-in, or its time is over. Nothing was changed; begin the step again.",
  },
  computer: {
    status: 401,
    vi: "Máy này chưa được ghi nhận cho đơn vị của bạn, hoặc đã bị gỡ. Nhập mã ghi máy do quản trị cấp, hoặc dùng mã trên điện thoại.",
    en: "This computer is not enrolled for your unit, or was taken out. Type an enrolment code from your administrator, or use a code on your phone.",
  },
  "computer-role": {
    status: 403,
    vi: "Vai trò này cần mã trên điện thoại; máy được ghi nhận không đủ.",
    en: "This role needs a code on a phone; an enrolled computer is not enough.",
  },
  "enrolment-code": {
    status: 401,
    vi: "Mã ghi máy không đúng, đã dùng, quá 72 giờ, hoặc của đơn vị khác. Kiểm tra từng chữ; nếu vẫn sai, xin quản trị mã mới.",
    en: "The enrolment code is wrong, used, older than 72 hours, or another unit's. Check each letter; if it stays so, ask the administrator for a new one.",
  },
  pin: {
    status: 401,
    vi: "Mã PIN không đúng. Sai 3 lần thì phải đăng nhập lại.",
    en: "The PIN is wrong. After three wrong ones sign in again.",
  },
  gate: {
    status: 403,
    vi: "Máy này không phải máy của cổng, hoặc cổng đã bị bỏ. Xin quản trị mã mới cho máy; những gì máy đã ghi vẫn còn trong máy.",
    en: "This is not the gate's machine, or the gate was taken away. Ask the administrator for a new code; what it has written down stays on it.",
  },
  site: {
    status: 404,
    vi: "Mã ở cổng này không còn dùng. Mời nói với bảo vệ, bảo vệ ghi giúp.",
    en: "The code of this gate is not in use any more. Please tell the guard, who writes it down.",
  },
  "gate-pin": {
    status: 401,
    vi: "Tên đăng nhập hoặc PIN không đúng, chưa đặt PIN, hoặc tài khoản không thuộc cổng này. Sai 5 lần thì khóa 15 phút. Chưa có PIN: đăng nhập bằng mật khẩu rồi đặt PIN.",
    en: "Login or PIN is wrong, no PIN is set, or the account is not of this gate. After five wrong tries it is locked for 15 minutes. Without a PIN sign in with the password and set one.",
  },
  "no-pin": {
    status: 409,
    vi: "Chưa đặt mã PIN. Hãy đặt trước khi khóa máy.",
    en: "No PIN is set. Set one before locking.",
  },
  "easy-pin": {
    status: 422,
    vi: "Mã PIN quá dễ đoán: cần 6 đến 8 chữ số, không phải một số lặp lại (111111) hay một dãy liền (123456).",
    en: "The PIN is too easy: 6 to 8 digits, neither all the same nor in a row.",
  },
  stale: {
    status: 403,
    vi: "Đã hơn 10 phút từ lúc đăng nhập. Để đặt mã PIN hoặc mã dùng một lần, hãy đăng xuất rồi đăng nhập lại.",
    en: "You signed in more than 10 minutes ago. To set a PIN or one-time codes sign out, then in again.",
  },
  password: {
    status: 422,
    vi: "Mật khẩu mới quá yếu: ít nhất 12 ký tự, không chứa tên đăng nhập.",
    en: "The new password is too weak: 12 characters at least, without your login.",
  },
  consent: {
    status: 422,
    vi: "Chưa có sự đồng ý hợp lệ nên chưa lưu gì. Trẻ dưới 16 tuổi cần người giám hộ.",
    en: "Nothing was stored: there is no valid consent. A child under 16 needs a guardian.",
  },
  double: {
    status: 409,
    vi: "Có thể người này đã được ghi rồi. Chưa lưu gì: xem những người được nêu, chọn là người đó hay là người khác.",
    en: "This person may have been written down already. Nothing was stored: look at those who are named and say whether it is one of them or somebody else.",
  },
  taken: { status: 409, vi: "Tên hoặc mã này đã có.", en: "This name or code is taken." },
  "other-province": {
    status: 409,
    vi: "Đơn vị hoặc tổ chức này thuộc tỉnh khác. Chỉ thêm người của tỉnh mình; nơi kia tự thêm người của họ.",
    en: "This unit or organisation is in another province. Add people of your own only; the other place adds its own.",
  },
  "not-present": {
    status: 409,
    vi: "Chưa thấy chính người này yêu cầu. Đồng bộ thẻ của họ tại trạm y tế rồi làm lại trong 10 phút, hoặc để trạm y tế rút hộ.",
    en: "The person has not been seen to ask for it. Sync their token at the health station and do it within 10 minutes, or let the health station do it.",
  },
  worn: {
    status: 409,
    vi: "Thẻ này đang có người đeo. Hãy thu lại thẻ trước.",
    en: "Somebody wears this token. Take it back first.",
  },
  retired: {
    status: 409,
    vi: "Thẻ này đã ngừng dùng hoặc đã đổi khóa, không được phát nữa. Hãy lấy thẻ khác.",
    en: "This token was retired or re-keyed and is not handed out any more. Take another one.",
  },
  "unknown-token": {
    status: 404,
    vi: "Máy chủ không biết thẻ này. Kiểm tra số trên nhãn.",
    en: "The server does not know this token. Check the number on its label.",
  },
  "unknown-alias": {
    status: 404,
    vi: "Máy chủ không nhận ra thẻ này: thẻ của hệ thống khác, hoặc khóa trong thẻ đã hỏng.",
    en: "The server does not recognise this token: it is another system's, or the key in it is damaged.",
  },
  "number-ended": {
    status: 409,
    vi: "Không bỏ được số này: đã báo khác, hoặc đã có thẻ mang số đó được đọc, phát hay nhập kho.",
    en: "This number is not changed: something else was told of it, or a token of it was read, handed out or taken into stock.",
  },
  clock: {
    status: 503,
    vi: "Đồng hồ máy chủ đang sai nên không ký giờ. Thẻ chưa bị thay đổi; báo quản trị.",
    en: "The server's clock is wrong, so it signs no time. The token was not changed; tell the administrator.",
  },
  disk: {
    status: 503,
    vi: "Ổ đĩa của máy chủ sắp đầy nên chưa nhận thêm dữ liệu. Chưa mất gì: thẻ, máy hay trang này vẫn giữ. Báo quản trị, ở cổng thì báo bảo vệ; gửi lại sau.",
    en: "The server's disk is almost full, so it takes no more data. Nothing is lost: the token, this computer or this page keeps it. Tell the administrator, at a gate the guard; send it again later.",
  },
  database: {
    status: 503,
    vi: "Cơ sở dữ liệu của máy chủ chưa trả lời: chưa rõ đã ghi chưa. Chờ một phút rồi bấm lại; bấm lại là an toàn, không bị ghi hai lần.",
    en: "The server's database does not answer: it is not known whether this was written down. Wait a minute, then press again; that is safe, nothing is written twice.",
  },
  stopping: {
    status: 503,
    vi: "Máy chủ đang khởi động lại. Chờ một phút rồi làm lại.",
    en: "The server is being restarted. Wait a minute, then do it again.",
  },
  "not-open": {
    status: 409,
    vi: "Ca bệnh này chưa được duyệt, đã đóng, hoặc mở khẩn cấp đã quá 24 giờ chưa được xem lại. Nhờ người thứ hai duyệt.",
    en: "This case is not approved, is closed, or its emergency opening was not reviewed within 24 hours. Ask a second person to approve it.",
  },
  "same-person": {
    status: 409,
    vi: "Người mở ca bệnh không được tự duyệt. Nhờ một người khác.",
    en: "Who opened a case may not approve it. Ask somebody else.",
  },
  "scope-changed": {
    status: 409,
    vi: "Ca bệnh đã thay đổi từ lúc bạn xem. Tải lại trang, xem lại ngày và định nghĩa rồi duyệt.",
    en: "The case has changed since you saw it. Reload, look at its days and definition again, then approve.",
  },
  "open-case": {
    status: 409,
    vi: "Đang có ca bệnh mở của chính người này hoặc cùng số xét nghiệm. Chưa mở ca mới: hãy xem ca đang có trước.",
    en: "There is an open case of this person, or with this number of a test. No new one was opened: look at the one that there is first.",
  },
  "not-closed": {
    status: 409,
    vi: "Ca này không ở trạng thái đã đóng, hoặc đã đóng quá 7 ngày nên không mở lại được. Nếu cần, hãy mở ca mới.",
    en: "This case is not closed, or was closed more than 7 days ago and cannot be opened again. Open a new one if it is needed.",
  },
  "not-two": {
    status: 409,
    vi: "Cần một người thứ hai độc lập: trong 30 ngày qua, một trong hai tài khoản đã tạo, đặt lại hoặc đổi vai trò tài khoản kia, hoặc cùng một quản trị đã làm việc đó cho cả hai. Nhờ một người khác.",
    en: "A second, independent person is needed: within 30 days one of the two accounts made, reset or changed the other, or one administrator did so to both. Ask somebody else.",
  },
  "not-waiting": {
    status: 409,
    vi: "Tài khoản này không chờ ai chấp nhận. Chưa có gì thay đổi.",
    en: "This account waits for nobody. Nothing was changed.",
  },
  waits: {
    status: 403,
    vi: "Tài khoản đang chờ quản trị tỉnh thứ hai chấp nhận. Hãy gọi người đó, rồi đăng nhập lại bằng mật khẩu này.",
    en: "The account waits until a second province administrator accepts it. Call them, then sign in again with this password.",
  },
  "set-up-code": {
    status: 403,
    vi: "Mã cài đặt chưa đúng. Chưa có gì được tạo. Mở tệp mã cài đặt trên máy chủ, nhập lại đủ các nhóm.",
    en: "The set-up code is not right. Nothing was made. Open the file of the set-up code on the server, type all its groups again.",
  },
  "set-up-done": {
    status: 409,
    vi: "Máy chủ này đã được cài đặt, không cài lại được. Chưa có gì thay đổi. Tải lại trang để đăng nhập; nếu không ai có mật khẩu, người giữ máy chủ tạo được quản trị mới.",
    en: "This server has been set up and is not set up again. Nothing was changed. Reload the page to sign in; if nobody has a password, who looks after the server can make a new administrator.",
  },
  "one-administrator": {
    status: 409,
    vi: "Chưa mở được ca bệnh: máy chủ cần ít nhất hai quản trị tỉnh đang hoạt động. Báo quản trị tỉnh thêm người thứ hai.",
    en: "Cases cannot be used yet: the server needs at least two active province administrators. Have a second one added.",
  },
  "last-administrators": {
    status: 409,
    vi: "Phải còn ít nhất hai quản trị tỉnh đang hoạt động. Thêm người thay (và chờ chấp nhận) rồi mới khóa hoặc đổi vai trò tài khoản này.",
    en: "At least two active province administrators must be left. Add another one, have them accepted, then disable or change this account.",
  },
  "review-due": {
    status: 409,
    vi: "Một ca bạn (hoặc người khác, của cùng người này) mở khẩn cấp chưa được người thứ hai xem lại. Nhờ xem lại ca đó rồi mới mở khẩn cấp ca khác, hoặc mở ca này theo cách thường.",
    en: "An emergency opening of yours, or of this same person, was not reviewed by a second person yet. Have it reviewed before opening another one at once, or open this case the usual way.",
  },
  "not-close": {
    status: 409,
    vi: "Chỉ xem được F2 của người tiếp xúc gần theo định nghĩa của ca bệnh.",
    en: "F2 can be seen only of those who are close contacts by the case's definition.",
  },
  "not-callable": {
    status: 409,
    vi: "Chưa gọi qua thẻ được: người này không đeo thẻ nào, hoặc chưa đồng ý để thẻ nhắc đến trạm. Chưa có gì thay đổi; hãy gọi điện hoặc đến nhà.",
    en: "They cannot be called by token: they wear none, or did not agree that it reminds them to come. Nothing was changed; phone or visit them.",
  },
  "not-positive": {
    status: 409,
    vi: "Chưa ghi kết quả dương tính nào của người này. Ghi kết quả xét nghiệm trước, rồi mở ca.",
    en: "No positive test of this person is written down. Write the result down first, then open the case.",
  },
  "no-tokens": {
    status: 409,
    vi: "Người này không đeo thẻ nào trong thời gian đó, nên không có khóa để gửi.",
    en: "This person wore no token in that time: there are no keys to publish.",
  },
  "not-retired": {
    status: 409,
    vi: "Khóa ngày cho biết mọi ngày sau đó. Hãy thu thẻ và ghi là đã ngừng dùng hoặc đã đổi khóa trước khi gửi.",
    en: "A day key gives every later day. Take the token back and note it as retired or re-keyed first.",
  },
  "still-used": {
    status: 409,
    vi: "Thẻ này còn đồng bộ hoặc còn phát sau khi được ghi là đã ngừng dùng: có người đang đeo. Thu thẻ thật sự; nếu ghi nhầm, nhờ quản trị tỉnh hủy ghi.",
    en: "This token has synced or was on the air after it was noted as retired: somebody wears it. Take it back; if the note was a mistake have the province administrator undo it.",
  },
  published: {
    status: 409,
    vi: "Khóa ngày của thẻ này đã được gửi đi, nên không thể dùng lại thẻ. Hãy đổi khóa và cấp số mới.",
    en: "Day keys of this token were published: it cannot be used again under its keys. Enrol it anew under another serial.",
  },
  "worn-again": {
    status: 409,
    vi: "Giờ của phiếu này không chắc, và sau đó người này có thể lại được cấp chính thẻ này. Chưa đổi gì. Nếu nay thẻ đã trả hoặc mất thì ghi lại.",
    en: "The time of this form is not certain, and the person may have been given this very token again since. Nothing was changed. If it is back or lost now, note it again.",
  },
  "wears-other": {
    status: 409,
    vi: "Người này đang đeo thẻ khác. Chưa cấp thẻ: chọn thẻ cũ đã trả, đã mất, hay đeo cả hai.",
    en: "This person wears another token. None was handed out: say whether that one came back, is lost, or both are worn.",
  },
  elsewhere: {
    status: 409,
    vi: "Thẻ này thuộc nơi khác. Nếu thẻ đang ở đây, hãy đồng bộ thẻ rồi làm lại; nếu tổ chức khác đang giữ, họ phải trả thẻ trước.",
    en: "This token belongs to another place. If it is here, sync it, then try again; what another organisation keeps it must give back first.",
  },
  stock: {
    status: 409,
    vi: "Kho ghi thẻ này là mất, hỏng, chờ sửa, đang trên đường hay ở nơi khác. Chưa cấp thẻ: xem lại số, rồi cấp thẻ này hoặc lấy thẻ khác.",
    en: "By the stock this token is lost, dead, to refurbish, on its way or another place's. None was handed out: check its number, then hand it out all the same or take another.",
  },
  "fire-over": {
    status: 409,
    vi: "Lần báo nạn này đã kết thúc, nên không xem được ai còn ở trong. Nếu vẫn còn nạn, hãy báo lại.",
    en: "This alarm is over: who is inside is told no more. If it goes on, raise it again.",
  },
  acknowledged: {
    status: 409,
    vi: "Nơi nhận đã nhận một phần hộp thẻ này, không lấy lại được nữa. Thẻ chưa đến vẫn đang trên đường; hãy gọi nơi nhận.",
    en: "The receiver has acknowledged some of this box, so it cannot be taken back. What has not come is on its way still; call them.",
  },
  "worn-later": {
    status: 409,
    vi: "Sau đó có người khác đeo thẻ này, nên không được gửi khóa: sẽ lộ cả người đó.",
    en: "Somebody else wore this token later: its keys would tell of them too. They cannot be published.",
  },
  "key-gone": {
    status: 410,
    vi: "Khóa của những ngày đó đã bị xóa theo thời hạn lưu.",
    en: "The keys of these days were destroyed when their time was over.",
  },
  "has-come": {
    status: 409,
    vi: "Đã có người trong danh sách này nhận thẻ nên không hoàn tác được nữa. Ai không đến thì dòng của họ tự xóa sau 30 ngày.",
    en: "Somebody of this list has come already: it can be undone no more. Rows of those who do not come are deleted after 30 days.",
  },
  "too-few": {
    status: 409,
    vi: "Nhóm này có dưới 20 người đeo thẻ: mời riêng nhóm sẽ lộ ra là ai. Chưa mời ai; hãy chọn nhóm lớn hơn hoặc cả đơn vị.",
    en: "Fewer than 20 people of this group wear a token: inviting it would tell who is meant. Nobody was invited; choose a larger group or the whole place.",
  },
  failed: {
    status: 500,
    vi: "Máy chủ gặp lỗi: chưa rõ đã ghi chưa. Bấm lại là an toàn, không bị ghi hai lần; nếu vẫn vậy, đọc số này cho bộ phận hỗ trợ.",
    en: "The server failed: it is not known whether this was written down. Pressing again is safe, nothing is written twice; if it stays so, read this number to support.",
  },
} as const satisfies Readonly<Record<Exclude<ProblemReason, FieldReason>, Problem>>;

export function problemOf(reason: ProblemReason): Problem {
  return isFieldReason(reason) ? PROBLEMS.input : PROBLEMS[reason];
}

/** The JSON of a refusal. `number` is what support finds in the logs. */
export function problemBody(
  reason: ProblemReason,
  field: string | undefined,
  number: string,
  more: Refusal["more"] = {},
): ProblemAnswer {
  const { vi, en } = problemOf(reason);
  return { error: { reason, ...(field === undefined ? {} : { field }), vi, en, number, ...more } };
}

export function asRefusal(error: unknown): Refusal | undefined {
  return error instanceof Refusal ? error : undefined;
}
