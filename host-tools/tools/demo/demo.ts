/**
 * The demo: forty workers of an industrial park live one shift that crosses 07:00, when Bluezone's keys turn; tokens are
 * synced over the real protocol, one worker becomes a case, and the contacts stand beside the truth. On a terminal the
 * station's page is served afterwards, with a few tokens of the shift still waiting; the shift is then the last one that
 * is over, else always the same one, so that what is printed can be compared.
 */
import { puckjs } from "../../../boards/index.ts";
import { dayOfEpoch, epochAt } from "../../../protocol/epoch.ts";
import { PAGE_BYTES } from "../../../protocol/page.ts";
import { describeImage } from "../../formats/flash-image.ts";
import { mean } from "../../lib/statistics.ts";
import { HOUR_MS, isoDateOf, isoOf } from "../../lib/time.ts";
import type { Day } from "../../world/day.ts";
import { minutesPerHour, presencePerHour } from "../../world/hours.ts";
import { type PlayedWorld, play } from "../../world/play.ts";
import { playShift } from "../../world/shifts.ts";
import { PhaseBars } from "../cli/phase-bars.ts";
import { buildFirmware } from "../firmware-build/bundle.ts";
import { runDemoStation } from "./demo-station.ts";

const PEOPLE = 40;
const SEED = 2020;
const VIETNAM_MS = 7 * HOUR_MS;
const LISTED = 8;
/** Tokens that wait for the station's page. */
const WAITING = 3;
/** Width of a column of the table. */
const CELL = 12;

const build = await buildFirmware(puckjs);
console.log(`Program for ${puckjs.name}: ${build.tokenisedBytes} bytes of ${build.flash.programRoom}.`);

const isOnTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
const day = isOnTerminal ? lastShift() : shiftOf();
console.log(
  `${PEOPLE} workers of an industrial park, ${day.date}, ${clock(day.startAt)}–${clock(day.endAt)} (Vietnam), seed ${SEED}.`,
);
const bars = new PhaseBars();
const world = await play({
  day,
  board: puckjs,
  seed: SEED,
  unsynced: isOnTerminal ? WAITING : 0,
  onProgress: (phase, share) => bars.show(phase, share),
});
bars.end();

const { heard, log, energy } = world.report;
console.log(
  `${isOnTerminal ? `All tokens but ${WAITING} were` : "Every token was"} synced at MTU ${puckjs.mtu}. Minutes of presence heard: ${percent(heard.shareOfPresenceMinutes)} by one log, ` +
    `${percent(heard.shareByEitherLog)} by either; ${log.bytesPerRecord?.toFixed(1)} bytes a record; ` +
    `${energy.averageMicroamps.p50?.toFixed(0)} µA.\n`,
);
await printCase(world, mostMet(world));
printFlash(world);
if (isOnTerminal) await runDemoStation(world, world.tokens.slice(-WAITING));
else console.log("On a terminal the demo goes on with the station's page and tokens that wait to be synced.");
await world.server.close();

function shiftOf(date?: string): Day {
  return playShift("park", { people: PEOPLE, seed: SEED, date });
}

/** The last shift that ended an hour ago or longer. */
function lastShift(): Day {
  const vietnamsDate = (ms: number) => isoDateOf(ms + VIETNAM_MS);
  const today = shiftOf(vietnamsDate(Date.now()));
  return today.endAt + HOUR_MS < Date.now() ? today : shiftOf(vietnamsDate(Date.now() - 24 * HOUR_MS));
}

/** The worker with the most true contacts makes the most instructive case. */
function mostMet({ scene }: PlayedWorld): number {
  const contacts = new Array<number>(scene.day.people.length).fill(0);
  for (const { a, b, presence } of scene.pairs) {
    if (presence.length < 15) continue;
    contacts[a]!++;
    contacts[b]!++;
  }
  return contacts.indexOf(Math.max(...contacts));
}

async function printCase({ server, scene, tokens }: PlayedWorld, person: number): Promise<void> {
  const dayOf = (ms: number) => dayOfEpoch(epochAt(ms / 1000));
  const { contacts, rule } = await server.match(
    { case: tokens[person]!.serial, fromDay: dayOf(day.startAt), toDay: dayOf(day.endAt) },
    { actor: "demo", reason: "trial" },
  );
  const truths = scene.pairs
    .filter(({ a, b }) => a === person || b === person)
    .map((pair) => ({ other: pair.a === person ? pair.b : pair.a, presence: pair.presence }));
  const hours = Array.from(
    { length: Math.ceil((day.endAt - day.startAt) / HOUR_MS) },
    (_, i) => day.startAt + i * HOUR_MS,
  );
  console.log(
    `${day.people[person]} is confirmed as a case (F0). Rule ${rule}. Minutes per hour: heard / close by the rule / truly within 2 m.\n`,
  );
  console.log(
    `${"".padEnd(11)}${hours.map((at) => clock(at).padStart(CELL)).join("")}${"total".padStart(CELL)}  verdict`,
  );
  for (const contact of contacts.slice(0, LISTED)) {
    const other = tokens.findIndex(({ serial }) => serial === contact.token);
    const truth = truths.find((one) => one.other === other)?.presence ?? [];
    const logged = minutesPerHour(contact.spells, hours);
    const close = minutesPerHour(contact.closeSpells, hours);
    const present = presencePerHour(truth, hours);
    console.log(
      day.people[other]!.padEnd(11) +
        hours.map((_, i) => cell(logged[i]!, close[i]!, present[i]!)).join("") +
        cell(contact.minutes, contact.closeMinutes, truth.length) +
        (contact.isContact ? "  contact (F1)" : "  not near enough"),
    );
  }
  const truly = truths.filter(({ presence }) => presence.length >= 15);
  const found = truly.filter(({ other }) =>
    contacts.some(({ token, isContact }) => isContact && token === tokens[other]!.serial),
  );
  console.log(
    `\n${contacts.length} people were heard, ${contacts.filter(({ isContact }) => isContact).length} are called contacts. ` +
      `Truth: ${truly.length} were within 2 m for 15 minutes or more; ${found.length} of them are on the list.\n`,
  );
}

function printFlash({ tokens }: PlayedWorld): void {
  const used = tokens.map(({ device }) =>
    describeImage(device.flash.bytes).pages.reduce((sum, page) => sum + (page.usedBytes ?? 0), 0),
  );
  const most = Math.max(...used);
  const ring = puckjs.flash.logPages * PAGE_BYTES;
  console.log(
    `Flash: log ${Math.round(mean(used))} bytes a token, at most ${most} of ${ring}; ` +
      `program ${build.flash.programPages} pages, log ${puckjs.flash.logPages}, lock-down and identity 1, free ${build.flash.pagesFree}.`,
  );
}

function cell(heardMinutes: number, closeMinutes: number, trueMinutes: number): string {
  const figures = [heardMinutes, closeMinutes, trueMinutes];
  return (figures.every((minutes) => minutes === 0) ? "·" : figures.join("/")).padStart(CELL);
}

function clock(ms: number): string {
  return isoOf(ms + VIETNAM_MS).slice(11, 16);
}

function percent(share: number | null): string {
  return share === null ? "–" : `${(100 * share).toFixed(1)} %`;
}
