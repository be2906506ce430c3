/** Dates and times of the server as people here write them. */
import { clockText, dateText } from "./format.ts";

/** 2026-12-31 as 31/12/2026. */
export function dayText(date: string): string {
  return date.split("-").reverse().join("/");
}

/** A time in ISO form: 14:05 31/12/2026. */
export function whenText(iso: string): string {
  const at = Date.parse(iso);
  return `${clockText(at)} ${dateText(at)}`;
}
