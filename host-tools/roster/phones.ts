/** Phones as lists have them. A 0 that Excel has eaten is put back only where somebody asks for it. */
import { normalPhone } from "../contract/phones.ts";
import { tidyText } from "../contract/texts.ts";
import { type Cell, cellText } from "./table.ts";
import type { ProblemCode } from "./words.ts";

type ReadPhone =
  | { readonly phone?: string; readonly isRepaired?: boolean }
  | { readonly problem: ProblemCode };

/** "+84…"; nothing where there is none. */
export function readPhone(cell: Cell | undefined, repairs: boolean): ReadPhone {
  const text = tidyText(cellText(cell)).replace(/^'/, "");
  if (text === "" || /^[-–.]$/.test(text) || /^(?:không|khong|không có|ko)$/i.test(text)) return {};
  const phone = normalPhone(text);
  if (phone !== undefined) return { phone };
  const digits = text.replace(/\D/g, "");
  const others = text
    .split(/[;,/\n]|\bhoặc\b|\s-\s/)
    .filter((part) => /\d{6}/.test(part.replace(/[ .]/g, "")));
  if (others.length > 1) return { problem: "phone-several" };
  const isWhole = /^[\d .()-]+$/.test(text);
  if (
    isWhole &&
    (digits.length === 12 || digits.length === 11) &&
    /^0?[0-9]{2}[0-3]/.test(digits) &&
    !/^84/.test(digits)
  )
    return { problem: "id-number" };
  const whole = isWhole ? normalPhone(`0${digits}`) : undefined;
  if (whole === undefined) return { problem: "phone-unreadable" };
  return repairs ? { phone: whole, isRepaired: true } : { problem: "phone-zero-eaten" };
}
