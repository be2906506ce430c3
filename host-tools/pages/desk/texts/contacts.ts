/** Texts of a case's contacts. */
import type { Both } from "../../shared/language.ts";

const VI = {
  contacts: "Người tiếp xúc",
  count: (close: number, others: number) =>
    `${close} người tiếp xúc gần${others > 0 ? `, ${others} người khác từng có mặt` : ""}`,
  why: "Lý do xem",
  whyHint: "Mỗi lần xem đều được ghi vào nhật ký kiểm tra.",
  show: "Xem người tiếp xúc",
  table: "Bảng",
  timeline: "Dòng thời gian",
  graph: "Sơ đồ",
  views: "Cách xem",
  search: "Tìm",
  status: "Trạng thái",
  everyStatus: "Mọi trạng thái",
  who: "Chỉ người tiếp xúc gần",
  name: "Họ và tên",
  phone: "Điện thoại",
  shared: "dùng chung, hỏi gặp đúng người",
  guardian: "giám hộ",
  minuteUnit: "phút",
  closeMinutes: "Số phút ở gần",
  presentMinutes: "Số phút cùng có mặt",
  bothMinutes: "Số phút ở gần / cùng có mặt",
  distance: "Khoảng cách",
  last: "Lần cuối",
  sure: "Tin cậy",
  note: "Ghi chú",
  noteOf: (name: string) => `Ghi chú về ${name}`,
  statusOf: (name: string) => `Trạng thái của ${name}`,
  daysOf: (name: string) => `Từng ngày của ${name}`,
  days: "Từng ngày",
  date: "Ngày",
  from: "Từ",
  to: "Đến",
  none: "Không có ai khớp.",
  number: "STT",
  keys: "Gọi theo thứ tự: chắc chắn nhất trước. Phím: ↑ ↓ · Enter chi tiết · G gọi · L nhận gọi · 1–5 trạng thái · N ghi chú · Z hoàn tác.",
  pageOf: (from: number, to: number, all: number) => `${from}–${to} trong ${all}`,
  pageBefore: "Trang trước",
  pageAfter: "Trang sau",
  orderBy: "Sắp xếp",
  orders: {
    order: "Thứ tự gọi",
    name: "Tên",
    minutes: "Số phút ở gần",
    present: "Số phút cùng có mặt",
    distance: "Khoảng cách",
    last: "Lần cuối",
    sure: "Tin cậy",
    status: "Trạng thái",
  },
  turnAround: "Đảo thứ tự",
  noPhone: "chưa có số",
  noPhoneOf: (name: string) => `${name}: chưa có số điện thoại.`,
  presentText: (n: number) => `cùng có mặt ${n} phút`,
  sureText: (level: string) => `Tin cậy: ${level.toLowerCase()}.`,
  judgedWith: (others: number) => `xét cùng ${others} người khác ở quanh`,
  riskText: (risk: string) => `nguy cơ ước tính ${risk}`,
  whyNotAll: (title: string) => `${title}: xem vì sao`,
  howMade: "Danh sách này lập từ đâu",
  changed: "Danh sách đã đổi vì có nhật ký đến muộn",
  changedBySettings: "Danh sách đã đổi vì thời gian hoặc định nghĩa đã đổi",
  added: (count: number, names: string) => `Thêm ${count} người: ${names}.`,
  removed: (count: number, names: string) => `Không còn trong danh sách ${count} người: ${names}.`,
  outsidePeriod: "Không còn trong thời kỳ lây truyền",
  outsideLead:
    "Đã thấy, ở ngày nằm ngoài khoảng ngày hiện nay. Vẫn giữ; đưa ngày trở lại thì họ trở lại danh sách.",
  longer: (name: string, close: readonly [number, number], present: readonly [number, number]) =>
    `${name}: ở gần ${close[0]} → ${close[1]} phút, có mặt ${present[0]} → ${present[1]} phút.`,
  nowClose: "Nay là người tiếp xúc gần.",
  notClose: "Nay không còn là người tiếp xúc gần.",
  more: (count: number) => `Và ${count} người khác.`,
  since: "So với",
  sameSince: "Không có gì đổi so với",
  listAt: (number: number, when: string) => `danh sách số ${number}, ${when}`,
  madeBy: (number: number, when: string, rule: string, version: number) =>
    `Danh sách số ${number}, lập ${when}, theo “${rule}” (bản ${version}).`,
  sheetOf: (reference: string) => `Ca bệnh ${reference} · Người tiếp xúc · Có dữ liệu cá nhân`,
  sheet: "trang",
  printedBy: (reference: string, name: string, when: string) =>
    `Ca ${reference}. Người in: ${name}, ${when}. Có dữ liệu cá nhân.`,
  unresolved: (count: number) => `${count} lần ghi của ca bệnh chưa biết là thẻ nào.`,
  resolve: "Tìm trong mọi thẻ đã cấp",
  resolving: "Đang tìm trong mọi thẻ đã cấp… Một triệu thẻ mất khoảng nửa phút.",
  resolved: (found: number, ids: number, tokens: string, seconds: string) =>
    `Tìm thấy ${found} trong ${ids} mã, giữa ${tokens} thẻ, sau ${seconds} giây.`,
  marks: ({ replayed, expired, clockUntrusted, clockCorrected, early }: MarkCounts) =>
    [
      replayed > 0 && `Không tính: ${replayed} lần ghi mã đã hết giờ (có thể ai đó phát lại).`,
      expired > 0 && `Không tính: ${expired} lần ghi sai giờ (có đồng hồ chạy sai).`,
      clockUntrusted > 0 && `Đã tính: ${clockUntrusted} lần ghi khi đồng hồ chưa chắc.`,
      clockCorrected > 0 && `Đã tính: ${clockCorrected} lần ghi đã chỉnh giờ.`,
      early > 0 && `Đã tính: ${early} lần ghi mã từng bị phát trước giờ (có thể ai đó phát lại).`,
    ]
      .filter(Boolean)
      .join(" "),
  print: "In",
  excel: "Tải về Excel (XLSX)",
  csv: "Tải về CSV",
  trace: "Tải lịch sử tiếp xúc (data_trace.txt)",
  unknown: "Tải các mã chưa rõ của ai",
  publish: "Tải khóa F0 cho điện thoại (JSON)",
  aboutFiles:
    "data_trace.txt: thẻ của ca bệnh đã nghe thấy những mã nào, từng phút, theo dạng của Bluezone. Mã chưa rõ của ai: mã mà thẻ nghe được nhưng không thuộc thẻ nào đã cấp, phần lớn là điện thoại có Bluezone. Khóa F0: để điện thoại có Bluezone tự xem đã ở gần ca bệnh chưa.",
  leaves: "Tệp tải về chứa dữ liệu cá nhân: chỉ gửi cho người có nhiệm vụ, xóa khi xong việc.",
  retireLead: (serial: string) =>
    `Thẻ ${serial} đã thu về chưa? Ghi là đã ngừng dùng thì không phát lại thẻ này cho ai nữa.`,
  retireAsked: (serial: string) =>
    `Đã ghi, nhưng chưa xong. Đồng bộ thẻ ${serial} tại trạm rồi bấm lại trong 10 phút; hoặc nhờ người thứ hai (cán bộ truy vết khác, quản trị đơn vị) làm cùng việc này trong 14 ngày.`,
  retireSure: (serial: string) => `Thẻ ${serial} sẽ không dùng được nữa; chỉ cấp tỉnh mới mở lại được.`,
  retire: (serial: string) => `Đã thu thẻ ${serial}: ghi là đã ngừng dùng và tải khóa`,
  files: "Tải về",
  dates: "Thời gian và định nghĩa",
  byRule: (from: string, to: string) =>
    `Để trống: tính theo định nghĩa. Hiện nay: ${from} – ${to}. Thêm ngày hoặc nới định nghĩa thì phải chờ người thứ hai duyệt lại.`,
  fromDate: "Thời kỳ lây truyền: từ ngày",
  toDate: "Đến ngày",
  save: "Lưu",
  saved: "Đã lưu.",
  closing: "Đóng ca",
  closeLead:
    "Sau khi đóng, không ai xem được người tiếp xúc nữa; danh sách bị xóa sau 21 ngày. Đóng nhầm thì mở lại được trong 7 ngày.",
  closeNow: "Đóng ca bệnh này",
  bring: "Nạp tệp của điện thoại",
  bringLead:
    "Tệp F0 JSON (khóa ngày) hoặc data_trace.txt (lịch sử). Ca chờ người thứ hai duyệt lại với tệp này.",
  brought: (keys: number, rows: number, added: number) =>
    `Đã nạp ${keys} khóa, ${rows} dòng: ${added} dòng mới, ${rows - added} dòng đã có.`,
  outside: (rows: number) => `${rows} dòng nằm ngoài thời kỳ lây truyền của ca này: không dùng để tìm.`,
  anothers:
    "Mã của máy trong tệp này khác với các tệp đã nạp: có thể là tệp của máy khác, ca khác. Chưa lưu gì. Hãy xem lại tệp.",
  bringAnothers: "Đúng người này, máy thứ hai: vẫn nạp",
  sending: (percent: number) =>
    percent < 100
      ? `Đang gửi tệp… ${percent} %. Mạng chậm vẫn gửi được, cứ để trang mở.`
      : "Đã gửi hết, máy chủ đang đọc tệp…",
  wrongRows: "Tệp có dòng sai, chưa lưu gì:",
  moreWrong: (count: string) => `Và ${count} dòng sai khác.`,
  notOpen: "Chưa xem được người tiếp xúc",
  seeF2: (name: string) => `Xem F2 của ${name}`,
  f2of: (count: number) => `· ${count} người tiếp xúc gần khác (F2)`,
  timelineLead: "Vạch đậm: ở gần. Vạch nhạt: có mặt. Vạch đứng: nửa đêm.",
  closeText: (n: number) => `ở gần ${n} phút`,
  unsaved: "Chưa lưu",
  notSet: "(để trống)",
  somebody: "đồng nghiệp",
  noNote: "(không có ghi chú)",
  history: "Những lần ghi",
  undo: "Hoàn tác",
  setTo: (name: string, status: string) => `${name}: ${status}.`,
};

