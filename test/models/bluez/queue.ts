/**
 * Forty wearers at one station, one after the other: a browser script does what the nurse does, on the station's own
 * page in a real Chromium, with virtual tokens behind a stand-in for BlueZ and a real server. Tells how long each part
 * takes; then the same with the network away, and how long until all has arrived once it is back.
 * `npx tsx test/models/bluez/queue.ts [--tokens N] [--json]`
 */
import { parseArgs } from "node:util";
import { missingLines, outside } from "../../../host-tools/lib/system-packages.ts";
import { openStationPage, type StationPage } from "../../support/station-page.ts";
import type { WaitingToken } from "../../support/worn-stand-in.ts";
import { pagesAtServer, pagesInFlash, rowsAtServer } from "../../support/worn-token.ts";

/** Epochs that a token was worn, and among how many: as many records as a day at a hospital ward, 160. */
const WORN = { epochs: 4, peers: 40 };

/** Milliseconds of the wall clock. */
interface Times {
  /** From the press on the button until the token is on the air under its name: the wearer. */
  readonly button: number;
  /** From then until the token says HELLO: chooser, link, discovery of services. */
  readonly choose: number;
  /** From then until the result, without what the server took. */
  readonly transfer: number;
  /** Requests of the page to the server, while the result was not there. */
  readonly server: number;
  readonly total: number;
}

interface QueueFigures {
  readonly tokens: number;
  readonly bytes: number;
  readonly online: Readonly<Record<keyof Times, { p50: number; p95: number }>>;
  readonly offline: Readonly<Record<keyof Times, { p50: number; p95: number }>>;
  /** From the network's return until the server has every page, ms. */
  readonly arrivedAfter: number;
  readonly missing: number;
}

async function serve(station: StationPage, token: WaitingToken): Promise<Times> {
  const { page, chooser } = station;
  const { hand, name } = token;
  chooser.take(name);
  const began = performance.now();
  const next = page.locator("[data-testid=sync]");
  await next.click();
  const asked = await page.evaluate<number>("performance.now()");
  let onAir = Number.NaN;
  const looking = setInterval(() => {
    const { transmissions } = hand.device.air;
    if (Number.isNaN(onAir) && transmissions.some(({ connectable, to }) => connectable && to === Infinity))
      onAir = performance.now();
  }, 5);
  const hello = hand.notified(1).then(() => performance.now());
  await hand.hold();
  const greeted = await hello;
  clearInterval(looking);
  await page.locator("[data-testid=result], [data-testid=problem]").first().waitFor();
  const ended = performance.now();
  if (!(await page.locator("[data-testid=result]").isVisible())) throw new Error(`${name}: no result`);
  const server = await page.evaluate<number>(
    `performance.getEntriesByType("resource").filter((one) => one.startTime >= ${asked} && one.name.includes("/api/tokens/")).reduce((sum, one) => sum + one.duration, 0)`,
  );
  const button = onAir - began;
  return {
    button,
    choose: greeted - onAir,
    transfer: ended - greeted - server,
    server,
    total: ended - began,
  };
}

/** Runs both queues on tokens of their own. */
async function measureQueue(tokens: number): Promise<QueueFigures> {
  const station = await openStationPage({ tokens: 2 * tokens, ...WORN }, {});
  try {
    const [here, away] = [station.waiting.tokens.slice(0, tokens), station.waiting.tokens.slice(tokens)];
    await station.page.evaluate("performance.setResourceTimingBufferSize(100000)");
    const online: Times[] = [];
    for (const token of here) online.push(await serve(station, token));
    const offline: Times[] = [];
    station.server.mood = "away";
    for (const token of away) offline.push(await serve(station, token));
    station.server.mood = "well";
    const back = performance.now();
    let missing = away.length;
    while (missing > 0 && performance.now() - back < 120_000) {
      await station.page.waitForTimeout(200);
      const held = await Promise.all(away.map((token) => hasArrived(station, token)));
      missing = held.filter((is) => !is).length;
    }
    const bytes = waitingIn(here[0]!).reduce((sum, { length }) => sum + length, 0);
    const arrivedAfter = performance.now() - back;
    return { tokens, bytes, online: figuresOf(online), offline: figuresOf(offline), arrivedAfter, missing };
  } finally {
    await station.stop();
  }
}

const waitingIn = ({ token }: WaitingToken) =>
  pagesInFlash(token, token.image).filter(({ receipted }) => !receipted);

async function hasArrived(station: StationPage, token: WaitingToken): Promise<boolean> {
  const { server } = station.waiting.worn;
  const pages = await pagesAtServer(server, token.token.serial);
  if (!waitingIn(token).every(({ sequence, length }) => (pages.get(sequence) ?? 0) >= length)) return false;
  const rows = await rowsAtServer(server, token.token.serial);
  return waitingIn(token).every(({ records }) => records.every((record) => rows.includes(record)));
}

function figuresOf(times: readonly Times[]): QueueFigures["online"] {
  const names = Object.keys(times[0]!) as (keyof Times)[];
  return Object.fromEntries(
    names.map((name) => {
      const sorted = times.map((one) => one[name]).sort((a, b) => a - b);
      const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1]!);
      return [name, { p50: at(0.5), p95: at(0.95) }];
    }),
  ) as QueueFigures["online"];
}

const { values } = parseArgs({
  options: { tokens: { type: "string", default: "40" }, json: { type: "boolean" } },
});
if (!outside("chromium") || !outside("dbus")) for (const line of missingLines()) console.log(line);
else {
  const figures = await measureQueue(Number(values.tokens));
  if (values.json) console.log(JSON.stringify(figures));
  else print(figures);
}

function print({ tokens, bytes, online, offline, arrivedAfter, missing }: QueueFigures): void {
  console.log(`${tokens} tokens, ${bytes} bytes each; ms, p50 / p95`);
  for (const [name, times] of [
    ["network there", online],
    ["network away", offline],
  ] as const)
    console.log(
      `${name}: ${Object.entries(times)
        .map(([part, { p50, p95 }]) => `${part} ${p50} / ${p95}`)
        .join(" · ")}`,
    );
  console.log(`network back: all arrived after ${(arrivedAfter / 1000).toFixed(1)} s, ${missing} missing`);
}
