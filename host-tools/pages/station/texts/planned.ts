/** Texts about people of lists that were brought. */
import type { Both } from "../../shared/language.ts";

const vi = {
  title: "Trong danh sách đã gửi, chưa hỏi",
  lead: "Chọn tên để khỏi phải gõ. Vẫn đọc và hỏi đồng ý như với mọi người.",
  born: (birth: string) => `sinh ${birth.split("-").reverse().join("/")}`,
  more: (count: number) => `Còn ${count} người nữa: gõ thêm để tìm.`,
};
const en: typeof vi = {
  title: "In a list that was brought, not asked yet",
  lead: "Choose the name to save typing. The text is read and consent is asked as with anybody.",
  born: (birth) => `born ${birth.split("-").reverse().join("/")}`,
  more: (count) => (count === 1 ? "1 more: type more letters." : `${count} more: type more letters.`),
};
export const PLANNED: Both<typeof vi> = { vi, en };