interface MarkCounts {
  readonly replayed: number;
  readonly expired: number;
  readonly clockUntrusted: number;
  readonly clockCorrected: number;
  readonly early: number;
}

export type ContactTexts = typeof VI;

export const CONTACTS: Both<ContactTexts> = {
  vi: VI,
  en: {
    contacts: "Contacts",
    count: (close, others) =>
      `${close} close contact${close === 1 ? "" : "s"}${others > 0 ? `, ${others} more within hearing` : ""}`,
    why: "Reason for looking",
    whyHint: "Every look is written into the audit log.",
    show: "See contacts",
    table: "Table",
    timeline: "Timeline",
    graph: "Graph",
    views: "View",
    search: "Search",
    status: "Status",
    everyStatus: "Every status",
    who: "Close contacts only",
    name: "Name",
    phone: "Phone",
    shared: "shared: ask for the person",
    guardian: "guardian",
    minuteUnit: "min",
    closeMinutes: "Minutes near",
    presentMinutes: "Minutes present",
    bothMinutes: "Minutes near / present",
    distance: "Distance",
    last: "Last",
    sure: "Sure",
    note: "Note",
    noteOf: (name) => `Note about ${name}`,
    statusOf: (name) => `Status of ${name}`,
    daysOf: (name) => `Day by day: ${name}`,
    days: "Day by day",
    date: "Date",
    from: "From",
    to: "To",
    none: "Nobody fits.",
    number: "No.",
    keys: "Call in this order: the surest first. Keys: ↑ ↓ · Enter details · G call · L take the call · 1–5 status · N note · Z undo.",
    pageOf: (from, to, all) => `${from}–${to} of ${all}`,
    pageBefore: "Page before",
    pageAfter: "Next page",
    orderBy: "Sort",
    orders: {
      order: "Order of calling",
      name: "Name",
      minutes: "Minutes near",
      present: "Minutes present",
      distance: "Distance",
      last: "Last",
      sure: "Sure",
      status: "Status",
    },
    turnAround: "The other way round",
    noPhone: "no phone",
    noPhoneOf: (name) => `${name}: no phone is known.`,
    presentText: (n) => `present ${n} min`,
    sureText: (level) => `Sure: ${level.toLowerCase()}.`,
    judgedWith: (others) => `judged with ${others} others around`,
    riskText: (risk) => `expected risk ${risk}`,
    whyNotAll: (title) => `${title}: see why`,
    howMade: "What this list is made of",
    changed: "The list has changed: a log came late",
    changedBySettings: "The list has changed with its dates or its definition",
    added: (count, names) => `${count} new: ${names}.`,
    removed: (count, names) => `${count} no longer on the list: ${names}.`,
    outsidePeriod: "No longer in the infectious period",
    outsideLead:
      "Found on days outside the present dates. They are kept, and come back to the list with these days.",
    longer: (name, close, present) =>
      `${name}: near ${close[0]} → ${close[1]} min, present ${present[0]} → ${present[1]} min.`,
    nowClose: "A close contact now.",
    notClose: "No close contact any more.",
    more: (count) => `And ${count} more.`,
    since: "Compared with",
    sameSince: "Nothing has changed since",
    listAt: (number, when) => `list ${number}, ${when}`,
    madeBy: (number, when, rule, version) =>
      `List ${number}, made ${when}, by “${rule}” (version ${version}).`,
    sheetOf: (reference) => `Case ${reference} · Contacts · Personal data`,
    sheet: "page",
    printedBy: (reference, name, when) =>
      `Case ${reference}. Printed by ${name}, ${when}. Holds personal data.`,
    unresolved: (count) => `${count} records of the case are of a token that is not known yet.`,
    resolve: "Search all enrolled tokens",
    resolving: "Searching all enrolled tokens… A million tokens take about half a minute.",
    resolved: (found, ids, tokens, seconds) =>
      `Found ${found} of ${ids} IDs among ${tokens} tokens in ${seconds} seconds.`,
    marks: ({ replayed, expired, clockUntrusted, clockCorrected, early }) =>
      [
        replayed > 0 && `Not counted: ${replayed} records of IDs whose time was over (perhaps replayed).`,
        expired > 0 && `Not counted: ${expired} records at a wrong time (a clock was wrong).`,
        clockUntrusted > 0 && `Counted: ${clockUntrusted} records with a clock not confirmed.`,
        clockCorrected > 0 && `Counted: ${clockCorrected} records whose time was put right.`,
        early > 0 && `Counted: ${early} records of IDs that were on the air early (perhaps replayed).`,
      ]
        .filter(Boolean)
        .join(" "),
    print: "Print",
    excel: "Download for Excel (XLSX)",
    csv: "Download CSV",
    trace: "Download contact history (data_trace.txt)",
    unknown: "Download IDs of nobody known",
    publish: "Download F0 keys for phones (JSON)",
    aboutFiles:
      "data_trace.txt: which IDs the case's token heard, minute by minute, as Bluezone writes it. IDs of nobody known: heard by the token and of no enrolled token, most of them phones with Bluezone. F0 keys: with them a phone with Bluezone finds out by itself whether it was near the case.",
    leaves:
      "The file holds personal data: give it only to those whose task it is, delete it when it is done.",
    retireLead: (serial) =>
      `Has token ${serial} been taken back? Once noted as retired it is handed to nobody again.`,
    retireAsked: (serial) =>
      `Noted, but not done. Sync token ${serial} at the station and press again within 10 minutes; or have a second person (another investigator, the unit administrator) do the same within 14 days.`,
    retireSure: (serial) => `Token ${serial} cannot be used any more; only the province can undo that.`,
    retire: (serial) => `Token ${serial} is taken back: note it as retired and download the keys`,
    files: "Download",
    dates: "Dates and definition",
    byRule: (from, to) =>
      `Left empty they follow from the definition. At present: ${from} – ${to}. More days or a looser definition wait for a second person again.`,
    fromDate: "Infectious from",
    toDate: "Until",
    save: "Save",
    saved: "Saved.",
    closing: "Close the case",
    closeLead:
      "Once closed nobody sees its contacts any more; the lists are deleted after 21 days. For 7 days it can be opened again.",
    closeNow: "Close this case",
    bring: "Bring a phone's file",
    bringLead:
      "F0 JSON (day keys) or data_trace.txt (history). The case waits until a second person agrees to it with this file.",
    brought: (keys, rows, added) =>
      `${keys} keys and ${rows} rows taken: ${added} rows new, ${rows - added} known already.`,
    outside: (rows) =>
      `${rows} row${rows === 1 ? "" : "s"} outside the days on which this case may have infected: not used.`,
    anothers:
      "The phone's own IDs in this file are not those of the files before: it may be another phone's, of another case. Nothing was stored. Look at the file again.",
    bringAnothers: "The same person's second phone: take it",
    sending: (percent) =>
      percent < 100
        ? `Sending the file… ${percent} %. A slow network will do: leave the page open.`
        : "All sent; the server is reading the file…",
    wrongRows: "The file has wrong rows; nothing was stored:",
    moreWrong: (count) => `And ${count} more.`,
    notOpen: "Contacts cannot be seen yet",
    seeF2: (name) => `See F2 of ${name}`,
    f2of: (count) => `· ${count} other close contact${count === 1 ? "" : "s"} (F2)`,
    timelineLead: "Dark: near. Light: present. Upright lines: midnight.",
    closeText: (n) => `near ${n} min`,
    unsaved: "Not saved",
    notSet: "(left empty)",
    somebody: "a colleague",
    noNote: "(no note)",
    history: "What was written",
    undo: "Undo",
    setTo: (name, status) => `${name}: ${status}.`,
  },
};
