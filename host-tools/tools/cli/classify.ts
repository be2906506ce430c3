import { basename } from "node:path";
import { DRAWS, type JudgedScene, judgeRecording } from "../../studies/nearness/judge.ts";
import { WrongRecording, withRecording } from "../../studies/nearness/recordings.ts";
import {
  FEW_PEOPLE,
  type Figures,
  KINDS,
  type Kind,
  type SceneScore,
  type Scores,
  scoresOf,
} from "../../studies/nearness/score.ts";
import type { ReplayOptions } from "../../studies/nearness/windows.ts";
import { type Arguments, BadInput, type Verb } from "./verb.ts";

/**
 * RSSI at 1 m of phones that advertise at -20 dBm, which is what the tables of DP-3T were recorded with: iBeacon's
 * nominal -59 dBm at 0 dBm (boards/), less 20 dB. Hand to hand at 1 m such phones read -79 dBm.
 */
const PHONE_POWER = -79;

export const classify: Verb = {
  summary: "Scores the encounter record and the contact rule on recorded RSSI with known distances.",
  usage: "--rssi FILE...",
  covers:
    "every recording that was given, also one that cannot be read; without distances or of one direction: marked, left out of the sum",
  options: {
    rssi: {
      type: "string",
      value: "FILE",
      help: "SQLite with a table results (DP-3T), or CSV receiver,transmitter,timestamp_ms,rssi,distance_m; an office has the word in its name",
      required: true,
      multiple: true,
    },
    power: {
      type: "string",
      value: "DBM",
      help: `mean RSSI at 1 m in the open (${PHONE_POWER}: phones at -20 dBm); no area under the curve depends on it`,
    },
    "packets-per-minute": {
      type: "string",
      value: "N",
      help: `as a token samples: at most N packets of each direction and minute, out of every packet; the mean of ${DRAWS} draws`,
    },
    "every-packet": { type: "boolean", help: "hear packets without a known distance too" },
    "per-minute": {
      type: "string",
      value: "N",
      help: `hear at most N packets of each direction and minute; the mean of ${DRAWS} draws`,
    },
    seed: {
      type: "string",
      value: "S",
      help: "seed of the packets heard (the further draws: S+1, S+2, …) and of the intervals (1)",
    },
  },
  async run(args) {
    const options = optionsOf(args);
    const scenes: JudgedScene[] = [];
    const leftOut: LeftOut[] = [];
    // The shell has spread a pattern behind --rssi into further words.
    for (const file of [...args.texts("rssi"), ...args.positionals]) {
      const scene = await judgedFile(file, options);
      if ("why" in scene) leftOut.push(scene);
      else scenes.push(scene);
    }
    if (scenes.length === 0) throw new BadInput(leftOut.map(({ file, why }) => `${file} ${why}`).join("\n"));
    const scores = scoresOf(scenes, options.seed);
    const draws = options.perMinute === undefined ? 1 : DRAWS;
    return {
      json: { ...scores, leftOut, options: { ...options, draws } },
      text: textOf(scores, leftOut, options.powerAtOneMetre),
    };
  },
};

/** A file that holds no such table, and what is wrong with it. */
interface LeftOut {
  readonly file: string;
  readonly why: string;
}

function optionsOf(args: Arguments): ReplayOptions {
  const most = (name: string) => (args.text(name) === undefined ? undefined : args.whole(name, 1, 1, 1000));
  const sampled = most("packets-per-minute");
  const perMinute = most("per-minute");
  if (sampled !== undefined && perMinute !== undefined)
    throw new BadInput("--packets-per-minute hears every packet, --per-minute may not: give one of them");
  return {
    powerAtOneMetre: args.whole("power", PHONE_POWER, -100, -30),
    everyPacket: sampled !== undefined || args.flag("every-packet"),
    perMinute: sampled ?? perMinute,
    seed: args.whole("seed", 1, 0, 0x7fffffff),
  };
}

