import { normalPhone } from "./phones.ts";

/** What is kept of a wearer. Nothing but a name, a birth year and a unit is ever required. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** "1948", or "1948-03-02" where the whole date is known and needed. */
  readonly birth: string;
  /** +84… */
  readonly phone?: string;
  /** The phone belongs to the household, not to this person: a caller must ask for whom it is. */
  readonly phoneShared?: boolean;
  readonly idNumber?: string;
  /** Unit that looks after them. */
  readonly unit: string;
  readonly organisation?: string;
  /** Hamlet or street, for home visits. */
  readonly hamlet?: string;
  /** Class or workshop, for rosters. */
  readonly group?: string;
  readonly guardian?: Guardian;
}

/** Who speaks for a child, or for somebody who cannot decide alone. */
export interface Guardian {
  readonly name: string;
  readonly phone?: string;
  readonly relation: string;
}

/** Below this age a guardian decides (Law on Children 102/2016/QH13, Article 1). */
export const ADULT_AGE = 16;
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
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text && text <= date;
}

/** Citizen's identity number: 12 digits, or 9 on old cards. */
export function isIdNumber(text: string): boolean {
  return /^(?:\d{9}|\d{12})$/.test(text);
}

/** The kept form of a phone of a person; undefined when there is none, "bad" when it is no number. */
export function keptPhone(text: string | undefined): string | undefined | "bad" {
  if (text === undefined || text.trim() === "") return undefined;
  return normalPhone(text) ?? "bad";
}
