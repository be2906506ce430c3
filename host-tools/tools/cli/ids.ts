import { toHex } from "../../../protocol/bytes.ts";
import { DAY_SECONDS, EPOCH_SECONDS } from "../../../protocol/epoch.ts";
import { laterDayKey, rollingIdsOfDay } from "../../../protocol/rolling-id.ts";
import { sha256 } from "../../lib/sha256.ts";
import { readDay, readHex, timeText } from "./inputs.ts";
import { BadInput, type Verb } from "./verb.ts";

/** A century: a base key is never that old, and the chain would take seconds. */
const MAX_DAYS = 36_525;

export const ids: Verb = {
  summary: "The 96 rolling IDs of a day from a base key, as Bluezone 3.0.3 derives them.",
  usage: "--base-key HEX64 --base-day YYYY-MM-DD --day YYYY-MM-DD",
  covers: "all 96 IDs of the day",
  options: {
    "base-key": { type: "string", value: "HEX64", help: "day key of the base day", required: true },
    "base-day": { type: "string", value: "DATE", help: "UTC day of the base key", required: true },
    day: { type: "string", value: "DATE", help: "UTC day of the IDs", required: true },
  },
  run(args) {
    const key = readHex("--base-key", args.need("base-key"), 32);
    const baseDay = readDay("--base-day", args.need("base-day"));
    const day = readDay("--day", args.need("day"));
    if (day < baseDay) throw new BadInput("--day lies before --base-day: keys are derived forward only");
    if (day - baseDay > MAX_DAYS)
      throw new BadInput(`--day lies more than ${MAX_DAYS} days after --base-day`);
    const rows = rollingIdsOfDay(sha256, laterDayKey(sha256, key, day - baseDay)).map((id, index) => ({
      start: timeText(day * DAY_SECONDS + index * EPOCH_SECONDS),
      id: toHex(id),
    }));
    return {
      json: { day: args.need("day"), ids: rows },
      text: rows.map(({ start, id }) => `${start}\t${id}`).join("\n"),
    };
  },
};
