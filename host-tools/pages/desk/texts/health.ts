/** Texts of what is to be done about a contact: tests, daily questions, quarantine. */
import type {
  FollowUpDay,
  QuarantinePlace,
  TestMethod,
  TestResult,
  TestStep,
} from "../../../contract/vocabulary.ts";
import type { Both } from "../../shared/language.ts";

interface HealthWords {
  readonly step: Readonly<Record<TestStep, string>>;
  readonly result: Readonly<Record<TestResult, string>>;
  readonly method: Readonly<Record<TestMethod, string>>;
  readonly day: Readonly<Record<FollowUpDay, string>>;
  readonly where: Readonly<Record<QuarantinePlace, string>>;
}

const VI = {
  title: "Sức khỏe và việc tiếp theo",
  lead: "Chỉ cán bộ truy vết của ca này xem được. Mỗi lần xem đều được ghi lại.",
  tests: "Xét nghiệm",
  noTests: "Định nghĩa của ca này không yêu cầu ngày xét nghiệm nào.",
  step: { coming: "chưa đến ngày", due: "hôm nay", overdue: "quá hạn", waiting: "chờ kết quả", done: "xong" },
  result: { waiting: "Chờ kết quả", negative: "Âm tính", positive: "Dương tính", unclear: "Chưa rõ" },
  method: { pcr: "PCR", "rapid-test": "Test nhanh" },
  sample: "Mã mẫu",
  sampled: "Ngày lấy mẫu",
  how: "Phương pháp",
  is: "Kết quả",
  addTest: "Ghi mẫu",
  followUp: "Hỏi thăm mỗi ngày",
  day: {
    "no-symptoms": "khỏe",
    symptoms: "có triệu chứng",
    "no-answer": "không hỏi được",
    "not-asked": "chưa hỏi",
    coming: "chưa đến",
  },
  askToday: "Hôm nay:",
  lost: (days: number) => `Mất theo dõi: ${days} ngày liền không hỏi được.`,
  quarantine: "Cách ly",
  where: { home: "tại nhà", facility: "tại khu cách ly" },
  byRule: "theo định nghĩa của ca",
  agreed: "đã thống nhất",
  from: "Từ ngày",
  to: "Đến hết ngày",
  place: "Ở đâu",
  address: "Địa chỉ",
  addQuarantine: "Ghi cách ly",
  told: "Đã ghi",
  takeAway: "Ghi nhầm: bỏ mục này",
  taken: "đã sửa hoặc bỏ",
  notSaved: "Đồng nghiệp vừa sửa mục này rồi. Chưa ghi gì thêm: hãy xem lại.",
  positive: "Dương tính: người này cần thành ca bệnh riêng.",
  openCase: "Mở ca bệnh của người này",
  openedCase: (reference: string, state: string) => `Ca bệnh riêng: ${reference} (${state})`,
  lab: "Phòng xét nghiệm",
  labLead:
    "Tải bảng mẫu, gửi phòng xét nghiệm điền cột kết quả, rồi đưa tệp trở lại. Một dòng sai thì cả tệp chưa được ghi.",
  labTake: "Tải bảng mẫu (CSV)",
  labBring: "Đưa tệp kết quả vào",
  labBrought: (rows: number, added: number) => `Đã đọc ${rows} kết quả; ghi mới ${added}.`,
  labWrong: (more: number) => (more > 0 ? `Chưa ghi gì. Và ${more} dòng sai khác.` : "Chưa ghi gì. Hãy sửa:"),
  parent: (reference: string) => `Người này là F1 của ca ${reference}.`,
  parentElsewhere: "Người này là F1 của một ca ở nơi khác.",
  children: "Người tiếp xúc đã thành ca bệnh",
  childElsewhere: "một ca ở nơi khác",
};

export const HEALTH: Both<typeof VI & HealthWords> = {
  vi: VI,
  en: {
    title: "Health, and what is next",
    lead: "Only investigators of this case can see it. Every look is written down.",
    tests: "Tests",
    noTests: "The definition of this case asks for no test on a certain day.",
    step: {
      coming: "not yet",
      due: "today",
      overdue: "overdue",
      waiting: "waiting for the result",
      done: "done",
    },
    result: { waiting: "Waiting", negative: "Negative", positive: "Positive", unclear: "Unclear" },
    method: { pcr: "PCR", "rapid-test": "Rapid test" },
    sample: "Number of the sample",
    sampled: "Day of the sample",
    how: "Method",
    is: "Result",
    addTest: "Write the sample down",
    followUp: "Asked each day",
    day: {
      "no-symptoms": "well",
      symptoms: "symptoms",
      "no-answer": "could not be asked",
      "not-asked": "not asked",
      coming: "to come",
    },
    askToday: "Today:",
    lost: (days) => `Lost to follow-up: not asked for ${days} days in a row.`,
    quarantine: "Quarantine",
    where: { home: "at home", facility: "in a facility" },
    byRule: "by the case's definition",
    agreed: "agreed on",
    from: "From",
    to: "Until the end of",
    place: "Where",
    address: "Address",
    addQuarantine: "Write the quarantine down",
    told: "Written down",
    takeAway: "Written by mistake: take it away",
    taken: "corrected or taken away",
    notSaved: "A colleague has just corrected this. Nothing was added: look again.",
    positive: "Positive: this person is to become a case of their own.",
    openCase: "Open this person's case",
    openedCase: (reference, state) => `Own case: ${reference} (${state})`,
    lab: "Laboratory",
    labLead:
      "Take the table of samples, have the laboratory fill in the results, bring the file back. With one wrong row nothing of it is written down.",
    labTake: "Take the samples (CSV)",
    labBring: "Bring the file of results",
    labBrought: (rows, added) => `${rows} results read, ${added} written down.`,
    labWrong: (more) =>
      more > 0
        ? `Nothing was written down. And ${more} more wrong rows.`
        : "Nothing was written down. Put right:",
    parent: (reference) => `This person was a contact of case ${reference}.`,
    parentElsewhere: "This person was a contact of a case elsewhere.",
    children: "Contacts who became cases",
    childElsewhere: "a case elsewhere",
  },
};