async function judgedFile(file: string, options: ReplayOptions): Promise<JudgedScene | LeftOut> {
  try {
    return await withRecording(file, (recording) => judgeRecording(file, recording, options));
  } catch (error) {
    if (error instanceof WrongRecording) return { file, why: error.message };
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new BadInput(`--rssi: there is no file ${file}`);
    if (code === "EISDIR") throw new BadInput(`--rssi: ${file} is a folder`);
    throw error;
  }
}

const HEADINGS = [
  "scene",
  "windows",
  "near",
  "far",
  "AUC one log",
  "AUC both logs",
  "near found",
  "false alarms",
  "AUC shared peers",
  "near found",
  "false alarms",
  "AUC wrong peers",
];

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  fewPeople: `fewer than ${FEW_PEOPLE} people`,
  offices: "offices",
  others: "others",
};

function textOf(
  { scenes, all, apart, nearLoss }: Scores,
  leftOut: readonly LeftOut[],
  power: number,
): string {
  const rows = scenes.map((scene) =>
    rowOf(basename(scene.file) + (scene.hasDistances ? "" : " *") + (scene.isOneSided ? " †" : ""), scene),
  );
  if (all.scenes > 1) {
    rows.push(rowOf("together", all));
    const kinds = KINDS.filter((kind) => apart[kind].scenes > 0 && apart[kind].scenes < all.scenes);
    for (const kind of kinds) rows.push(rowOf(KIND_NAMES[kind], apart[kind]));
  }
  const width = (column: number) => Math.max(...[HEADINGS, ...rows].map((row) => row[column]!.length));
  const lines = [HEADINGS, ...rows].map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(width(i)) : cell.padStart(width(i)))).join("  "),
  );
  lines.push("", `near: loss of an epoch, both logs fused, up to ${nearLoss} dB; RSSI at 1 m ${power} dBm`);
  lines.push(
    "windows: 15 minutes of a pair, both sides with 5 packets or more, near (2 m) or far; 95 % intervals",
    "shared peers: the loss of both logs moved by the peers that both hold; wrong peers: the same losses, each another's",
  );
  lines.push(...footnotes(scenes), ...leftOut.map(({ file, why }) => `left out: ${file} ${why}`));
  return lines.join("\n");
}

function footnotes(scenes: readonly SceneScore[]): string[] {
  const lines: string[] = [];
  if (scenes.some(({ hasDistances }) => !hasDistances))
    lines.push("* no distances: nobody is taken to have been near; left out of the row together");
  if (scenes.some(({ isOneSided }) => isOneSided))
    lines.push("† one direction alone: judged by one log; left out of the row together");
  for (const { file, lacks, leftOneSided } of scenes) {
    for (const lack of lacks) lines.push(`${file} ${lack}`);
    if (leftOneSided > 0)
      lines.push(`${file}: ${leftOneSided} windows left out, one side alone heard enough`);
  }
  return lines;
}

function rowOf(name: string, figures: Figures): string[] {
  const { windows, near, far, oneLog, sharedPeers } = figures;
  // Of one direction alone there are the rates of one log.
  const rates = figures.aucBothLogs === null && figures.falsePositiveRate === null ? oneLog : figures;
  return [
    name,
    String(windows),
    String(near),
    String(far),
    area(figures.aucOneLog, figures.aucOneLogInterval),
    area(figures.aucBothLogs, figures.aucBothLogsInterval),
    share(rates.truePositiveRate),
    share(rates.falsePositiveRate),
    area(figures.aucSharedPeers, figures.aucSharedPeersInterval),
    share(sharedPeers.truePositiveRate),
    share(sharedPeers.falsePositiveRate),
    area(figures.aucShuffledPeers, null),
  ];
}

function area(value: number | null, between: Figures["aucOneLogInterval"]): string {
  if (value === null) return "-";
  return value.toFixed(3) + (between ? ` (${between[0].toFixed(2)}-${between[1].toFixed(2)})` : "");
}

const share = (value: number | null): string => (value === null ? "-" : `${(100 * value).toFixed(1)} %`);
