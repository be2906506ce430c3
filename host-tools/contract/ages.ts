/** Births, and from which age somebody decides for themselves. Days are the province's (province-time.ts). */
import { isDay } from "./province-time.ts";

/** Below this age a guardian decides (Law on Children 102/2016/QH13, Article 1). */
const ADULT_AGE = 16;
/** From this age the child's own word counts too where private life is disclosed (Law 91/2025/QH15, Article 24). */
export const AGE_OF_OWN_WORD = 7;

/** Age in years on a date (ISO); of a year alone the youngest that it may be. */
export function ageOn(birth: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birth.slice(0, 4));
  const hadBirthday = birth.length > 4 && birth.slice(5) <= date.slice(5);
  return hadBirthday ? years : years - 1;
}

export function isChildOn(birth: string, date: string): boolean {
  return ageOn(birth, date) < ADULT_AGE;
}

/** A real date or year, not in the future and not more than 130 years ago. */
export function isBirth(text: string, date: string): boolean {
  if (!/^\d{4}(?:-\d{2}-\d{2})?$/.test(text)) return false;
  const year = Number(text.slice(0, 4));
  if (year < Number(date.slice(0, 4)) - 130) return false;
  if (text.length === 4) return text <= date.slice(0, 4);
  return isDay(text) && text <= date;
}
