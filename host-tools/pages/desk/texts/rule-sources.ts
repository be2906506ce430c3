/** Where each definition of a contact comes from, in Vietnamese; the rules themselves say it in English. */
import type { RuleId } from "../../../contract/cases.ts";

export const RULE_SOURCES: Readonly<Record<RuleId, string>> = {
  "two-metres-15-in-24":
    "CDC Hoa Kỳ, định nghĩa người tiếp xúc gần, 21/10/2020: trong vòng 6 feet (khoảng 2 m), cộng dồn từ 15 phút trở lên trong 24 giờ",
  "vn-3638-2021":
    "Bộ Y tế, Quyết định 3638/QĐ-BYT, 30/07/2021: tiếp xúc gần trong vòng 2 m với ca bệnh; không nêu thời gian. Số ngày trước khởi phát cần cơ quan y tế xác nhận",
  "who-one-metre-15":
    "WHO, hướng dẫn tạm thời về truy vết COVID-19, 10/05/2020: mặt đối mặt trong vòng 1 m, ít nhất 15 phút, tính từ hai ngày trước khởi phát",
  "bluezone-2020": "Bluezone 3.0.3: chỉ cần một lần ghi trong khung 15 phút, bất kể bao lâu và gần xa",
};
