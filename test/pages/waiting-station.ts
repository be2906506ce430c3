/** A station with staff, people and tokens that were worn and wait behind a stand-in, and a browser. */
import type { Browser } from "playwright-core";
import { buildPages } from "../../host-tools/pages/build.ts";
import { launchBrowser } from "../support/browser.ts";
import { FAR, openStationServer, type StationServer } from "../support/station-server.ts";
import { type Waiting, type WaitingToken, waitingTokens } from "../support/worn-stand-in.ts";

export const LOGIN = "lan";
const NURSE = "Nguyễn Thị Lan";
export const STRANGER = "Quách Thị Xa Lạ";

export interface WaitingStation {
  readonly station: StationServer;
  readonly waiting: Waiting;
  readonly browser: Browser;
  /** The last one is worn by somebody of another unit, the others by people of the own one in this order. */
  readonly tokens: readonly WaitingToken[];
  readonly foreign: WaitingToken;
  stop(): Promise<void>;
}

const PEOPLE = [
  { name: "Trần Thị Bưởi", birth: "1944", hamlet: "Xóm Chùa", group: "Lớp 6A" },
  { name: "Nguyễn Văn Cam", birth: "1951", hamlet: "Xóm Chùa", group: "Lớp 6A" },
  { name: "Lê Thị Đào", birth: "1948", hamlet: "Xóm Đình", group: "Lớp 6A" },
  { name: "Phạm Văn Mít", birth: "1939", hamlet: "Xóm Đình" },
] as const;

export async function openWaitingStation(own: number, args: readonly string[] = []): Promise<WaitingStation> {
  // First what may fail: tokens that wait would keep the process alive.
  await buildPages("station");
  const waiting = await waitingTokens({ tokens: own + 1, epochs: 4 });
  const station = await openStationServer(waiting.worn.server);
  await station.addAccount(LOGIN, NURSE);
  for (const [i, person] of PEOPLE.entries()) {
    const id = await station.addPerson({ ...person });
    if (i < own) await station.wears(id, waiting.tokens[i]!.token.serial);
  }
  const foreign = waiting.tokens[own]!;
  await station.wears(await station.addPerson({ name: STRANGER, unit: FAR }), foreign.token.serial);
  const browser = await launchBrowser({ address: waiting.standIn.address, args });
  return {
    station,
    waiting,
    browser,
    foreign,
    tokens: waiting.tokens.slice(0, own),
    async stop() {
      await browser.close();
      await station.stop();
      await waiting.stop();
    },
  };
}
