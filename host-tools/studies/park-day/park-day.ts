/**
 * A shift of an industrial park over 07:00 in Việt Nam (UTC midnight), played with the built program, and a case in it:
 * one worker changes tokens at 07:30 and somebody else takes the old one; a contact's log comes late. The list before and
 * after is held to the world's own truth, and each side's logs alone are held to both fused, by distance.
 * `--people N` (300 take some 8 minutes of one processor for 210 minutes of the shift, 20 for all of it), `--minutes N`, `--seed N`,
 * `--board ID`, `--geometry pairs|plane`, `--wearing anyhow|lanyards`, `--json`.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { boards } from "../../../boards/index.ts";
import type { Evidence } from "../../../protocol/contact.ts";
import { dayOfEpoch, epochAt } from "../../../protocol/epoch.ts";
import { DAY_MS, isoOf, MINUTE_MS } from "../../lib/time.ts";
import type { MatchedContact } from "../../server/matching/contacts.ts";
import type { MatchRequest } from "../../server/matching/request.ts";
import { minutesOf } from "../../server/matching/wearers.ts";
import type { Server } from "../../server/server.ts";
import type { Day } from "../../world/day.ts";
import { syncAtStation, type WornToken } from "../../world/handout.ts";
import { play } from "../../world/play.ts";
import { radioWorn } from "../../world/radio-parameters.ts";
import { ruleReport } from "../../world/report.ts";
import type { RuleReport } from "../../world/report-types.ts";
import type { Places } from "../../world/scene.ts";
import { type Geometry, geometryOf, playShift } from "../../world/shifts.ts";
import { CONTACT_MINUTES } from "../../world/truth.ts";
import { type PlacesReport, placesReport, placesText } from "./calling-order.ts";

const LOOK = { actor: "world", reason: "trial" } as const;
/** The hand-over: half an hour behind UTC midnight, 07:30 in Việt Nam. */
const HAND_OVER_MS = 30 * MINUTE_MS;
const LOGS = ["case", "contact", "both"] as const;

interface ParkOptions {
  readonly people: number;
  readonly minutes?: number | undefined;
  readonly seed: number;
  readonly board: string;
  readonly geometry?: Geometry | undefined;
  /** How tokens are worn; default anyhow. */
  readonly wearing?: string | undefined;
}

/** Somebody of the list or of the truth. */
interface ParkLine {
  readonly person: string;
  /** Presence minutes of the world, within 2 m; 0 for somebody who was only heard. */
  readonly trueMinutes: number;
  readonly minutes: number;
  readonly closeMinutes: number;
  readonly isContact: boolean;
  readonly evidence: Evidence | undefined;
}

interface ParkList {
  readonly lines: readonly ParkLine[];
  /** Contacts of the truth (15 minutes within 2 m): found, missed; and called without being one. */
  readonly found: number;
  readonly missed: number;
  readonly falselyCalled: number;
}

interface ParkFigures {
  readonly people: number;
  readonly minutes: number;
  readonly board: string;
  readonly from: string;
  readonly to: string;
  /** The late log's wearer. */
  readonly late: string;
  readonly before: ParkList;
  readonly after: ParkList;
  /** Of every token as a case, by whose logs. */
  readonly logs: Readonly<Record<(typeof LOGS)[number], RuleReport>>;
  /** Of the same lists, both fused: contacts in truth by their place in the order of calling. */
  readonly order: readonly PlacesReport[];
}

/** A time in which a person of the story was where a person of the world is. World ms. */
interface Life {
  readonly human: string;
  readonly person: number;
  readonly from: number;
  readonly to: number;
}

export async function playParkDay(options: ParkOptions): Promise<ParkFigures> {
  const { people, minutes, seed, board: name, geometry, wearing = "anyhow" } = options;
  const day = playShift("park", { people, minutes, seed, geometry });
  const board = boards[name]!;
  const midnight = Math.ceil(day.startAt / DAY_MS) * DAY_MS;
  const at = midnight + HAND_OVER_MS;
  if (!(day.startAt < midnight && at < day.endAt))
    throw new Error("The shift does not cross 07:30: it needs more minutes.");
  const { server, tokens, scene } = await play({
    day,
    board,
    seed,
    unsynced: 1,
    parameters: radioWorn(wearing),
  });
  const { lives, labels } = await handOver(server, tokens, scene, at);
  const human = "worker who changed tokens";
  const request = requestOf(tokens, lives, human, day);
  const late = tokens.at(-1)!;
  const list = async () => {
    const { contacts } = await server.match(request, LOOK);
    return judged(contacts, scene, lives, human, labels);
  };
  const before = await list();
  await syncAtStation(late.device, day.endAt + 16 * MINUTE_MS, server);
  const after = await list();
  const logs = {} as Record<(typeof LOGS)[number], RuleReport>;
  let order: PlacesReport[] = [];
  for (const side of LOGS) {
    const lists = await calledLists(server, tokens, day, side);
    const pairs = lists.flatMap(({ person, called }) =>
      called.filter((other) => other > person).map((other) => [person, other] as const),
    );
    logs[side] = ruleReport(scene, pairs);
    if (side === "both") order = orderOf(scene, lists);
  }
  for (const { device } of tokens) device.powerOff();
  await server.close();
  return {
    people,
    minutes: (day.endAt - day.startAt) / MINUTE_MS,
    board: name,
    late: labels[late.person]!,
    from: isoOf(day.startAt),
    to: isoOf(day.endAt),
    before,
    after,
    logs,
    order,
  };
}

