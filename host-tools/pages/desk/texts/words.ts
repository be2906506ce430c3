/** Words for what the server names by a fixed word. */
import type { Both } from "../../shared/language.ts";

const VI = {
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
  distance: { "1m": "khoảng 1 m", "2m": "khoảng 2 m", "4m": "khoảng 4 m", far: "xa hơn" },
  evidence: { both: "hai bên", case: "ca bệnh", contact: "người tiếp xúc" },
  level: { high: "Cao", medium: "Vừa", low: "Thấp" },
  confidence: {
    "both-logs": "có nhật ký hai bên",
    "one-log": "chỉ một nhật ký",
    "clock-untrusted": "đồng hồ thẻ chưa tin được",
    "id-early": "mã từng bị phát trước giờ",
    "length-at-the-limit": "thời gian sát ngưỡng",
    "distance-at-the-limit": "khoảng cách sát ngưỡng",
  },
  reason: {
    "case-investigation": "Điều tra ca bệnh",
    "request-of-the-person": "Người liên quan yêu cầu",
    correction: "Sửa sai sót",
    supervision: "Giám sát",
    "court-order": "Lệnh của tòa án",
  },
};

export type Words = typeof VI;
export type GroundText = keyof Words["ground"];
export type StateText = keyof Words["state"];
export type StatusText = keyof Words["status"];
export type DistanceText = keyof Words["distance"];
export type EvidenceText = keyof Words["evidence"];
export type ConfidenceText = keyof Words["confidence"];
export type ReasonText = keyof Words["reason"];

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
    distance: { "1m": "about 1 m", "2m": "about 2 m", "4m": "about 4 m", far: "farther" },
    evidence: { both: "both sides", case: "the case", contact: "the contact" },
    level: { high: "High", medium: "Medium", low: "Low" },
    confidence: {
      "both-logs": "logs of both sides",
      "one-log": "one log only",
      "clock-untrusted": "clock not confirmed",
      "id-early": "IDs that were on the air early",
      "length-at-the-limit": "length at the limit",
      "distance-at-the-limit": "distance at the limit",
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
