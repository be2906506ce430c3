/** Dates and times of the server as people here write them. */
import { clockText, dateText } from "./format.ts";

/** 2026-12-31 as 31/12/2026. */
export function dayText(date: string): string {
  return date.split("-").reverse().join("/");
}

/** A time in ISO form: 31/12/2026 14:05. */
export function whenText(iso: string): string {
  const at = Date.parse(iso);
  return `${dateText(at)} ${clockText(at)}`;
}
