/** What cannot be set: said with the template, the part of it, and why; never cut, and never smaller than may be. */
import type { Language } from "../model.ts";

/** More than the page takes at the smallest size; a word or a code wider than its line; a letter that the font does not have. */
export interface Unfit {
  readonly kind: "too-much" | "too-wide" | "no-letter";
  /** What is too wide, or which letters there are not. */
  readonly what: string;
}

/** Thrown while a part is set. */
export class CannotSet extends Error {
  override readonly name = "CannotSet";
  readonly unfit: Unfit;
  constructor(unfit: Unfit) {
    super(WHY[unfit.kind].en(unfit.what));
    this.unfit = unfit;
  }
}

const PARTS = {
  sender: { vi: "tên đơn vị", en: "the unit's name" },
  title: { vi: "tiêu đề", en: "title" },
  lead: { vi: "dòng đầu", en: "lead" },
  foot: { vi: "dòng cuối", en: "foot" },
  text: { vi: "đoạn chữ", en: "text" },
  small: { vi: "đoạn chữ nhỏ", en: "small text" },
  heading: { vi: "đầu mục", en: "heading" },
  steps: { vi: "các bước", en: "steps" },
  points: { vi: "các ý", en: "points" },
  answer: { vi: "câu trả lời", en: "answer" },
  two: { vi: "hai nhánh", en: "the two ways" },
  code: { vi: "mã QR", en: "code" },
  pictogram: { vi: "hình", en: "pictogram" },
  fields: { vi: "chỗ điền", en: "fields" },
  boxes: { vi: "ô chọn", en: "boxes" },
  table: { vi: "bảng", en: "table" },
  turn: { vi: "mặt sau", en: "next side" },
  warning: { vi: "lời cảnh báo", en: "warning" },
  slide: { vi: "trang chiếu", en: "slide" },
} as const;

export type PartKind = keyof typeof PARTS;

const WHY: Readonly<Record<Unfit["kind"], Readonly<Record<Language, (what: string) => string>>>> = {
  "too-much": {
    vi: () => "không vừa trang dù chữ đã nhỏ hết mức cho phép. Hãy rút ngắn tên, địa chỉ, hoặc bớt nơi phát",
    en: () =>
      "does not fit the page at the smallest size of letters. Shorten names and addresses, or name fewer places",
  },
  "too-wide": {
    vi: (what) => `“${what}” rộng hơn dòng. Hãy viết ngắn hơn, hoặc tách thành nhiều từ`,
    en: (what) => `“${what}” is wider than its line. Write it shorter, or as several words`,
  },
  "no-letter": {
    vi: (what) => `phông chữ không có ký tự “${what}”. Hãy bỏ ký tự này`,
    en: (what) => `the font does not have “${what}”. Leave it out`,
  },
};

/** Something does not fit its page. */
export class DoesNotFit extends Error {
  override readonly name = "DoesNotFit";
  readonly template: string;
  /** The kind of part, and its number among the blocks or slides. */
  readonly part: PartKind;
  readonly number: number | undefined;
  readonly unfit: Unfit;
  constructor(template: string, part: PartKind, number: number | undefined, unfit: Unfit) {
    super(`${template}, ${partWords(part, number, "en")}: ${WHY[unfit.kind].en(unfit.what)}`);
    this.template = template;
    this.part = part;
    this.number = number;
    this.unfit = unfit;
  }

  /** What a person is told: which part, why, and what to do. */
  words(language: Language): string {
    return `${partWords(this.part, this.number, language)}: ${WHY[this.unfit.kind][language](this.unfit.what)}.`;
  }
}

function partWords(part: PartKind, number: number | undefined, language: Language): string {
  return number === undefined ? PARTS[part][language] : `${PARTS[part][language]} ${number}`;
}
