/**
 * How long a sync takes on the air: virtual tokens with the built program, charged for what the interpreter was counted
 * to take (docs/COSTS.md, 40,000 instructions per ms), over links of several intervals. The server takes no time here.
 * `--json` for one JSON object.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Board } from "../../../boards/board.ts";
import { boards } from "../../../boards/index.ts";
import { DAY_MS, EPOCH_MS, MINUTE_MS } from "../../lib/time.ts";
import { converse, holdButton } from "../../models/virtual-token/central.ts";
import type { Device } from "../../models/virtual-token/device.ts";
import { openServer } from "../../server/server.ts";
import { syncToken } from "../../station/sync-client.ts";
import { buildFirmware } from "../../tools/firmware-build/bundle.ts";
import { handOut } from "../../world/handout.ts";
import { liveAmong } from "./crowd.ts";

const START = Date.UTC(2026, 10, 24, 1);
/** A wearer holds the button until the light blinks: the token may be busy with its neighbours when the time is over. */
const HOLD_MS = 6000;
const LOG_BYTES = 20_000;
/** A token at a hospital ward: 152 records in 40 epochs of a day. */
const WARD = { epochs: 40, peers: 4 };
const CROWD = 40;
const SHIFT_EPOCHS = 28;
const SHIFTS = 4;
/** What laptops and phones agree to, ms. */
const INTERVALS = [7.5, 15, 30];
/** MTU exchange and discovery of services before the first message: so many questions, an interval each way. */
const DISCOVERY_EXCHANGES = 8;

interface SyncTime {
  readonly board: string;
  readonly mtu: number;
  readonly intervalMs: number;
  readonly visit: "20 KB" | "a day later";
  readonly bytes: number;
  /** From the link to its end, discovery of services included; the first visit scaled to 20,000 bytes. */
  readonly seconds: number;
  readonly droppedNotifications: number;
}

interface Bar {
  readonly board: Board;
  readonly mtu: number;
  readonly first: number;
  readonly later: number;
}

const BARS: readonly Bar[] = [
  { board: boards.puckjs!, mtu: 53, first: 15, later: 4 },
  { board: boards.xiaoble!, mtu: 131, first: 8, later: 4 },
];

async function measureSyncs({ board, mtu }: Bar, intervalMs: number): Promise<SyncTime[]> {
  let now = START;
  const server = await openServer({ now: () => now });
  try {
    const build = await buildFirmware(board);
    const { tokens, readyAt } = await handOut(["wearer"], { server, build, seed: 3, at: START });
    const { device } = tokens[0]!;
    const link = { mtu, intervalMs };
    const visit = async (name: SyncTime["visit"]): Promise<SyncTime> => {
      const ready = holdButton(device, device.worldNow, HOLD_MS);
      now = ready;
      const before = device.meter.droppedNotifications;
      const { result, endedAt } = await converse(device, ready, link, (transport) =>
        syncToken(transport, server),
      );
      device.runTo(endedAt + 1000);
      const { bytes } = result;
      const onAir = endedAt - ready + 2 * DISCOVERY_EXCHANGES * intervalMs;
      const share = name === "20 KB" ? LOG_BYTES / bytes : 1;
      const droppedNotifications = device.meter.droppedNotifications - before;
      const seconds = (onAir * share) / 1000;
      return { board: board.id, mtu, intervalMs, visit: name, bytes, seconds, droppedNotifications };
    };
    fill(device, readyAt);
    const first = await visit("20 KB");
    if (first.bytes < LOG_BYTES) throw new Error(`${first.bytes} bytes of log`);
    const begins = Math.ceil(device.worldNow / EPOCH_MS) * EPOCH_MS;
    liveAmong(device, WARD.peers, begins + WARD.epochs * EPOCH_MS);
    liveAmong(device, 0, device.worldNow + DAY_MS - WARD.epochs * EPOCH_MS);
    return [first, await visit("a day later")];
  } finally {
    await server.close();
  }
}

/** Shifts of seven hours among a crowd: the program rations what it writes of a day, the more the fuller its log. The pages that wait hold more than 20 KB then. */
function fill(device: Device, from: number): void {
  const begins = Math.ceil(from / EPOCH_MS) * EPOCH_MS;
  for (let day = 0; day < SHIFTS; day++) {
    liveAmong(device, 0, begins + day * DAY_MS);
    liveAmong(device, CROWD, begins + day * DAY_MS + SHIFT_EPOCHS * EPOCH_MS + MINUTE_MS);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { json: { type: "boolean" } } });
  const times: SyncTime[] = [];
  for (const bar of BARS)
    for (const intervalMs of INTERVALS) times.push(...(await measureSyncs(bar, intervalMs)));
  if (values.json) console.log(JSON.stringify({ times }));
  else for (const time of times) console.log(line(time));
}

function line({ board, mtu, intervalMs, visit, bytes, seconds, droppedNotifications }: SyncTime): string {
  const bar = BARS.find((one) => one.board.id === board)!;
  const limit = visit === "20 KB" ? bar.first : bar.later;
  return [
    `${board}, MTU ${mtu}, interval ${intervalMs} ms, ${visit}`,
    `${bytes} bytes`,
    `${seconds.toFixed(1)} s on air (bar ${limit} s, ${seconds <= limit ? "held" : "MISSED"})`,
    `${droppedNotifications} notifications dropped`,
  ].join(" · ");
}
