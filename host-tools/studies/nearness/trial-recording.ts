/**
 * A recorded shift of real tokens as `bztoken classify` reads it (docs/field-trial.md): the tokens' own logs, as the trial's server holds them, and where
 * everybody was. Prints CSV receiver,transmitter,timestamp_ms,rssi,distance_m, one line for each minute in which one token heard another.
 *   node --import tsx host-tools/studies/nearness/trial-recording.ts --data DIR --places places.csv --from TIME --to TIME > trial.csv
 *   bztoken classify --rssi trial.csv --power -59
 * places.csv: token,from,to,x,y with the token's serial, times as ISO 8601 with their zone, and metres. `--from` is the beginning of a quarter of an hour.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import Papa from "papaparse";
import { lossOf } from "../../../protocol/contact.ts";
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { decodeSummary } from "../../../protocol/record.ts";
import { DAY_MS, EPOCH_MS, MINUTE_MS } from "../../lib/time.ts";
import { ownLogOf } from "../../server/matching/match.ts";
import { openServer, partsOf, type Server } from "../../server/server.ts";
import type { RecordedPacket } from "./recorded-packet.ts";

/** What a minute's line stands for, dBm at 1 m: any figure does, if `--power` of classify is the same. */
const POWER = -59;
/** Every look is in the audit log, a trial's too. */
const LOOK = { actor: "field trial", reason: "trial" } as const;

/** Somebody stays at one place; times in ms. */
interface Stay {
  readonly token: string;
  readonly from: number;
  readonly to: number;
  readonly x: number;
  readonly y: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Throws an Error that names the line. */
export function readPlaces(text: string): Stay[] {
  const { data } = Papa.parse<Record<string, string>>(text.trim(), { header: true });
  return data.map((row, i) => {
    const [from, to] = [Date.parse(row.from ?? ""), Date.parse(row.to ?? "")];
    const [x, y] = [Number(row.x || Number.NaN), Number(row.y || Number.NaN)];
    if (!row.token || ![from, to, x, y].every(Number.isFinite) || to <= from)
      throw new Error(`places: line ${i + 2} needs token, from, to, x and y`);
    return { token: row.token, from, to, x, y };
  });
}

/**
 * Minutes between two times (ms) in which a token heard another: each at the loss that nearness is judged by, with the distance where both
 * places are known. Before them stands a line of a token with itself, which nobody scores: with it the quarters of an hour begin where
 * the tokens' do.
 */
export async function trialPackets(
  server: Server,
  stays: readonly Stay[],
  { from, to }: Span,
): Promise<RecordedPacket[]> {
  if (from % EPOCH_MS !== 0) throw new Error("from: not the beginning of a quarter of an hour");
  const [fromDay, toDay] = [Math.floor(from / DAY_MS), Math.floor((to - 1) / DAY_MS)];
  const placeOf = (token: string, at: number) =>
    stays.find((stay) => stay.token === token && stay.from <= at && at < stay.to);
  const packets: RecordedPacket[] = [
    { receiver: "beginning", transmitter: "beginning", at: from, rssi: POWER, metres: 0 },
  ];
  for (const { serial } of await server.tokens()) {
    const request = { case: serial, fromDay, toDay };
    await server.match(request, LOOK);
    for (const { row, owner } of await ownLogOf(partsOf(server), request)) {
      if (!owner) continue;
      const summary = decodeSummary(row.summary);
      for (let minute = 0; minute < MINUTES_PER_EPOCH; minute++) {
        if (((summary.minutes >> minute) & 1) === 0) continue;
        const at = (row.epoch * MINUTES_PER_EPOCH + row.shift + minute + 0.5) * MINUTE_MS;
        if (at < from || at >= to) continue;
        const [receiver, transmitter] = [String(serial), String(owner.serial)];
        const [one, other] = [placeOf(receiver, at), placeOf(transmitter, at)];
        const metres = one && other ? Math.hypot(one.x - other.x, one.y - other.y) : undefined;
        packets.push({ receiver, transmitter, at, rssi: POWER - lossOf(summary), metres });
      }
    }
  }
  return packets.sort((a, b) => a.at - b.at);
}

export function trialCsv(packets: readonly RecordedPacket[]): string {
  const lines = packets.map(({ receiver, transmitter, at, rssi, metres }) =>
    [receiver, transmitter, at, rssi, metres?.toFixed(2) ?? ""].join(","),
  );
  return ["receiver,transmitter,timestamp_ms,rssi,distance_m", ...lines, ""].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { data: text, places: text, from: text, to: text } });
  const { data, places, from, to } = values;
  if (!data || !places || !from || !to) throw new Error("give --data, --places, --from and --to");
  const span = { from: Date.parse(from), to: Date.parse(to) };
  const stays = readPlaces(readFileSync(places, "utf8"));
  const server = await openServer({ dir: data });
  try {
    process.stdout.write(trialCsv(await trialPackets(server, stays, span)));
  } finally {
    await server.close();
  }
}
