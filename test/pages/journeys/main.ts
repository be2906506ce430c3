/** Prints the figures of a nurse's morning: `node --import tsx test/pages/journeys/main.ts [--tokens 40]`. */
import { parseArgs } from "node:util";
import { missingLines, outside } from "../../../host-tools/lib/system-packages.ts";
import { nurseMorning } from "./nurse-morning.ts";

const { values } = parseArgs({ options: { tokens: { type: "string", default: "40" } } });
if (!outside("chromium") || !outside("dbus")) for (const line of missingLines()) console.log(line);
else {
  const morning = await nurseMorning(Number(values.tokens));
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const { tokens, presses, syncs, walkedOffTold, walkedOffOver, cutsTold } = morning;
  console.log(`${tokens} wearers in ${morning.seconds.toFixed(0)} s, ${presses} presses`);
  console.log(`press to result: p50 ${seconds(syncs.p50)}, p95 ${seconds(syncs.p95)}`);
  console.log(`walked off: told after ${seconds(walkedOffTold)}, over after ${seconds(walkedOffOver)}`);
  console.log(`network cut: told after ${cutsTold.map(seconds).join(" and ")}`);
  console.log(`called one seen by name, nobody else: ${morning.calledSeen ? "yes" : "NO"}`);
  console.log(`replaced token worn: ${morning.replacedBy === undefined ? "NO" : "yes"}`);
  console.log(`pages that the server lacks at the end: ${morning.missing}`);
}
