import type { Both } from "../../shared/language.ts";

const VI = {
  welcome: (name: string) => `Chào ${name}`,
  lead: "Mời chọn việc.",
  back: "Về trang đầu",
  accounts: "Tài khoản",
  accountsLead: "Thêm, khóa, đặt lại; thêm cả danh sách một lần.",
  units: "Đơn vị",
  unitsLead: "Cây tỉnh, xã; ngày có hiệu lực, sáp nhập, nhập danh sách.",
  organisations: "Tổ chức",
  organisationsLead: "Cơ quan, trường, nhà máy, bệnh viện, chợ, xe…",
  computers: "Máy tính",
  computersLead: "Cấp mã ghi nhận máy; gỡ máy bị mất.",
  access: "Ai được xem gì",
  accessLead: "Từng vai trò được làm gì, ở đâu.",
  audit: "Nhật ký kiểm tra",
  auditLead: "Tìm, kiểm tra chuỗi, tải đầu chuỗi.",
  lists: "Danh sách người sẽ nhận thẻ",
  listsLead: "Kiểm tra và gửi danh sách; hoàn tác; ai có thể trùng.",
  notices: "Lời mời đồng bộ",
  noticesLead: "Trạm đang mời ai trong tổ chức của bạn.",
  cases: "Truy vết ca bệnh",
  casesLead: "Duyệt ca bệnh ở trang riêng.",
  waiting: (count: number) => `${count} tài khoản chờ quản trị thứ hai chấp thuận`,
  noNotice: "Hiện không có lời mời nào.",
  until: (when: string) => `đến ${when}`,
  noticeWhy:
    "Hãy đọc to hoặc dán lên bảng tin. Lời mời là định kỳ và không nói lý do; ai không đeo thẻ vẫn vào làm, vào học như thường.",
};

export const HOME: Both<typeof VI> = {
  vi: VI,
  en: {
    welcome: (name) => `Welcome, ${name}`,
    lead: "Choose what to do.",
    back: "Back to the first screen",
    accounts: "Accounts",
    accountsLead: "Add, disable, reset; add a whole list at once.",
    units: "Units",
    unitsLead: "The tree of province and communes; valid from and to, mergers, import.",
    organisations: "Organisations",
    organisationsLead: "Offices, schools, factories, hospitals, markets, vehicles…",
    computers: "Computers",
    computersLead: "Give enrolment codes; take out a lost one.",
    access: "Who may see what",
    accessLead: "What each role may do, and where.",
    audit: "Audit log",
    auditLead: "Search, verify the chain, download its head.",
    lists: "Lists of people to come",
    listsLead: "Check and bring a list; undo; who may be there already.",
    notices: "Invitations to sync",
    noticesLead: "Whom of your organisation the station invites.",
    cases: "Case desk",
    casesLead: "Cases are approved at a page of their own.",
    waiting: (count) =>
      count === 1
        ? "1 account waits for a second administrator"
        : `${count} accounts wait for a second administrator`,
    noNotice: "There is no invitation now.",
    until: (when) => `until ${when}`,
    noticeWhy:
      "Read it aloud or put it up. It is a regular invitation and says no reason; whoever wears no token comes to work and school as always.",
  },
};
