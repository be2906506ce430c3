/** Tokens that run the built program, on a floor: handed out and synced, then lived with for a while. */
import type { Board } from "../../boards/board.ts";
import { MINUTE_MS } from "../lib/time.ts";
import { openServer } from "../server/server.ts";
import { buildFirmware, type FirmwareBuild } from "../tools/firmware-build/bundle.ts";
import { drive } from "./drive.ts";
import { type Consumption, type Currents, consumptionOf, currentsOf } from "./energy.ts";
import { Floor, type FloorOptions } from "./floor.ts";
import { handOut, type Rates, type WornToken } from "./handout.ts";
import { readLogs } from "./log-reader.ts";
import { Radio } from "./radio.ts";
import type { LoggedRecord } from "./report.ts";

/** Tokens are switched on and synced so long before. */
const HAND_OUT_MS = 10 * MINUTE_MS;
/** The last epoch is written at its end. */
const CLOSING_MS = 16 * MINUTE_MS;

/** What is lived through, whoever lives it. */
export interface RoomPlan {
  /** It begins at the floor's startAt, a whole quarter hour. */
  readonly floor: FloorOptions;
  readonly seed: number;
  /** World ms. */
  readonly endAt: number;
  /** Energy is read at these world times, ascending, beside begin and end. */
  readonly readAt?: readonly number[];
  /** World time reached. */
  readonly onProgress?: (t: number) => void;
}

interface TokenRoomPlan extends RoomPlan {
  readonly board: Board;
  /** Built already; else it is built. */
  readonly build?: FirmwareBuild;
  readonly rates?: Rates | undefined;
}

export interface LivedRoom {
  readonly floor: Floor;
  readonly records: readonly LoggedRecord[];
  /** For each span between readings: currents of each token. */
  readonly currents: readonly (readonly Currents[])[];
  readonly radio: Radio;
  /** Adverts lost because the interpreter's queue was full. */
  readonly queueFull: number;
}

export async function liveRoom(options: TokenRoomPlan): Promise<LivedRoom & { tokens: WornToken[] }> {
  const { board, seed, endAt, readAt = [] } = options;
  const floor = new Floor(options.floor);
  const { startAt } = floor.day;
  const build = options.build ?? (await buildFirmware(board));
  const at = startAt - HAND_OUT_MS;
  let serverNow = at;
  const setClock = (t: number) => {
    serverNow = t;
  };
  const server = await openServer({ now: () => serverNow });
  const { tokens, readyAt } = await handOut(floor.day.people, {
    server,
    build,
    seed,
    at,
    setClock,
    rates: options.rates,
  });
  await server.close();
  const rssiAtOneMetreDbm = board.radio.rssiAtOneMetreDbm - board.radio.txPowerDbm;
  const members = tokens.map(({ device, person }) => ({ token: device, person, rssiAtOneMetreDbm }));
  const radio = new Radio(floor, members, { seed });
  for (const { device } of tokens) device.runTo(readyAt);
  const spans: Currents[][] = [];
  let before: Consumption[] | undefined;
  let now = readyAt;
  for (const t of [startAt, ...readAt, endAt]) {
    drive(radio, members, now, t, options.onProgress ? { onProgress: options.onProgress } : {});
    const read = tokens.map(({ device }) => {
      device.settleMeter();
      return consumptionOf(device.meter);
    });
    if (before) {
      const standing = { button: true, externalFlash: board.flash.external };
      spans.push(read.map((after, i) => currentsOf(before![i]!, after, t - now, standing)));
    }
    before = read;
    now = t;
  }
  drive(radio, members, endAt, endAt + CLOSING_MS);
  const { records } = readLogs(tokens, startAt, endAt);
  const queueFull = tokens.reduce((sum, { device }) => sum + device.meter.droppedEvents, 0);
  return { floor, tokens, records, currents: spans, radio, queueFull };
}
