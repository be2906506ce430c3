/**
 * How many adverts a second a gate's ear takes from BlueZ without a loss: a stand-in for BlueZ in this process, a real dbus-daemon, and
 * the ear in a process of its own. `node --import tsx host-tools/studies/gate/bluez-rate.ts [--json]`
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { encodeAdvert } from "../../../protocol/advert.ts";
import { sightingOf } from "../../gate/sighting.ts";
import { BluezEar } from "../../gate-machine/bluez-ear.ts";
import { startStandIn } from "../../models/bluez/stand-in.ts";

const RATES = [250, 500, 1000, 2000, 3000, 4000];
const SECONDS = 5;
const TOKENS = 200;
const SLICE_MS = 10;
/** All that was sent has been carried when nothing more has come for so long. */
const QUIET_MS = 1500;
const TAIL = { version: 1, role: "token", clockTrusted: true, powerAtOneMetre: -60, minute: 0 } as const;

interface Row {
  /** Adverts a second that were wanted, and that this process has put on the air. */
  readonly wanted: number;
  readonly sent: number;
  readonly lost: number;
  /** From an advert on the air until the ear has it, ms, of the last one. */
  readonly behind: number;
}

/** The ear's process: tells how many it has, as often as it is asked. */
function listen(): void {
  let heard = 0;
  let lastAt = 0;
  new BluezEar({
    adapter: undefined,
    onReport({ rssi, data }) {
      if (!sightingOf({ at: Date.now(), listener: "door", rssi, data })) return;
      heard++;
      lastAt = Date.now();
    },
    onState: (state) => console.log(JSON.stringify({ state })),
  });
  process.stdin.on("data", () => console.log(JSON.stringify({ heard, lastAt })));
  process.stdin.on("end", () => process.exit());
}

async function measure(): Promise<Row[]> {
  const standIn = await startStandIn();
  const adverts = Array.from({ length: TOKENS }, (_, i) => ({
    address: `C0:00:00:00:${hex2(i >> 8)}:${hex2(i & 255)}`,
    data: encodeAdvert(new Uint8Array(12).fill(i + 1), { ...TAIL, inBurst: true, late: false }),
  }));
  const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: standIn.address };
  const words = ["--import", "tsx", fileURLToPath(import.meta.url), "--ear"];
  const ear = spawn(process.execPath, words, { env, stdio: ["pipe", "pipe", "inherit"] });
  await said(ear);
  const rows: Row[] = [];
  for (const wanted of RATES) {
    const before = await asked(ear);
    let sent = 0;
    const began = performance.now();
    let ended = 0;
    while (performance.now() - began < SECONDS * 1000) {
      const due = Math.floor(((performance.now() - began) / 1000) * wanted);
      for (; sent < due; sent++) standIn.advertise({ ...adverts[sent % TOKENS]!, level: -60 - (sent % 20) });
      ended = Date.now();
      await sleep(SLICE_MS);
    }
    let last = await asked(ear);
    for (;;) {
      await sleep(QUIET_MS);
      const next = await asked(ear);
      if (next.heard === last.heard) break;
      last = next;
    }
    const lost = sent - (last.heard - before.heard);
    rows.push({ wanted, sent: Math.round(sent / SECONDS), lost, behind: Math.max(0, last.lastAt - ended) });
  }
  ear.stdin!.end();
  await once(ear, "exit");
  await standIn.stop();
  return rows;
}

async function asked(ear: ChildProcess): Promise<{ heard: number; lastAt: number }> {
  ear.stdin!.write("\n");
  return JSON.parse(await said(ear));
}

async function said(ear: ChildProcess): Promise<string> {
  return String((await once(ear.stdout!, "data"))[0]);
}

function hex2(number: number): string {
  return number.toString(16).padStart(2, "0").toUpperCase();
}

const { values } = parseArgs({ options: { ear: { type: "boolean" }, json: { type: "boolean" } } });
if (values.ear) listen();
else {
  const rows = await measure();
  if (values.json) console.log(JSON.stringify(rows));
  else
    for (const { wanted, sent, lost, behind } of rows)
      console.log(`${wanted} wanted, ${sent} a second sent, ${lost} lost, the last one ${behind} ms behind`);
}
