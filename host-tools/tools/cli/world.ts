import type { Board } from "../../../boards/board.ts";
import { boards } from "../../../boards/index.ts";
import { PcapFile } from "../../formats/pcap/pcap-file.ts";
import { RUNTIMES, type Runtime } from "../../models/interpreter/runtime.ts";
import { gateReport } from "../../studies/gate/report.ts";
import { GATE_SHIFT } from "../../studies/gate/scenes.ts";
import { gateText } from "../../studies/gate/text.ts";
import { Sniffer } from "../../studies/linking/sniffer.ts";
import { recallReport, recallText } from "../../studies/recall/month-report.ts";
import { pickDay, readContactFile } from "../../world/contacts.ts";
import { type Day, firstMinutes } from "../../world/day.ts";
import { PEER_SCHEDULES } from "../../world/peer-schedules.ts";
import { play } from "../../world/play.ts";
import { playSchedule } from "../../world/play-schedule.ts";
import { radioWorn } from "../../world/radio-parameters.ts";
import type { PhoneReport, PlaneReport, WorldReport } from "../../world/report-types.ts";
import { sceneOf } from "../../world/scene-of.ts";
import { geometryOf, playShift } from "../../world/shifts.ts";
import { readBoard } from "./inputs.ts";
import { PhaseBars } from "./phase-bars.ts";
import { type Arguments, BadInput, type Output, type Verb } from "./verb.ts";

const MOST_MINUTES = 1440;
/** The schedule of the tokens' own program. */
const OWN = "bluezone-token";

export const world: Verb = {
  summary: "Tokens meet: a day of people is played, and what the logs hold is set beside the truth.",
  usage: "--contacts FILE | --shift park|school|ward|market|factory-gate | --recall",
  covers: "figures of every token that was played, for the minutes that were asked for",
  options: {
    contacts: { type: "string", value: "FILE", help: "rows unix_s,person_a,person_b; .gz too" },
    shift: {
      type: "string",
      value: "NAME",
      help: `a made-up day: park, school, ward or market; or ${GATE_SHIFT}, what gates make of who comes through`,
    },
    recall: {
      type: "boolean",
      help: "a made-up month of calls by token: how soon they are heard, and who blinks red",
    },
    days: { type: "string", value: "D", help: "of --recall (30)" },
    cases: { type: "string", value: "N", help: "of --recall: each calls five contacts (6)" },
    date: { type: "string", value: "DATE", help: "day of the contact file, or of the shift (YYYY-MM-DD)" },
    people: { type: "string", value: "N", help: "people of the shift" },
    minutes: { type: "string", value: "M", help: "only the first M minutes" },
    seed: { type: "string", value: "S", help: "seed of people, radio and clocks (1)" },
    seeds: { type: "string", value: "N", help: `of ${GATE_SHIFT}: so many seeds, from that one on (3)` },
    board: { type: "string", value: "ID", help: `one of ${Object.keys(boards).join(", ")} (puckjs)` },
    runtime: {
      type: "string",
      value: "NAME",
      help: "what runs the programs: vm, or espruino for a process of the real interpreter each (vm)",
    },
    schedule: {
      type: "string",
      value: "NAME",
      help: `${OWN} (the built program), or another design's times: ${Object.keys(PEER_SCHEDULES).join(", ")} (${OWN})`,
    },
    geometry: {
      type: "string",
      value: "NAME",
      help: "of a shift: pairs, whose distances are drawn, or plane, where everybody has a place (pairs)",
    },
    wearing: {
      type: "string",
      value: "NAME",
      help: "how tokens are worn: anyhow, or all alike on lanyards (anyhow)",
    },
    phones: {
      type: "string",
      value: "SHARE",
      help: "share of the people, 0 to 1, who have an Android phone with Bluezone in place of a token (0)",
    },
    iphones: { type: "string", value: "SHARE", help: "the same for iPhones, Bluezone in the foreground (0)" },
    data: { type: "string", value: "DIR", help: "keep the server's data there, for match" },
    pcap: {
      type: "string",
      value: "FILE",
      help: "write every packet on the air there, as somebody in the middle hears it (for Wireshark)",
    },
  },
  async run(args) {
    if (args.positionals.length > 0) throw new BadInput(`unexpected word "${args.positionals[0]}"`);
    const seed = args.whole("seed", 1, 0, 0x7fffffff);
    if (args.flag("recall")) return playRecall(args, seed);
    refuseBeside(args, ["days", "cases"], "--recall");
    if (args.text("shift") === GATE_SHIFT) return playGates(args, seed);
    refuseBeside(args, ["seeds"], `--shift ${GATE_SHIFT}`);
    const day = dayOf(args, seed);
    const board = readBoard(args.need("board", "puckjs"));
    const schedule = args.need("schedule", OWN);
    if (schedule !== OWN) return playOther(args, schedule, day, seed);
    const phones = { android: shareOf(args, "phones"), iphone: shareOf(args, "iphones") };
    if (phones.android + phones.iphone > 1)
      throw new BadInput("--phones and --iphones together are more than 1");
    const capture = captureOf(args, day, board, seed);
    const parameters = parametersOf(args);
    const bars = new PhaseBars();
    const { report, server, tokens } = await play({
      day,
      board,
      seed,
      runtime: runtimeOf(args),
      dir: args.text("data"),
      parameters,
      phones,
      observer: capture?.sniffer,
      onProgress: (phase, share) => bars.show(phase, share),
    });
    bars.end();
    capture?.end();
    for (const { device } of tokens) device.powerOff();
    await server.close();
    return { json: report, text: textOf(report) };
  },
};

