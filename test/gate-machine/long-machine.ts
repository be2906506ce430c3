/**
 * A gate's machine in a process of its own, its clock running as fast as it can: hears a crowd, writes its journal, brings it to the
 * server. Says each tap that it shows, and of each day what it takes:
 *   node --expose-gc --import tsx long-machine.ts FOLDER FROM TO PEOPLE SEED     (FROM, TO: world ms)
 */
import { readdirSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type Layout, REACH, TAP_REACH } from "../../host-tools/gate/layout.ts";
import { sightingOf } from "../../host-tools/gate/sighting.ts";
import { GateJournal } from "../../host-tools/gate-machine/gate-journal.ts";
import { GateMachine } from "../../host-tools/gate-machine/gate-machine.ts";
import { readIdentity } from "../../host-tools/gate-machine/identity-file.ts";
import { sendAll } from "../../host-tools/gate-machine/sender.ts";
import { DAY_MS, MINUTE_MS } from "../../host-tools/lib/time.ts";
import { Crowd, FIRST_DAY, type Press } from "./passers.ts";

const LAYOUT: Layout = {
  listeners: [
    { name: "in", side: "door", lane: "in" },
    { name: "out", side: "door", lane: "out" },
  ],
  reach: REACH,
  tapReach: TAP_REACH,
};
/** While somebody passes the machine looks each twentieth of a second; else nothing is waited for. */
const TICK_MS = 50;
const QUIET_MS = 1000;

const [folder, from, to, people, seed] = process.argv.slice(2) as [string, string, string, string, string];
const identity = readIdentity(folder)!;
const crowd = new Crowd(Number(people), Number(seed));
const path = join(folder, "journal");
const journal = new GateJournal(path);
const say = (line: string) => writeSync(1, `${line}\n`);
const parts = {
  gate: identity.gate,
  layout: LAYOUT,
  journal,
  onTaps: (taps: Parameters<ConstructorParameters<typeof GateMachine>[0]["onTaps"]>[0]) => {
    for (const { at, prefix, listener, isAgain } of taps)
      if (!isAgain) say(`tap ${at} ${prefix} ${listener.lane}`);
  },
};
const machine = new GateMachine(parts, identity.sealTo);
const bytesOnDisk = () => readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);

let presses: Press[] = [];
let presentDay = -1;
let most = 0;
const firstMinute = Math.floor(Number(from) / MINUTE_MS) * MINUTE_MS;
for (let minute = firstMinute; minute < Number(to); minute += MINUTE_MS) {
  const day = Math.floor((minute - FIRST_DAY) / DAY_MS);
  if (day !== presentDay) presses = crowd.presses(day);
  presentDay = day;
  await live(minute);
  await journal.rotate();
  if (journal.closed().length > 0) await bring(minute + MINUTE_MS);
  most = Math.max(most, bytesOnDisk());
  if ((minute + MINUTE_MS - FIRST_DAY) % DAY_MS === 0) tellDay(day);
}

async function live(minute: number): Promise<void> {
  const heard = crowd
    .heard(minute, presses)
    .filter(({ at }) => at >= Number(from))
    .map((one) => sightingOf(one)!);
  const isRush = presses.some(({ at }) => Math.abs(at - minute) < 2 * MINUTE_MS);
  let next = 0;
  for (
    let now = Math.max(minute, Number(from));
    now < minute + MINUTE_MS;
    now += isRush ? TICK_MS : QUIET_MS
  ) {
    for (; next < heard.length && heard[next]!.at <= now; next++) machine.hear(heard[next]!);
    await machine.tick(now);
  }
}

async function bring(now: number): Promise<void> {
  const { hindrance, unread } = await sendAll({ journal, identity, now: () => now });
  if (unread > 0 || (hindrance !== undefined && hindrance !== "away")) say(`wrong ${hindrance} ${unread}`);
}

function tellDay(day: number): void {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  say(`day ${day} ${heapUsed} ${rss} ${most} ${journal.closed().length}`);
  most = 0;
}