/**
 * Of the two workers who were longest with the one whose log comes late, the first wears its token until the hand-over and the next one's from then on; the next one
 * takes the first token. Where each of them is follows from the token, so the world's truth stays true.
 */
async function handOver(server: Server, tokens: readonly WornToken[], scene: Places, at: number) {
  const late = tokens.at(-1)!.person;
  const withLate = (person: number) =>
    scene.pairs.find(
      ({ a, b }) => Math.min(a, b) === Math.min(person, late) && Math.max(a, b) === Math.max(person, late),
    )?.presence.length ?? 0;
  const inOrder = [...tokens.slice(0, -1)].sort((x, y) => withLate(y.person) - withLate(x.person));
  const [first, second] = [inOrder[0]!, inOrder[1]!];
  const infos = await server.tokens();
  const startOf = ({ serial }: WornToken) =>
    infos.find((info) => info.serial === serial)!.assignments[0]!.from;
  const labels = tokens.map(({ person }) => `worker-${person + 1}`);
  const [changed, other] = ["worker who changed tokens", "worker who took the old one"];
  await server.assign([
    { serial: first.serial, person: changed, from: startOf(first), to: at },
    { serial: first.serial, person: other, from: at },
    { serial: second.serial, person: other, from: startOf(second), to: at },
    { serial: second.serial, person: changed, from: at },
  ]);
  const end = Number.POSITIVE_INFINITY;
  const lives: Life[] = tokens.map(({ person, serial }) => ({
    human: infos.find((info) => info.serial === serial)!.assignments[0]!.person,
    person,
    from: 0,
    to: end,
  }));
  for (const { person, human } of lives) labels[person] = human;
  const rest = lives.filter(({ person }) => person !== first.person && person !== second.person);
  return {
    labels,
    lives: [
      ...rest,
      { human: changed, person: first.person, from: 0, to: at },
      { human: changed, person: second.person, from: at, to: end },
      { human: other, person: second.person, from: 0, to: at },
      { human: other, person: first.person, from: at, to: end },
    ],
  };
}

function requestOf(
  tokens: readonly WornToken[],
  lives: readonly Life[],
  human: string,
  day: Day,
): MatchRequest {
  const serialOf = new Map(tokens.map(({ person, serial }) => [person, serial]));
  const worn = lives
    .filter((life) => life.human === human)
    .map(({ person, from, to }) => ({
      serial: serialOf.get(person)!,
      ...minutesOf(from, Number.isFinite(to) ? to : undefined),
    }));
  return { case: { tokens: worn, person: human }, ...daysOf(day) };
}

function daysOf(day: Day): Pick<MatchRequest, "fromDay" | "toDay"> {
  const dayAt = (ms: number) => dayOfEpoch(epochAt(ms / 1000));
  return { fromDay: dayAt(day.startAt), toDay: dayAt(day.endAt) };
}

/** The list beside the truth: presence minutes of everybody with the case, whoever they were at the time. */
function judged(
  contacts: readonly MatchedContact[],
  scene: Places,
  lives: readonly Life[],
  human: string,
  labels: readonly string[],
): ParkList {
  const truth = new Map<string, number>();
  const isMine = (person: number, ms: number) =>
    lives.some((life) => life.human === human && life.person === person && life.from <= ms && ms < life.to);
  const whoAt = (person: number, ms: number) =>
    lives.find((life) => life.person === person && life.from <= ms && ms < life.to)?.human ?? labels[person]!;
  for (const { a, b, presence } of scene.pairs)
    for (const minute of presence) {
      const ms = minute * MINUTE_MS;
      for (const [mine, other] of [
        [a, b],
        [b, a],
      ] as const)
        if (isMine(mine, ms)) {
          const who = whoAt(other, ms);
          if (who !== human) truth.set(who, (truth.get(who) ?? 0) + 1);
        }
    }
  const listed = new Map(contacts.map((contact) => [contact.person!, contact]));
  const lines = [...new Set([...truth.keys(), ...listed.keys()])].map((person) => {
    const { minutes = 0, closeMinutes = 0, isContact = false, evidence } = listed.get(person) ?? {};
    return { person, trueMinutes: truth.get(person) ?? 0, minutes, closeMinutes, isContact, evidence };
  });
  lines.sort((x, y) => y.trueMinutes - x.trueMinutes || y.closeMinutes - x.closeMinutes);
  const are = lines.filter(({ trueMinutes }) => trueMinutes >= CONTACT_MINUTES);
  const called = lines.filter(({ isContact }) => isContact);
  return {
    lines,
    found: are.filter(({ isContact }) => isContact).length,
    missed: are.filter(({ isContact }) => !isContact).length,
    falselyCalled: called.filter(({ trueMinutes }) => trueMinutes < CONTACT_MINUTES).length,
  };
}