/** Gates and who comes through them: no program runs, and the gates' engine is the real one. */
async function playGates(args: Arguments, seed: number): Promise<Output> {
  const others = Object.keys(world.options).filter(
    (name) => !["shift", "seed", "seeds", "board"].includes(name),
  );
  refuseBeside(args, others, "another --shift or --contacts");
  const count = args.whole("seeds", 3, 1, 1000);
  const bars = new PhaseBars();
  const report = await gateReport({
    board: readBoard(args.need("board", "puckjs")).id,
    seeds: Array.from({ length: count }, (_, i) => seed + i),
    onProgress: (share) => bars.show("live", share),
  });
  bars.end();
  return { json: report, text: gateText(report) };
}

/** A month of calls by token: the server is the real one, people and radio are played. */
async function playRecall(args: Arguments, seed: number): Promise<Output> {
  const own = ["recall", "people", "days", "cases", "seed", "board"];
  const others = Object.keys(world.options).filter((name) => !own.includes(name));
  refuseBeside(args, others, "--contacts or --shift");
  const bars = new PhaseBars();
  const report = await recallReport({
    people: args.whole("people", 1000, 20, 5000),
    days: args.whole("days", 30, 14, 60),
    cases: args.whole("cases", 6, 0, 100),
    seed,
    board: readBoard(args.need("board", "puckjs")),
    onProgress: (share) => bars.show("live", share),
  });
  bars.end();
  return { json: report, text: recallText(report) };
}

function refuseBeside(args: Arguments, options: readonly string[], what: string): void {
  for (const option of options)
    if (args.text(option) !== undefined) throw new BadInput(`--${option} goes with ${what} only`);
}

/** Another design's schedule in place of the program; what needs keys or a server is not there. */
function playOther(args: Arguments, name: string, day: Day, seed: number): Output {
  const schedule = PEER_SCHEDULES[name];
  if (!schedule)
    throw new BadInput(
      `--schedule must be one of ${[OWN, ...Object.keys(PEER_SCHEDULES)].join(", ")}, not "${name}"`,
    );
  refuseBeside(args, ["board", "runtime", "data", "phones", "iphones", "pcap"], `--schedule ${OWN}`);
  const bars = new PhaseBars();
  const report = playSchedule({
    day,
    schedule,
    seed,
    parameters: parametersOf(args),
    onProgress: (share) => bars.show("live", share),
  });
  bars.end();
  return { json: report, text: textOf(report) };
}

function shareOf(args: Arguments, name: string): number {
  const text = args.text(name) ?? "0";
  const share = Number(text);
  if (!/^[\d.]+$/.test(text) || !(share <= 1))
    throw new BadInput(`--${name} must be a share from 0 to 1, not "${text}"`);
  return share;
}

/** The sniffer that --pcap puts into the middle of the scene, and the file it writes. */
function captureOf(args: Arguments, day: Day, board: Board, seed: number) {
  const path = args.text("pcap");
  if (path === undefined) return undefined;
  const file = asInput(() => new PcapFile(path));
  const { rssiAtOneMetreDbm, txPowerDbm } = board.radio;
  const sniffer = new Sniffer({
    scene: sceneOf(day, seed),
    seed,
    rssiAtOneMetreDbm: rssiAtOneMetreDbm - txPowerDbm,
    onPacket: (packet) => file.write(packet),
  });
  const end = () => {
    sniffer.end();
    file.close();
  };
  return { sniffer, end };
}

const parametersOf = (args: Arguments) => asInput(() => radioWorn(args.need("wearing", "anyhow")));

function runtimeOf(args: Arguments): Runtime {
  const name = args.need("runtime", "vm");
  const found = RUNTIMES.find((one) => one === name);
  if (!found) throw new BadInput(`--runtime must be one of ${RUNTIMES.join(", ")}, not "${name}"`);
  return found;
}

