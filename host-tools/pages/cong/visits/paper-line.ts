/** A line of the paper sheet, as it is typed, and the visits that it tells: one in, one out, or both. */
import * as v from "valibot";
import { dayStart } from "../../../contract/province-time.ts";
import { newVisitId } from "../../../contract/visit-id.ts";
import { type GuardVisit, guardVisit } from "../../../contract/visits.ts";

export const LINE_FIELDS = ["name", "phone", "host", "in", "out"] as const;
export type LineField = (typeof LINE_FIELDS)[number];

/** Both visits keep their numbers: sent again they are the same. */
export interface PaperLine extends Readonly<Record<LineField, string>> {
  readonly ids: Readonly<Record<"in" | "out", string>>;
}

/** What is wrong with a line, and in which field. */
export type LineWrong = "no-name" | "name" | "phone" | "host" | "no-time" | "time" | "order" | "future";

export function emptyLine(): PaperLine {
  return { name: "", phone: "", host: "", in: "", out: "", ids: { in: newVisitId(), out: newVisitId() } };
}

export function isEmpty(line: PaperLine): boolean {
  return LINE_FIELDS.every((field) => line[field].trim() === "");
}

type Read =
  | { readonly visits: readonly GuardVisit[] }
  | { readonly wrong: LineWrong; readonly field: LineField };

/** 7:32, 07.32, 7h32, 7 32 and 0732; minutes of the day. */
function timeIn(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2})\s*[:.,hg ]?\s*([0-5]\d)$/i.exec(text.trim()) ?? [];
  const all = 60 * Number(hours) + Number(minutes);
  return hours === undefined || all >= 24 * 60 ? undefined : all;
}

/** `day`: of the sheet; `now`: world ms. */
export function visitsOfLine(line: PaperLine, day: string, now: number): Read {
  const [name, phone, host] = [line.name.trim(), line.phone.trim(), line.host.trim()];
  if (name === "") return { wrong: "no-name", field: "name" };
  const first = dayStart(day) / 60_000;
  const visits: GuardVisit[] = [];
  for (const direction of ["in", "out"] as const) {
    if (line[direction].trim() === "") continue;
    const time = timeIn(line[direction]);
    if (time === undefined) return { wrong: "time", field: direction };
    const minute = first + time;
    if (minute * 60_000 > now) return { wrong: "future", field: direction };
    if (visits[0] && minute < visits[0].minute!) return { wrong: "order", field: direction };
    visits.push({
      id: line.ids[direction],
      minute,
      direction,
      by: "paper",
      name,
      ...(phone ? { phone } : {}),
      ...(host ? { host } : {}),
    });
  }
  if (visits.length === 0) return { wrong: "no-time", field: "in" };
  const read = v.safeParse(guardVisit, visits[0]);
  if (read.success) return { visits };
  const wrong = new Set(read.issues.map((issue) => v.getDotPath(issue)));
  const field = (["name", "phone", "host"] as const).find((one) => wrong.has(one)) ?? "name";
  return { wrong: field, field };
}
