/** The access table's actions and conditions in Vietnamese, for the page that shows who may see what. */
import type { AccessList } from "../../contract/access.ts";
import { ROLES } from "../../contract/vocabulary.ts";
import {
  ACTIONS,
  type Action,
  needsSecondFactor,
  permission,
  scopeOf,
  secondFactorsOf,
} from "./access-table.ts";
import { ROLE_TEXTS } from "./roles.ts";

const WORDS: Readonly<Record<Action, string>> = {
  "service.read": "Xem máy chủ còn chạy không, phiên bản, mô tả các đường gọi",
  "access.read": "Xem ai được làm gì",
  "setup.open":
    "Cài đặt máy chủ chưa có tài khoản nào, bằng mã trong thư mục của máy chủ: tỉnh và hai quản trị",
  "session.open": "Đăng nhập bằng mật khẩu; bảo vệ ở máy của cổng: bằng PIN",
  "session.own": "Phiên của mình: xem, khóa, mở khóa, đổi mật khẩu, mã PIN và mã dùng một lần, đăng xuất",
  "unit.read": "Xem cây đơn vị",
  "unit.change": "Thêm, sửa đơn vị; bỏ đơn vị nhập nhầm khi chưa có gì thuộc về nó",
  "organisation.read": "Xem các tổ chức",
  "organisation.change": "Thêm, sửa tổ chức; bỏ tổ chức nhập nhầm khi chưa có gì thuộc về nó",
  "staff.read": "Xem tài khoản",
  "staff.change": "Thêm, khóa, đặt lại tài khoản, trong các vai trò mà vai trò của mình được giao",
  "staff.accept": "Chấp thuận tài khoản mở được ca bệnh mà quản trị khác đã tạo, đặt lại hoặc đổi",
  "computer.read": "Xem những máy đã được ghi nhận",
  "computer.change": "Cấp mã ghi nhận máy hoặc gắn máy vào cổng; gỡ một máy cùng các phiên của nó",
  "person.search": "Tìm người theo tên hoặc điện thoại",
  "person.read": "Xem một người",
  "person.add": "Thêm người trong tỉnh đã đồng ý",
  "person.change": "Sửa thông tin một người; sang nơi khác khi nơi đó nhận",
  "person.merge": "Gộp hai hồ sơ của một người trong đơn vị mình, và tách ra lại",
  "person.accept": "Nhận người từ nơi khác chuyển đến",
  "person.export": "Trao cho một người tất cả những gì đang giữ về họ",
  "list.bring": "Cho kiểm tra danh sách người sẽ nhận thẻ, gửi lên, hoàn tác khi chưa ai trong đó nhận thẻ",
  "list.decide": "Xem dòng nào của danh sách có thể là người đã có, và quyết định",
  "planned.read": "Tìm người trong các danh sách sẽ nhận thẻ",
  "planned.refuse": "Ghi người trong danh sách từ chối: xóa dòng đó, không lưu gì",
  "consent.read": "Đọc các bản hỏi đồng ý",
  "consent.history": "Xem một người đã trả lời gì cho từng mục đích, khi nào, ai ghi",
  "consent.change": "Ghi lời nói sau này về một mục đích; rút mục đích tiếp xúc là rút tất cả",
  "consent.refuse": "Nói rõ từ chối nghĩa là gì; không lưu gì",
  "consent.withdraw": "Rút sự đồng ý: xóa người đó và những gì thẻ của họ đã ghi",
  "assignment.read": "Xem ai đã đeo thẻ nào",
  "assignment.change": "Cấp, thu và thay thẻ",
  "custody.change": "Giao thẻ dùng chung cho một tổ chức, và thu lại",
  "sync.ticket": "Biết thẻ nào vừa chào, kèm vé để đọc thẻ",
  "sync.time": "Lấy giờ có chữ ký cho thẻ",
  "sync.page": "Mang về các trang niêm phong của thẻ",
  "sync.health": "Mang về báo cáo tình trạng của thẻ",
  "station.ahead": "Giữ sẵn danh sách và vé của nơi mình để làm khi mất mạng",
  "station.form": "Gửi phiếu niêm phong đã ghi khi mất mạng; mỗi phiếu theo đúng quyền của việc đó",
  "station.token":
    "Xem một thẻ có cấp được không; với thẻ của nơi mình hoặc vừa đọc trong phiên này, lần đồng bộ cuối; người đeo chỉ khi thuộc nơi mình",
  "station.called": "Được báo là cần gặp người đeo một thẻ",
  "case.read": "Xem ca bệnh, không có người tiếp xúc",
  "case.open": "Mở ca bệnh",
  "case.approve": "Duyệt ca bệnh",
  "case.change": "Sửa hoặc đóng ca bệnh; thêm ngày, nới định nghĩa hay thêm tệp điện thoại thì chờ duyệt lại",
  "case.reopen": "Mở lại ca bệnh đã đóng nhầm",
  "gate.read": "Xem có những cổng nào và lần cuối nhận tin của mỗi cổng",
  "gate.change": "Thêm cổng, cấp mã cho máy ở cổng, bỏ cổng",
  "gate.counts": "Xem mỗi ngày có bao nhiêu lượt vào, lượt ra ở cổng; số ít được che, mỗi tuần một lần",
  "fire.open": "Báo có nạn ở khu sau cổng của nơi mình, và báo đã hết nạn; sau một giờ tự kết thúc",
  "fire.look":
    "Trong lúc có nạn, xem tên những người còn ở trong ngay lúc đó, chỉ ai đã đồng ý cho nêu tên khi khẩn cấp; không xem được giờ vào",
  "gate.bring": "Gửi những gì cổng đã ghi: chỉ máy có mật mã của cổng, trong phần đã niêm phong",
  "recall.fetch":
    "Lấy những gì cổng phát để gọi thẻ: chỉ máy có mật mã của cổng, phần gửi đã niêm phong; không cho biết gọi ai",
  "site.change": "Tạo mã ở cổng để khách tự quét, đổi mã khác: mã cũ hết dùng",
  "site.read": "Xem mã quét ở cổng là của nơi nào, cổng nào: ai có mã cũng xem được",
  "site.note":
    "Khách tự ghi lượt vào, ra của mình bằng mã quét ở cổng, niêm phong gửi máy chủ; mỗi phút một số lượt nhất định",
  "passages.read": "Xem ca bệnh đã qua cổng nào, và ai ở cùng khu vực lúc đó",
  "contacts.read": "Xem người tiếp xúc của một ca bệnh",
  "contacts.change": "Ghi trạng thái của người tiếp xúc và ghi chú",
  "contacts.export": "Tải về hoặc in người tiếp xúc của một ca bệnh",
  "contacts.share": "Nhận dòng của ca bệnh để gọi, giao cho người gọi, lấy lại",
  "contacts.call": "Ghi kết quả một cuộc gọi cho người tiếp xúc",
  "contacts.recall":
    "Gọi người tiếp xúc đến trạm qua thẻ, rút lời gọi, xem họ đã đến chưa; chỉ với người đang đeo thẻ và đã đồng ý",
  "line.read": "Xem các dòng mình đang giữ: gọi ai, ngày tiếp xúc cuối, việc tiếp theo",
  "line.claim": "Nhận các dòng tiếp theo của một nơi chưa ai giữ",
  "line.call": "Ghi kết quả cuộc gọi và câu trả lời của người được hỏi hằng ngày; trả dòng lại",
  "medical.read":
    "Xem kết quả xét nghiệm, triệu chứng, nơi cách ly của người tiếp xúc, và việc cần làm tiếp theo",
  "medical.write": "Ghi kết quả xét nghiệm, triệu chứng, nơi cách ly; nạp tệp của phòng xét nghiệm",
  "medical.export": "Tải về mẫu xét nghiệm của người tiếp xúc để gửi phòng xét nghiệm",
  "board.read": "Xem tiến độ gọi của các ca đang mở và ai gọi: số lượng và giờ",
  "notice.read": "Xem cần mời ai đồng bộ",
  "notice.change": "Cho mời người đeo thẻ đồng bộ, không nói lý do; rút lời mời",
  "stock.read": "Xem thẻ trong kho của nơi mình: trạng thái, việc đã làm; không cho biết ai đeo",
  "stock.change":
    "Nhập thẻ vào kho của nơi mình; ghi thẻ đã làm lại, mất, tìm thấy, hỏng, cho khách mượn; hoàn tác trong một ngày; kiểm kê",
  "stock.move":
    "Gửi thẻ trong kho của nơi mình đi nơi khác, lấy lại khi chưa ai nhận; xác nhận thẻ đã đến; nhận về thẻ đang có ở đây mà ghi ở kho nơi khác, hai nơi đều được báo",
  "uptake.read":
    "Xem bao nhiêu người đang đeo thẻ và cần làm gì cho họ; trạm y tế thấy số đúng, nơi khác chỉ thấy số đã che, mỗi tuần một lần",
  "uptake.wearers": "Xem tên những người chưa đồng bộ lần nào, lâu chưa đồng bộ, hoặc cần thay pin",
  "heads.change":
    "Nhập nơi mình có bao nhiêu người và bao nhiêu người không đeo thẻ dùng ứng dụng trên điện thoại, sửa số đó",
  "target.change": "Đặt chỉ tiêu: bao nhiêu phần trăm người của đơn vị có thẻ hoặc ứng dụng, đến ngày nào",
  "case.publish": "Công bố khóa ngày của ca bệnh cho điện thoại",
  "token.enrol": "Ghi danh một thẻ mới: lấy số và khóa, chỉ trao một lần, niêm riêng cho bàn nạp đã xin",
  "enrolment.end":
    "Báo số mà bàn nạp của nơi mình đã lấy ra sao: thẻ đã mang số đó và nằm sẵn trong kho, hoặc số bỏ, không thẻ nào mang",
  "token.retire": "Ghi một thẻ đã ngừng dùng hoặc đã thay khóa",
  "token.unretire": "Bỏ việc ghi thẻ đã ngừng dùng",
  "audit.read": "Đọc nhật ký kiểm tra",
  "audit.verify": "Kiểm tra chuỗi nhật ký và đọc đầu chuỗi",
};

