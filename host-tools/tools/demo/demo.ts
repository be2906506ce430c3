/**
 * The demo: forty workers of an industrial park live one shift that crosses 07:00, when Bluezone's keys turn; tokens are
 * synced over the real protocol, one worker becomes a case, and the contacts stand beside the truth. Then station and desk
 * are served, with three tokens of the shift still waiting: on a terminal for whoever sits there, elsewhere for a Chromium
 * that goes the same way by itself. On a terminal the shift is the last one that is over, else always the same one, so
 * that what is printed can be compared.
 */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { puckjs } from "../../../boards/index.ts";
import { PAGE_BYTES } from "../../../protocol/page.ts";
import { describeImage } from "../../formats/flash-image.ts";
import { mean } from "../../lib/statistics.ts";
import { outside } from "../../lib/system-packages.ts";
import { DAY_MS, HOUR_MS, isoDateOf } from "../../lib/time.ts";
import { buildPages } from "../../pages/build.ts";
import type { Day } from "../../world/day.ts";
import { type PlayedWorld, play } from "../../world/play.ts";
import { playShift } from "../../world/shifts.ts";
import { PhaseBars } from "../cli/phase-bars.ts";
import { buildFirmware } from "../firmware-build/bundle.ts";
import { caseLines, mostMet } from "./case-table.ts";
import { makeJourney } from "./demo-journey.ts";
import { openDemoStation } from "./demo-station.ts";
import { serveTerminal } from "./demo-terminal.ts";
import { dayLines, LEFT_OUT, reportLines, seenLines } from "./demo-texts.ts";

const PEOPLE = 40;
const SEED = 2020;
const VIETNAM_MS = 7 * HOUR_MS;
/** Tokens that wait for the station's page. */
const WAITING = 3;
const PICTURES = relative(process.cwd(), fileURLToPath(new URL("../../../dist/demo", import.meta.url)));

const isOnTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
const goesOn = isOnTerminal || (outside("chromium") !== undefined && outside("dbus") !== undefined);
// Beside the shift: the page's build has a process of its own. Whoever needs it hears how it ended.
if (goesOn) buildPages().catch(() => {});

const build = await buildFirmware(puckjs);
say([`Program for ${puckjs.name}: ${build.tokenisedBytes} bytes of ${build.flash.programRoom}.`]);
const day = isOnTerminal ? lastShift() : shiftOf();
say(dayLines(day, SEED));
const bars = new PhaseBars();
const world = await play({
  day,
  board: puckjs,
  seed: SEED,
  unsynced: WAITING,
  onProgress: (phase, share) => bars.show(phase, share),
});
bars.end();
try {
  const ill = mostMet(world);
  say(reportLines(world.report, puckjs.mtu, WAITING));
  say(["", ...(await caseLines(world, ill)), "", ...flashLines(world)]);
  if (goesOn) await goOn(ill);
  else say(["", LEFT_OUT]);
} catch (error) {
  process.exitCode = 1;
  console.error(error);
} finally {
  await world.server.close();
}

/** Station and desk, by hand or by itself. */
async function goOn(ill: number): Promise<void> {
  const waiting = world.tokens.slice(-WAITING);
  const station = await openDemoStation(world, { waiting, ill, at: isOnTerminal ? Date.now() : 0 });
  try {
    if (isOnTerminal) await serveTerminal(station, say);
    else say(["", ...seenLines(await makeJourney(station, { folder: PICTURES }), station.openCase.name)]);
  } finally {
    await station.stop();
  }
}

function say(lines: readonly string[]): void {
  for (const line of lines) console.log(line);
}

function shiftOf(date?: string): Day {
  return playShift("park", { people: PEOPLE, seed: SEED, date });
}

/** The last shift that ended an hour ago or longer. */
function lastShift(): Day {
  const vietnamsDate = (ms: number) => isoDateOf(ms + VIETNAM_MS);
  const today = shiftOf(vietnamsDate(Date.now()));
  return today.endAt + HOUR_MS < Date.now() ? today : shiftOf(vietnamsDate(Date.now() - DAY_MS));
}

function flashLines({ tokens }: PlayedWorld): string[] {
  const used = tokens.map(({ device }) =>
    describeImage(device.flash.bytes).pages.reduce((sum, page) => sum + (page.usedBytes ?? 0), 0),
  );
  const ring = puckjs.flash.logPages * PAGE_BYTES;
  const { programPages, pagesFree } = build.flash;
  return [
    `Flash: log ${Math.round(mean(used))} bytes a token, at most ${Math.max(...used)} of ${ring}.`,
    `Pages: program ${programPages}, log ${puckjs.flash.logPages}, lock-down and identity 1, free ${pagesFree}.`,
  ];
}
