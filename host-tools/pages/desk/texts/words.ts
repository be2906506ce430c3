/** Words for what the server names by a fixed word. */
import type { DistanceClass, Evidence } from "../../../../protocol/contact.ts";
import type {
  CaseGround,
  CaseState,
  ConfidenceLevel,
  ConfidenceReason,
  ContactState,
  GivenReason,
} from "../../../contract/vocabulary.ts";
import type { Both } from "../../shared/language.ts";

/** Why somebody at a desk looks: "service" is for those who run the server. */
export type DeskReason = Exclude<GivenReason, "service">;

type WordsFor<Word extends string> = Readonly<Record<Word, string>>;

interface Words {
  readonly ground: WordsFor<CaseGround>;
  readonly state: WordsFor<CaseState>;
  readonly status: WordsFor<ContactState>;
  readonly distance: WordsFor<DistanceClass>;
  readonly evidence: WordsFor<Evidence>;
  readonly level: WordsFor<ConfidenceLevel>;
  readonly confidence: WordsFor<ConfidenceReason>;
  readonly reason: WordsFor<DeskReason>;
}

const VI: Words = {
  ground: {
    pcr: "Xét nghiệm PCR",
    "rapid-test": "Xét nghiệm nhanh",
    clinical: "Lâm sàng",
    order: "Theo công văn",
  },
  state: {
    waiting: "Chờ duyệt",
    open: "Đang mở",
    emergency: "Mở khẩn cấp",
    refused: "Không duyệt",
    closed: "Đã đóng",
  },
  status: {
    "to-call": "Cần gọi",
    called: "Đã gọi",
    quarantined: "Cách ly",
    tested: "Đã xét nghiệm",
    closed: "Xong",
  },
  distance: {
    "1m": "khoảng 1 m",
    "2m": "khoảng 2 m",
    "4m": "khoảng 4 m",
    far: "xa hơn",
    unknown: "không đo được",
  },
  evidence: { both: "hai bên", case: "ca bệnh", contact: "người tiếp xúc" },
  level: { high: "Cao", medium: "Vừa", low: "Thấp" },
  confidence: {
    "both-logs": "có nhật ký hai bên",
    "one-log": "chỉ một nhật ký",
    "with-others": "xét cùng người khác ở quanh",
    "others-decide": "chỉ xét riêng hai thẻ thì kết quả khác",
    "wearer-unclear": "chưa rõ ai đeo thẻ lúc đó",
    "clock-untrusted": "đồng hồ thẻ chưa tin được",
    "id-early": "mã từng bị phát trước giờ",
    "length-at-the-limit": "thời gian sát ngưỡng",
    "distance-at-the-limit": "khoảng cách sát ngưỡng",
    "distance-unknown": "không đo được khoảng cách",
    "records-gone": "đã thấy từ trước; dữ liệu gốc đã xóa, không xét lại được",
  },
  reason: {
    "case-investigation": "Điều tra ca bệnh",
    "request-of-the-person": "Người liên quan yêu cầu",
    correction: "Sửa sai sót",
    supervision: "Giám sát",
    "court-order": "Lệnh của tòa án",
  },
};

export const WORDS: Both<Words> = {
  vi: VI,
  en: {
    ground: { pcr: "PCR test", "rapid-test": "Rapid test", clinical: "Clinical", order: "By order" },
    state: {
      waiting: "Waits for approval",
      open: "Open",
      emergency: "Emergency",
      refused: "Refused",
      closed: "Closed",
    },
    status: {
      "to-call": "To call",
      called: "Called",
      quarantined: "Quarantined",
      tested: "Tested",
      closed: "Done",
    },
    distance: {
      "1m": "about 1 m",
      "2m": "about 2 m",
      "4m": "about 4 m",
      far: "farther",
      unknown: "not measured",
    },
    evidence: { both: "both sides", case: "the case", contact: "the contact" },
    level: { high: "High", medium: "Medium", low: "Low" },
    confidence: {
      "both-logs": "logs of both sides",
      "one-log": "one log only",
      "with-others": "judged with others around",
      "others-decide": "by the two tokens alone it would be otherwise",
      "wearer-unclear": "who wore the token then is not settled",
      "clock-untrusted": "clock not confirmed",
      "id-early": "IDs that were on the air early",
      "length-at-the-limit": "length at the limit",
      "distance-at-the-limit": "distance at the limit",
      "distance-unknown": "distance not measured",
      "records-gone": "found earlier; the records are deleted, cannot be judged anew",
    },
    reason: {
      "case-investigation": "Investigation of the case",
      "request-of-the-person": "Request of the person",
      correction: "Correction",
      supervision: "Supervision",
      "court-order": "Court order",
    },
  },
};