interface CalledList {
  /** The case, and whom its list calls contacts, in the order of calling: persons of the world. */
  readonly person: number;
  readonly called: readonly number[];
}

/** The lists that come of each person in turn as the case, by one side's logs or both. */
async function calledLists(
  server: Server,
  tokens: readonly WornToken[],
  day: Day,
  side: (typeof LOGS)[number],
): Promise<CalledList[]> {
  const personOf = new Map(tokens.map(({ serial, person }) => [serial, person]));
  const lists: CalledList[] = [];
  for (const { serial, person } of tokens) {
    const request = { case: serial, ...daysOf(day), ...(side === "both" ? {} : { logs: side }) };
    // By token and not by wearer: the world's truth is where each token was.
    const { contacts } = await server.match({ ...request, byToken: true }, LOOK);
    const called = contacts.filter(({ isContact }) => isContact).map(({ token }) => personOf.get(token)!);
    lists.push({ person, called });
  }
  return lists;
}

function orderOf(scene: Places, lists: readonly CalledList[]): PlacesReport[] {
  const count = scene.day.people.length;
  const pairs = scene.pairs.filter(({ presence }) => presence.length >= CONTACT_MINUTES);
  const contacts = new Set(pairs.map(({ a, b }) => Math.min(a, b) * count + Math.max(a, b)));
  return placesReport(
    lists.map(({ person, called }) =>
      called.map((other) => contacts.has(Math.min(person, other) * count + Math.max(person, other))),
    ),
  );
}

const percent = (share: number | null) => (share === null ? "–" : `${Math.round(100 * share)} %`);

function textOf(figures: ParkFigures): string {
  const { people, minutes, board, from, to, late, before, after, logs, order } = figures;
  const listText = (name: string, { found, missed, falselyCalled, lines }: ParkList) => [
    `${name}: ${found} contacts found, ${missed} missed, ${falselyCalled} called without being one`,
    ...lines
      .filter(({ trueMinutes, isContact }) => trueMinutes >= CONTACT_MINUTES || isContact)
      .slice(0, 25)
      .map(
        ({ person, trueMinutes, minutes, closeMinutes, isContact, evidence = "no" }) =>
          `  ${isContact ? "contact" : "       "} ${person.padEnd(28)} true ${String(trueMinutes).padStart(4)}, list ${String(minutes).padStart(4)}, near ${String(closeMinutes).padStart(4)} min, ${evidence} log`,
      ),
  ];
  const bands = logs.both.byDistance.map(({ metres: [near, far] }, i) => {
    const cells = LOGS.map((side) => {
      const { pairs, flagged } = logs[side].byDistance[i]!;
      return `${flagged} of ${pairs}`;
    });
    return `  ${near}–${far} m`.padEnd(12) + cells.map((cell) => cell.padStart(16)).join("");
  });
  return [
    `${people} tokens (${board}), ${minutes} minutes from ${from} to ${to}`,
    ...listText(`before the log of ${late} came`, before),
    ...listText("after", after),
    "",
    `            ${["case's log", "contacts' logs", "both fused"].map((text) => text.padStart(16)).join("")}`,
    `  precision ${LOGS.map((side) => percent(logs[side].precision).padStart(16)).join("")}`,
    `  recall    ${LOGS.map((side) => percent(logs[side].recall).padStart(16)).join("")}`,
    "  pairs called contacts, by distance:",
    ...bands,
    "  contacts in truth among those called, both fused, by the place in the list:",
    ...placesText(order),
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      people: { type: "string", default: "60" },
      minutes: { type: "string" },
      seed: { type: "string", default: "1" },
      board: { type: "string", default: "puckjs" },
      geometry: { type: "string", default: "pairs" },
      wearing: { type: "string", default: "anyhow" },
    },
  });
  const figures = await playParkDay({
    people: Number(values.people),
    seed: Number(values.seed),
    board: values.board,
    geometry: geometryOf(values.geometry),
    wearing: values.wearing,
    minutes: values.minutes === undefined ? undefined : Number(values.minutes),
  });
  console.log(values.json ? JSON.stringify({ park: figures }) : textOf(figures));
}
