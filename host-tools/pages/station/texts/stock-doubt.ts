import type { StockDoubt } from "../../../contract/stock.ts";
import type { Both } from "../../shared/language.ts";

interface Doubt {
  readonly says: string;
  /** On the button that hands it out all the same. */
  readonly despite: string;
}
interface StockDoubtTexts extends Readonly<Record<StockDoubt, Doubt>> {
  readonly title: string;
  readonly check: string;
  readonly other: string;
}

export const STOCK_DOUBT: Both<StockDoubtTexts> = {
  vi: {
    title: "Chưa cấp thẻ",
    check: "Hãy đọc lại số trên thẻ.",
    other: "Lấy thẻ khác",
    lost: { says: "Kho ghi thẻ này đã mất.", despite: "Đúng thẻ này, đã tìm thấy: cấp" },
    dead: { says: "Kho ghi thẻ này đã hỏng.", despite: "Thẻ này vẫn chạy tốt: cấp" },
    "to-refurbish": { says: "Kho ghi thẻ này chờ sửa lại.", despite: "Thẻ này đã dùng được: cấp" },
    elsewhere: {
      says: "Thẻ này thuộc kho của nơi khác.",
      despite: "Thẻ đang ở đây: nhận về kho mình và cấp",
    },
    "on-its-way": {
      says: "Kho ghi thẻ này đang trên đường đến nơi khác.",
      despite: "Thẻ đang ở đây: giữ lại kho mình và cấp",
    },
  },
  en: {
    title: "No token was handed out yet",
    check: "Read the number on the token once more.",
    other: "Take another token",
    lost: { says: "By the stock this token is lost.", despite: "It is this one, found again: hand it out" },
    dead: { says: "By the stock this token is dead.", despite: "It works well: hand it out" },
    "to-refurbish": {
      says: "By the stock this token is to be refurbished.",
      despite: "It can be used: hand it out",
    },
    elsewhere: {
      says: "This token is of another place's stock.",
      despite: "It is here: take it into our stock and hand it out",
    },
    "on-its-way": {
      says: "By the stock this token is on its way to another place.",
      despite: "It is here: keep it in our stock and hand it out",
    },
  },
};
