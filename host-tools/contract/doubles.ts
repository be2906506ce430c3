/**
 * Whether two records are likely to be of one person. Nothing follows from it by itself: somebody who has the person in front
 * of them decides. What it finds and what it misses stands in docs/PEOPLE.md.
 */
import { folded } from "./names.ts";
import { normalPhone } from "./phones.ts";
import { likenessOf } from "./texts.ts";
import type { DoubleReason } from "./vocabulary.ts";

/** What two records are compared by. */
export interface Likeness {
  readonly name: string;
  /** Year, or whole date. */
  readonly birth: string;
  readonly phone?: string | undefined;
  /** Where no more is known of the phone: its last digits. */
  readonly phoneEnd?: string | undefined;
  readonly idNumber?: string | undefined;
  readonly hamlet?: string | undefined;
  readonly group?: string | undefined;
}

/** So many digits of a phone tell numbers of a household apart and call nobody. */
const PHONE_END_DIGITS = 3;

/** The last digits of a phone in whatever form it is written. */
export function phoneEndOf(phone: string): string {
  return (normalPhone(phone) ?? phone).slice(-PHONE_END_DIGITS);
}

/** Why the two may be one person; empty where nothing says so. */
export function doubleReasons(a: Likeness, b: Likeness): DoubleReason[] {
  const births = nearnessOfBirths(a.birth, b.birth);
  const isSameId = a.idNumber !== undefined && a.idNumber === b.idNumber;
  // Most pairs end here: a whole register is compared while somebody waits.
  if (births === "other") return isSameId ? ["id-number"] : [];
  const names = nearnessOfNames(a.name, b.name);
  const phone = samePhone(a, b);
  const isNear = phone !== "no" || isSamePlace(a.hamlet, b.hamlet) || isSamePlace(a.group, b.group);
  const reasons: DoubleReason[] = [];
  if (isSameId) reasons.push("id-number");
  if (names === "same" && births === "same") reasons.push("name-birth");
  // A household shares its phone: alone it says nothing.
  if (phone === "whole" && (names !== "other" || isSameGiven(a.name, b.name))) reasons.push("phone");
  if (names === "near" && births === "same" && (isNear || (isDate(a.birth) && isDate(b.birth))))
    reasons.push("name-near");
  if (names === "same" && births === "near" && isNear) reasons.push("birth-near");
  return reasons;
}

type Nearness = "same" | "near" | "other";

/** "near": one typing error, or one word between family and given name left out. */
function nearnessOfNames(a: string, b: string): Nearness {
  const [one, other] = [folded(a), folded(b)];
  if (one === other) return "same";
  return isOneSlip(one, other) || isPartOf(one, other) || isPartOf(other, one) ? "near" : "other";
}

/** "near": of two years one digit is another one, two neighbours changed places, or one is the year after. */
function nearnessOfBirths(a: string, b: string): Nearness {
  if (isDate(a) && isDate(b)) return a === b ? "same" : isOneSlip(a, b) ? "near" : "other";
  const [one, other] = [a.slice(0, 4), b.slice(0, 4)];
  if (one === other) return "same";
  return isOneSlip(one, other) || Math.abs(Number(one) - Number(other)) === 1 ? "near" : "other";
}

/** Years that a year is likely to have been mistyped from, and itself. */
export function nearYears(year: string): string[] {
  const years = new Set([year, String(Number(year) - 1), String(Number(year) + 1)]);
  for (let place = 0; place < year.length; place++) {
    for (let digit = 0; digit <= 9; digit++)
      years.add(`${year.slice(0, place)}${digit}${year.slice(place + 1)}`);
    if (place > 0)
      years.add(`${year.slice(0, place - 1)}${year[place]}${year[place - 1]}${year.slice(place + 1)}`);
  }
  return [...years];
}

function samePhone(a: Likeness, b: Likeness): "whole" | "end" | "no" {
  if (a.phone !== undefined && b.phone !== undefined)
    return (normalPhone(a.phone) ?? a.phone) === (normalPhone(b.phone) ?? b.phone) ? "whole" : "no";
  const [one, other] = [a, b].map(({ phone, phoneEnd }) => phoneEnd ?? (phone && phoneEndOf(phone)));
  return one !== undefined && one === other ? "end" : "no";
}

function isSamePlace(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && likenessOf(a) === likenessOf(b);
}

function isSameGiven(a: string, b: string): boolean {
  return folded(a).split(" ").at(-1) === folded(b).split(" ").at(-1);
}

/** "1948-03-02" rather than "1948". */
function isDate(birth: string): boolean {
  return birth.length > 4;
}

/** Whether the shorter name is the longer one with one word in its middle left out. */
function isPartOf(shorter: string, longer: string): boolean {
  const [few, many] = [shorter.split(" "), longer.split(" ")];
  if (few.length < 2 || many.length !== few.length + 1) return false;
  return many.some((_, i) => i > 0 && i < many.length - 1 && many.toSpliced(i, 1).join(" ") === shorter);
}

/** Whether one letter was put in, left out or taken for another, or two neighbours changed places. */
function isOneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
