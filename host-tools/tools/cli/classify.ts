import { basename } from "node:path";
import { readRecording, WrongRecording } from "../../studies/nearness/recordings.ts";
import {
  type Figures,
  type Recording,
  type SceneScore,
  scoreRecordings,
} from "../../studies/nearness/score.ts";
import { type Arguments, BadInput, type Verb } from "./verb.ts";

/**
 * RSSI at 1 m of phones that advertise at -20 dBm, which is what the tables of DP-3T were recorded with: iBeacon's
 * nominal -59 dBm at 0 dBm (boards/), less 20 dB. Hand to hand at 1 m such phones read -79 dBm.
 */
const PHONE_POWER = -79;

export const classify: Verb = {
  summary: "Scores the encounter record and the contact rule on recorded RSSI with known distances.",
  usage: "--rssi FILE...",
  covers: "every recording that was given; those without distances are marked and left out of the sum",
  options: {
    rssi: {
      type: "string",
      value: "FILE",
      help: "SQLite with a table results (DP-3T), or CSV receiver,transmitter,timestamp_ms,rssi,distance_m",
      required: true,
      multiple: true,
    },
    power: {
      type: "string",
      value: "DBM",
      help: `mean RSSI at 1 m in the open (${PHONE_POWER}: phones at -20 dBm); no area under the curve depends on it`,
    },
    "every-packet": { type: "boolean", help: "hear packets without a known distance too" },
    "per-minute": {
      type: "string",
      value: "N",
      help: "hear at most N packets of each pair and minute, as a token does",
    },
    seed: { type: "string", value: "S", help: "seed of the packets heard and of the intervals (1)" },
  },
  async run(args) {
    const options = optionsOf(args);
    const recordings: Recording[] = [];
    // The shell has spread a pattern behind --rssi into further words.
    for (const file of [...args.texts("rssi"), ...args.positionals]) recordings.push(await read(file));
    const scores = scoreRecordings(recordings, options);
    const json = { ...scores, options };
    return { json, text: textOf(json.scenes, scores.all, scores.nearLoss, options.powerAtOneMetre) };
  },
};

function optionsOf(args: Arguments) {
  return {
    powerAtOneMetre: args.whole("power", PHONE_POWER, -100, -30),
    everyPacket: args.flag("every-packet"),
    perMinute: args.text("per-minute") === undefined ? undefined : args.whole("per-minute", 1, 1, 1000),
    seed: args.whole("seed", 1, 0, 0x7fffffff),
  };
}

async function read(file: string): Promise<Recording> {
  try {
    return { file, packets: await readRecording(file) };
  } catch (error) {
    if (error instanceof WrongRecording) throw new BadInput(`${file} ${error.message}`);
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
];

function textOf(scenes: readonly SceneScore[], all: Figures, nearLoss: number, power: number): string {
  const rows = scenes.map((scene) => rowOf(basename(scene.file) + (scene.hasDistances ? "" : " *"), scene));
  if (scenes.filter(({ hasDistances }) => hasDistances).length > 1) rows.push(rowOf("together", all));
  const width = (column: number) => Math.max(...[HEADINGS, ...rows].map((row) => row[column]!.length));
  const lines = [HEADINGS, ...rows].map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(width(i)) : cell.padStart(width(i)))).join("  "),
  );
  lines.push("", `near: loss of an epoch, both logs fused, up to ${nearLoss} dB; RSSI at 1 m ${power} dBm`);
  lines.push(
    "windows: 15 minutes of a pair, both sides with 5 packets or more, near (2 m) or far; 95 % intervals",
  );
  if (scenes.some(({ hasDistances }) => !hasDistances))
    lines.push("* no distances: nobody is taken to have been near; left out of the row together");
  return lines.join("\n");
}

function rowOf(name: string, figures: Figures): string[] {
  const { windows, near, far, aucOneLog, aucBothLogs, aucOneLogInterval, aucBothLogsInterval } = figures;
  return [
    name,
    String(windows),
    String(near),
    String(far),
    area(aucOneLog, aucOneLogInterval),
    area(aucBothLogs, aucBothLogsInterval),
    share(figures.truePositiveRate),
    share(figures.falsePositiveRate),
  ];
}

function area(value: number | null, between: Figures["aucOneLogInterval"]): string {
  if (value === null) return "-";
  return value.toFixed(3) + (between ? ` (${between[0].toFixed(2)}-${between[1].toFixed(2)})` : "");
}

const share = (value: number | null): string => (value === null ? "-" : `${(100 * value).toFixed(1)} %`);
