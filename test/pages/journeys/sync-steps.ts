/**
 * Where each second of a sync goes, from the press on the button until the result, in a real Chromium with a virtual
 * token behind a stand-in and a real server: node --import tsx test/pages/journeys/sync-steps.ts [--epochs 30] [--all]
 */
import { parseArgs } from "node:util";
import { missingLines, outside } from "../../../host-tools/lib/system-packages.ts";
import { openStationPage } from "../../support/station-page.ts";
import { pagesAtServer } from "../../support/worn-token.ts";

/** What the page notes: name and ms since it was opened. */
type Note = readonly [at: number, what: string];

/** Runs in the page before its own script: notes what it asks of the radio and of the server, and when that is answered. */
const NOTER = `(() => {
  const notes = (globalThis.__notes = []);
  const note = (what) => notes.push([performance.now(), what]);
  const wrap = (object, name) => {
    const real = object[name];
    object[name] = async function (...of) {
      const detail = name.startsWith("writeValue") ? ":" + new Uint8Array(of[0].buffer ?? of[0])[0] : "";
      note(name + detail + " <");
      try { return await real.apply(this, of); } finally { note(name + detail + " >"); }
    };
  };
  wrap(Bluetooth.prototype, "requestDevice");
  wrap(BluetoothRemoteGATTServer.prototype, "connect");
  wrap(BluetoothRemoteGATTServer.prototype, "getPrimaryService");
  wrap(BluetoothRemoteGATTService.prototype, "getCharacteristic");
  for (const name of ["startNotifications", "writeValueWithoutResponse"])
    wrap(BluetoothRemoteGATTCharacteristic.prototype, name);
  const add = BluetoothRemoteGATTCharacteristic.prototype.addEventListener;
  BluetoothRemoteGATTCharacteristic.prototype.addEventListener = function (type, ...rest) {
    add.call(this, type, ({ target }) => note("notified " + target.uuid.slice(4, 8) + ":" + target.value.getUint8(0)));
    return add.call(this, type, ...rest);
  };
  const real = globalThis.fetch;
  globalThis.fetch = async (...of) => {
    const path = new URL(of[0].url ?? of[0], location.href).pathname;
    note("fetch " + path + " <");
    try { return await real(...of); } finally { note("fetch " + path + " >"); }
  };
  addEventListener("DOMContentLoaded", () => {
    let shown = "";
    new MutationObserver(() => {
      const state = document.querySelector("[data-testid=result]") ? "result" : document.querySelector("progress") ? "progress" : "";
      if (state !== shown) note("shown " + (shown = state));
    }).observe(document.documentElement, { subtree: true, childList: true });
  });
})()`;

/** Steps, each from the note that begins it; the last one that is found ends it. */
const STEPS: readonly { readonly name: string; readonly from: (what: string) => boolean }[] = [
  { name: "button held, token chosen", from: (what) => what === "click" },
  { name: "link and discovery", from: (what) => what === "requestDevice >" },
  { name: "hello and ticket", from: (what) => what === "writeValueWithoutResponse:2 <" },
  { name: "time", from: (what) => what.endsWith("/time <") },
  { name: "list of pages", from: (what) => what === "writeValueWithoutResponse:18 <" },
  { name: "pages", from: (what) => what === "writeValueWithoutResponse:19 <" },
  { name: "health", from: (what) => what === "writeValueWithoutResponse:22 <" },
  { name: "goodbye and the server's word", from: (what) => what === "writeValueWithoutResponse:23 <" },
  { name: "result", from: (what) => what === "shown result" },
];

/** Lines as stations have them: bits a second both ways, and ms there and back. */
const LINES = [
  { name: "this machine", kbit: undefined, roundTripMs: 0 },
  { name: "4 Mbit/s, 100 ms", kbit: 4000, roundTripMs: 100 },
  { name: "400 kbit/s, 2 s", kbit: 400, roundTripMs: 2000 },
] as const;

async function tell(epochs: number, isAll: boolean): Promise<void> {
  const station = await openStationPage({ tokens: LINES.length, epochs, peers: 40 });
  const { page, waiting } = station;
  try {
    await page.addInitScript(NOTER);
    await station.reload();
    const devTools = await page.context().newCDPSession(page);
    await devTools.send("Network.enable");
    for (const [i, { name, kbit, roundTripMs }] of LINES.entries()) {
      const throughput = kbit === undefined ? -1 : (kbit * 1000) / 8;
      await devTools.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: roundTripMs,
        downloadThroughput: throughput,
        uploadThroughput: throughput,
      });
      await page.evaluate(
        "__notes.length = 0; addEventListener('click', () => __notes.push([performance.now(), 'click']), { capture: true, once: true })",
      );
      const token = waiting.tokens[i]!;
      await station.begin(token);
      await page.locator("[data-testid=result]").waitFor();
      const notes = (await page.evaluate("__notes")) as Note[];
      const held = await pagesAtServer(waiting.worn.server, token.token.serial);
      const bytes = [...held.values()].reduce((sum, length) => sum + length, 0);
      console.log(`${name}: ${bytes} bytes in ${held.size} pages`);
      if (isAll) tellAll(notes);
      tellSteps(notes);
    }
  } finally {
    await station.stop();
  }
}

function tellSteps(notes: readonly Note[]): void {
  const begun = STEPS.map(({ from }) => notes.find(([, what]) => from(what))?.[0] ?? Number.NaN);
  const seconds = (from: number, to: number) => `${((begun[to]! - begun[from]!) / 1000).toFixed(2)} s`;
  for (const [i, { name }] of STEPS.slice(0, -1).entries()) console.log(`  ${name}: ${seconds(i, i + 1)}`);
  const last = STEPS.length - 1;
  console.log(`  press to result ${seconds(0, last)}, from the chosen token on ${seconds(1, last)}`);
}

function tellAll(notes: readonly Note[]): void {
  const [first] = notes[0]!;
  for (const [at, what] of notes) console.log(`    ${((at - first) / 1000).toFixed(3)} ${what}`);
}

const { values } = parseArgs({
  options: { epochs: { type: "string", default: "30" }, all: { type: "boolean", default: false } },
});
if (!outside("chromium") || !outside("dbus")) for (const line of missingLines()) console.log(line);
else await tell(Number(values.epochs), values.all);
