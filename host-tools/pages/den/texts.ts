/** What a visitor's phone says. */
import { KEPT_DAYS } from "../../contract/visits.ts";
import type { Both } from "../shared/language.ts";

const VI = {
  product: "Ghi lượt vào, ra",
  loading: "Đang mở…",
  scanAgain: "Mời quét mã ở cổng bằng máy ảnh của điện thoại, hoặc nói với bảo vệ, bảo vệ ghi giúp.",
  again: "Thử lại",
  lead: "Gõ họ tên, rồi bấm Vào hoặc Ra.",
  fields: {
    name: "Họ tên",
    phone: "Số điện thoại (không bắt buộc)",
    host: "Gặp ai, bộ phận nào (không bắt buộc)",
  },
  wrong: {
    name: "Mời gõ họ tên. Ô này không ghi dãy số.",
    phone: "Số điện thoại này có chỗ lạ. Sửa lại, hoặc để trống.",
    host: "Ô này không ghi dãy số. Sửa lại, hoặc để trống.",
  },
  ways: { in: "Vào", out: "Ra" },
  noted: "Đã ghi",
  atOut: "Khi ra, mời quét lại mã ở cổng và bấm Ra.",
  bye: "Cảm ơn bạn.",
  another: "Ghi lượt khác",
  rule: `Chỉ dùng để tìm người ở cùng nơi với một ca bệnh; sau ${KEPT_DAYS} ngày tự xóa. Lượt ghi được niêm phong trong điện thoại trước khi gửi, ở cổng không ai đọc được. Điện thoại này không giữ lại gì. Không ghi số giấy tờ.`,
};

export const DEN: Both<typeof VI> = {
  vi: VI,
  en: {
    product: "In and out",
    loading: "Opening…",
    scanAgain:
      "Please scan the code at the gate with the phone's camera, or tell the guard, who writes it down.",
    again: "Try again",
    lead: "Type your name, then press In or Out.",
    fields: {
      name: "Name",
      phone: "Phone (optional)",
      host: "Whom you visit, which office (optional)",
    },
    wrong: {
      name: "Please type your name. No row of digits goes here.",
      phone: "This phone number looks odd. Put it right, or leave it empty.",
      host: "No row of digits goes here. Put it right, or leave it empty.",
    },
    ways: { in: "In", out: "Out" },
    noted: "Noted",
    atOut: "As you go, please scan the code at the gate again and press Out.",
    bye: "Thank you.",
    another: "Note another",
    rule: `It is used only to find who was where a case was, and deleted after ${KEPT_DAYS} days. It is sealed in the phone before it is sent, and nobody at the gate can read it. This phone keeps nothing of it. No card's number is written down.`,
  },
};