const CONDITIONS: Readonly<Partial<Record<Action, string>>> = {
  "consent.withdraw": "trạm y tế làm, hoặc thẻ của người đó vừa được đọc ở trạm của họ",
  "station.called": "chính thẻ đó vừa được đọc trong phiên này",
  "case.approve": "người khác đã mở ca, và ca vẫn như họ đã thấy",
  "case.reopen": "ca đóng chưa quá 7 ngày",
  "passages.read": "ca đang mở",
  "fire.look": "nơi đó đã báo có nạn, chưa quá một giờ, và chưa báo hết nạn",
  "contacts.read": "ca đang mở",
  "contacts.change": "ca đang mở",
  "contacts.export": "ca đang mở",
  "contacts.share": "ca đang mở",
  "contacts.call": "ca đang mở",
  "contacts.recall": "ca đang mở",
  "line.call": "người làm đang giữ dòng đó, và ca đang mở",
  "medical.read": "ca đang mở",
  "medical.write": "ca đang mở",
  "medical.export": "ca đang mở",
  "notice.change": "mỗi nhóm được nêu có từ 20 người đeo thẻ trở lên",
  "case.publish": "ca đang mở, thẻ đã ngừng dùng hoặc thay khóa, từ đó không phát cũng không ai nghe thấy",
  "token.retire": "thẻ vừa được đọc ở trạm của nơi đó, hoặc hai người cùng nói vậy",
  "token.unretire": "chưa công bố khóa ngày nào của thẻ",
};

/** The whole access table as pages show it. Throws where a condition has no words. */
export function accessAsTold(): AccessList {
  return {
    roles: ROLES.map((role) => {
      const { vi, en, placedIn, grants } = ROLE_TEXTS[role];
      const factors = [...secondFactorsOf(role)];
      return {
        role,
        vi,
        en,
        placedIn,
        grants: [...grants],
        factors,
        isFactorWanted: needsSecondFactor(role),
      };
    }),
    actions: ACTIONS.map((action) => {
      const { resource, text: en, when, public: isPublic = false } = permission(action);
      const said = CONDITIONS[action];
      if ((when === undefined) !== (said === undefined))
        throw new Error(`${action}: its condition stands in one language only.`);
      return {
        action,
        resource,
        vi: WORDS[action],
        en,
        ...(when === undefined || said === undefined ? {} : { when: { vi: said, en: when } }),
        isPublic,
        cells: ROLES.flatMap((role) => {
          const scope = scopeOf(role, action);
          return scope === undefined ? [] : [{ role, scope }];
        }),
      };
    }),
  };
}
