/** The contacts of a case beside the truth, as a table of 80 columns. */
import { dayOfEpoch, epochAt } from "../../../protocol/epoch.ts";
import { HOUR_MS } from "../../lib/time.ts";
import { minutesPerHour, presencePerHour } from "../../world/hours.ts";
import type { PlayedWorld } from "../../world/play.ts";
import { vietnamsClock } from "./demo-texts.ts";

const LISTED = 8;
/** The shift is told in so many parts. */
const PARTS = 4;
/** Width of a column, and of the names before them. */
const CELL = 12;
const NAME = 10;
/** Within 2 m for so many minutes makes a contact true. */
const TRULY = 15;

/** The worker with the most true contacts makes the most instructive case; a number of a person. */
export function mostMet({ scene }: PlayedWorld): number {
  const contacts = new Array<number>(scene.day.people.length).fill(0);
  for (const { a, b, presence } of scene.pairs) {
    if (presence.length < TRULY) continue;
    contacts[a]!++;
    contacts[b]!++;
  }
  return contacts.indexOf(Math.max(...contacts));
}

/** Minutes of one contact in an hour or more: heard, close by the rule, truly near. */
type Minutes = readonly [heard: number, close: number, truly: number];

interface Row {
  readonly name: string;
  readonly parts: readonly Minutes[];
  readonly total: Minutes;
  readonly isContact: boolean;
}

/** The case's contacts, matched as by an investigator. */
export async function caseLines({ server, scene, tokens }: PlayedWorld, person: number): Promise<string[]> {
  const { day } = scene;
  const dayOf = (ms: number) => dayOfEpoch(epochAt(ms / 1000));
  const { contacts, rule } = await server.match(
    { case: tokens[person]!.serial, fromDay: dayOf(day.startAt), toDay: dayOf(day.endAt) },
    { actor: "demo", reason: "trial" },
  );
  const truths = scene.pairs
    .filter(({ a, b }) => a === person || b === person)
    .map((pair) => ({ other: pair.a === person ? pair.b : pair.a, presence: pair.presence }));
  const hours = Array.from(
    { length: Math.ceil((day.endAt - day.startAt) / HOUR_MS) },
    (_, i) => day.startAt + i * HOUR_MS,
  );
  const rows = contacts.slice(0, LISTED).map((contact): Row => {
    const other = tokens.findIndex(({ serial }) => serial === contact.token);
    const presence = truths.find((one) => one.other === other)?.presence ?? [];
    const heard = minutesPerHour(contact.spells, hours);
    const close = minutesPerHour(contact.closeSpells, hours);
    const truly = presencePerHour(presence, hours);
    return {
      name: day.people[other]!,
      parts: inParts(hours).map(({ from, to }) =>
        [heard, close, truly].map((each) => sum(each.slice(from, to))),
      ) as never,
      total: [contact.minutes, contact.closeMinutes, presence.length],
      isContact: contact.isContact,
    };
  });
  const truly = truths.filter(({ presence }) => presence.length >= TRULY);
  const found = truly.filter(({ other }) =>
    contacts.some(({ token, isContact }) => isContact && token === tokens[other]!.serial),
  );
  return [
    `${day.people[person]} is confirmed as a case (F0). Rule ${rule}.`,
    "Minutes heard / close by the rule / truly within 2 m:",
    "",
    ...tableLines(
      inParts(hours).map(({ from }) => hours[from]!),
      rows,
    ),
    "",
    `${contacts.length} people were heard, ${contacts.filter(({ isContact }) => isContact).length} are called contacts (F1).`,
    `Truth: ${truly.length} were within 2 m for ${TRULY} minutes or more; ${found.length} of them are listed.`,
  ];
}

/** `starts` of the parts, world ms. */
export function tableLines(starts: readonly number[], rows: readonly Row[]): string[] {
  const head = starts.map((at) => `from ${vietnamsClock(at)}`);
  const line = (name: string, cells: readonly string[], verdict: string) =>
    `${name.padEnd(NAME)}${cells.map((one) => one.padStart(CELL)).join("")}  ${verdict}`.trimEnd();
  return [
    line("", [...head, "total"], "verdict"),
    ...rows.map(({ name, parts, total, isContact }) =>
      line(name, [...parts, total].map(cell), isContact ? "F1" : "far"),
    ),
  ];
}

/** Hours in at most PARTS parts of one length, by number. */
function inParts(hours: readonly number[]): { from: number; to: number }[] {
  const length = Math.max(1, Math.ceil(hours.length / PARTS));
  return Array.from({ length: Math.ceil(hours.length / length) }, (_, i) => ({
    from: i * length,
    to: (i + 1) * length,
  }));
}

function cell(minutes: Minutes): string {
  return minutes.every((one) => one === 0) ? "·" : minutes.join("/");
}

const sum = (minutes: readonly number[]) => minutes.reduce((all, one) => all + one, 0);