function dayOf(args: Arguments, seed: number): Day {
  const [file, shift] = [args.text("contacts"), args.text("shift")];
  if ((file === undefined) === (shift === undefined))
    throw new BadInput("one of --contacts and --shift is needed");
  const minutes = args.text("minutes") === undefined ? undefined : args.whole("minutes", 0, 1, MOST_MINUTES);
  const people = args.text("people") === undefined ? undefined : args.whole("people", 0, 2, 5000);
  const geometry = asInput(() => geometryOf(args.need("geometry", "pairs")));
  if (shift !== undefined)
    return asInput(() => playShift(shift, { people, minutes, seed, date: args.text("date"), geometry }));
  if (geometry !== "pairs")
    throw new BadInput("--geometry goes with --shift: a contact file has its own truth");
  if (people !== undefined)
    throw new BadInput("--people goes with --shift: a contact file has its own people");
  const day = asInput(() => pickDay(readContactFile(file!), args.text("date")));
  return minutes === undefined ? day : firstMinutes(day, minutes);
}

/** What readers of files and plans refuse is the person's input, not a failure. */
function asInput<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BadInput(error instanceof Error ? error.message : String(error));
  }
}

/** A share as a percentage, a figure to one place, or a dash for none. */
const percent = (share: number | null) => (share === null ? "–" : `${(100 * share).toFixed(1)} %`);
const figure = (value: number | null, digits = 1) => (value === null ? "–" : value.toFixed(digits));

/** Causes that count for anything, the largest first. */
function byCause(causes: Readonly<Record<string, number>>): string {
  return Object.entries(causes)
    .filter(([, current]) => current >= 0.05)
    .sort(([, x], [, y]) => y - x)
    .map(([cause, current]) => `${cause} ${figure(current)}`)
    .join(", ");
}

function phoneRows({ android, iphone }: PhoneReport): [name: string, value: string][] {
  return [["Android phones", android] as const, ["iPhones", iphone] as const]
    .filter(([, { phones }]) => phones > 0)
    .map(([name, { phones, presences15, byToken, byPhone }]) => [
      name,
      `${phones}: ${presences15} presences of 15 minutes with a token's wearer, ${byToken} logged by the token, ${byPhone} by the phone`,
    ]);
}

/** For how many no plane agrees. */
function planeText({ pairs, pairsWithoutPlane, triples, triplesWithoutPlane }: PlaneReport): string {
  return `no plane agrees with ${pairsWithoutPlane} of ${pairs} pairs and ${triplesWithoutPlane} of ${triples} triples who were there together`;
}

function textOf(report: WorldReport): string {
  const { truth, plane, heard, rule, log, energy, lost } = report;
  const length = heard.lengthErrorMinutes;
  const rows: [name: string, value: string][] = [
    [
      "people",
      `${report.people}, ${report.minutes} minutes, seed ${report.seed}, ${report.schedule} on ${report.runtime}`,
    ],
    [
      "truth",
      `${truth.presenceMinutes} presence minutes, ${truth.faceMinutes} face minutes, ${truth.pairs15} pairs of 15 minutes or more`,
    ],
    ["plane", planeText(plane)],
    [
      "heard",
      `${percent(heard.shareOfPresenceMinutes)} of presence minutes by each log, ${percent(heard.shareByEitherLog)} by either`,
    ],
    ["length error", `p5 ${figure(length.p5)}, p50 ${figure(length.p50)}, p95 ${figure(length.p95)} minutes`],
    ["rule", `precision ${percent(rule.precision)}, recall ${percent(rule.recall)}`],
    ...rule.byDistance.map(({ metres: [from, to], pairs, flagged }): [string, string] => [
      "",
      `${from}–${Number.isFinite(to) && to !== null ? to : "∞"} m: ${flagged} of ${pairs} pairs called contacts`,
    ]),
    [
      "log",
      `${log.recordsPerTokenDay.p50} records a token (p90 ${log.recordsPerTokenDay.p90}, max ${log.recordsPerTokenDay.max}), ${figure(log.bytesPerRecord, 2)} bytes each`,
    ],
    [
      "energy",
      `${figure(energy.averageMicroamps.p50)} µA (max ${figure(energy.averageMicroamps.max)}), ${figure(energy.daysOn220mAh, 0)} days on 220 mAh, ${figure(energy.daysOn1000mAh, 0)} on 1000 mAh`,
    ],
    ["", byCause(energy.byCause)],
    ...(report.phones ? phoneRows(report.phones) : []),
    [
      "lost",
      Object.entries(lost)
        .map(([reason, count]) => `${reason} ${count}`)
        .join(", "),
    ],
    ...(report.logHashes.length > 0
      ? [["logs", "sha256 of each token's pages"] satisfies [string, string]]
      : []),
    ...report.logHashes.map((hash, token): [string, string] => ["", `${token} ${hash}`]),
  ];
  return rows.map(([name, value]) => `${name.padEnd(14)} ${value}`).join("\n");
}
