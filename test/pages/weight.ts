/**
 * How heavy the pages are and how long until they can be read and used, on a cheap computer behind a slow network:
 *   node --import tsx test/pages/weight.ts [--json]
 * Slow 3G as Chrome's own tools have it: 400 kbit/s, 2,000 ms round trip. The processor is slowed down by CDP.
 */

import { openServer } from "../../host-tools/server/server.ts";
import { launchBrowser, PATIENCE } from "../support/browser.ts";
import { openStationServer } from "../support/station-server.ts";

const SLOW_3G = { downloadThroughput: 50_000, uploadThroughput: 50_000, latency: 2000 };
const SLOWDOWN = 4;

interface Visit {
  readonly page: "station" | "desk" | "quanly";
  readonly network: "none throttled" | "slow 3G";
  readonly cpu: number;
  readonly isFirst: boolean;
  readonly requests: number;
  /** As they came over the wire. */
  readonly kilobytes: number;
  /** Until something can be read. */
  readonly secondsToPaint: number;
  /** Until the first field takes letters. */
  readonly secondsToUsable: number;
  /** Until the form can be sent. */
  readonly secondsToReady: number;
}

const server = await openServer();
const station = await openStationServer(server, "all");
const browser = await launchBrowser({ address: "unix:path=/nowhere" });
const visits: Visit[] = [];

async function measure(path: Visit["page"], isSlow: boolean): Promise<void> {
  const context = await browser.newContext();
  for (const isFirst of [true, false]) {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    if (isSlow) {
      await session.send("Network.emulateNetworkConditions", { offline: false, ...SLOW_3G });
      await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    }
    let [requests, bytes] = [0, 0];
    session.on("Network.loadingFinished", ({ encodedDataLength }) => {
      requests++;
      bytes += encodedDataLength;
    });
    const started = performance.now();
    await page.goto(`${station.url}/${path}/`, { waitUntil: "commit", timeout: PATIENCE });
    // Usable: the first field takes letters.
    await page.locator("input[name=login]").pressSequentially("l", { timeout: PATIENCE });
    const since = () => Math.round((performance.now() - started) / 100) / 10;
    const secondsToUsable = since();
    await page.locator("button[type=submit]:enabled").waitFor({ timeout: PATIENCE });
    const secondsToReady = since();
    const paint = await page.evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    );
    // What comes behind it counts, too.
    await page.waitForLoadState("networkidle", { timeout: PATIENCE });
    visits.push({
      page: path,
      network: isSlow ? "slow 3G" : "none throttled",
      cpu: isSlow ? SLOWDOWN : 1,
      isFirst,
      requests,
      kilobytes: Math.round(bytes / 102.4) / 10,
      secondsToPaint: Math.round(paint / 100) / 10,
      secondsToUsable,
      secondsToReady,
    });
    // The service worker fetches the rest behind it.
    if (path === "station") await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.close();
  }
  await context.close();
}

for (const path of ["station", "desk", "quanly"] as const)
  for (const isSlow of [false, true]) await measure(path, isSlow);
await browser.close();
await station.stop();
await server.close();

if (process.argv.includes("--json")) console.log(JSON.stringify({ visits }));
else {
  console.log(
    "| page | network | processor | visit | requests | KB | seconds to read | to write | to send |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
  );
  for (const { page, network, cpu, isFirst, requests, kilobytes, ...seconds } of visits)
    console.log(
      `| ${page} | ${network} | ${cpu === 1 ? "as it is" : `1/${cpu}`} | ${isFirst ? "first" : "later"} | ${requests} | ${kilobytes} | ${seconds.secondsToPaint} | ${seconds.secondsToUsable} | ${seconds.secondsToReady} |`,
    );
}
