/**
 * How heavy the station page is and how long until it can be used, on a cheap computer behind a slow network:
 *   node --import tsx test/pages/weight.ts [--json]
 * Slow 3G as Chrome's own tools have it: 400 kbit/s, 2,000 ms round trip. The processor is slowed down by CDP.
 */

import { buildPages } from "../../host-tools/pages/build.ts";
import { openServer } from "../../host-tools/server/server.ts";
import { launchBrowser, PATIENCE } from "../support/browser.ts";
import { openStationServer } from "../support/station-server.ts";

const SLOW_3G = { downloadThroughput: 50_000, uploadThroughput: 50_000, latency: 2000 };
const SLOWDOWN = 4;

interface Visit {
  readonly network: "none throttled" | "slow 3G";
  readonly cpu: number;
  readonly isFirst: boolean;
  readonly requests: number;
  /** As they came over the wire. */
  readonly kilobytes: number;
  readonly secondsToUsable: number;
}

await buildPages("station");
const server = await openServer();
const station = await openStationServer(server);
const browser = await launchBrowser({ address: "unix:path=/nowhere" });
const visits: Visit[] = [];

async function measure(isSlow: boolean): Promise<void> {
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
    await page.goto(`${station.url}/station/`, { waitUntil: "commit", timeout: PATIENCE });
    // Usable: the first field takes letters.
    await page.locator("input[name=login]").pressSequentially("l", { timeout: PATIENCE });
    const secondsToUsable = (performance.now() - started) / 1000;
    visits.push({
      network: isSlow ? "slow 3G" : "none throttled",
      cpu: isSlow ? SLOWDOWN : 1,
      isFirst,
      requests,
      kilobytes: Math.round(bytes / 102.4) / 10,
      secondsToUsable: Math.round(secondsToUsable * 10) / 10,
    });
    // The service worker fetches the rest behind it.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.close();
  }
  await context.close();
}

await measure(false);
await measure(true);
await browser.close();
await station.stop();
await server.close();

if (process.argv.includes("--json")) console.log(JSON.stringify({ visits }));
else {
  console.log(
    "| network | processor | visit | requests | KB | seconds to usable |\n| --- | --- | --- | --- | --- | --- |",
  );
  for (const { network, cpu, isFirst, requests, kilobytes, secondsToUsable } of visits)
    console.log(
      `| ${network} | ${cpu === 1 ? "as it is" : `1/${cpu}`} | ${isFirst ? "first" : "later"} | ${requests} | ${kilobytes} | ${secondsToUsable} |`,
    );
}
