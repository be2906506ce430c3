/** What the demo says. Every line fits a terminal of 80 columns. */
import { HOUR_MS, isoOf } from "../../lib/time.ts";
import type { Day } from "../../world/day.ts";
import type { WorldReport } from "../../world/report-types.ts";
import { PIN, type Seen } from "./demo-journey.ts";
import type { DemoStation } from "./demo-station.ts";

const VIETNAM_MS = 7 * HOUR_MS;
/** Names that are told before the rest is counted. */
const NAMED = 4;

/** Hours and minutes in Vietnam at a world ms. */
export function vietnamsClock(ms: number): string {
  return isoOf(ms + VIETNAM_MS).slice(11, 16);
}

export function dayLines(day: Day, seed: number): string[] {
  return [
    `${day.people.length} workers of an industrial park live one shift, seed ${seed}:`,
    `${day.date}, ${vietnamsClock(day.startAt)}–${vietnamsClock(day.endAt)} in Vietnam.`,
  ];
}

export function reportLines({ heard, log, energy }: WorldReport, mtu: number, waiting: number): string[] {
  return [
    `All tokens but ${waiting} were synced at MTU ${mtu}; ${waiting} wait for a station.`,
    `Minutes of presence heard: ${percent(heard.shareOfPresenceMinutes)} by one log, ${percent(heard.shareByEitherLog)} by either;`,
    `${log.bytesPerRecord?.toFixed(1)} bytes a record; ${energy.averageMicroamps.p50?.toFixed(0)} µA.`,
  ];
}

/** How to go the way by hand. `browser` is the script that opens the pages; none where there is no Chromium or D-Bus. */
export function stationLines(
  { stationUrl, deskUrl, nurse, investigator, password, enrolmentCode, openCase, waiting }: Told,
  browser: string | undefined,
): string[] {
  return [
    "",
    "Station and desk are served. Ctrl-C ends.",
    ...(browser
      ? ["1. A browser that sees the tokens. In another terminal:", `     sh ${browser}`]
      : [
          "1. No browser here can see the tokens: that needs Chromium and dbus-daemon.",
          "   Open the pages in any browser.",
        ]),
    `2. The station, for the nurse: ${stationUrl}`,
    `   login ${nurse}, password ${password}`,
    `   code of this computer ${enrolmentCode}`,
    `   PIN: 6 to 8 digits, not a run (123456), not one digit again and again;`,
    `   ${PIN} is taken.`,
    ...(browser
      ? [
          '3. Three times, once for each token: press "Đồng bộ" (sync) on the page;',
          "   the browser opens a list of its own. Type the token's number and Enter",
          "   here: its wearer holds the button, and its name comes on the list.",
          '   Take it and press "Pair" (Ghép nối).',
          `     ${waiting.map(({ name }, index) => `${index + 1} ${name}`).join("   ")}`,
        ]
      : ['3. Choose "Tập huấn" (training): tokens that are made up wait there.']),
    `4. The desk, for the investigator: ${deskUrl}`,
    `   login ${investigator}, password ${password}`,
    "   one-time code: type c and Enter here. Each code is taken once.",
    `5. ${openCase.name} is ill: case ${openCase.reference}, opened by ${investigator}, who has`,
    "   looked once, and approved by somebody else.",
    '   Press "Xem người tiếp xúc" (see contacts), choose a reason, press again:',
    ...(browser
      ? ["   contacts by name, and what the tokens synced in step 3 have changed."]
      : ["   contacts by name."]),
  ];
}

type Told = Pick<
  DemoStation,
  "stationUrl" | "deskUrl" | "nurse" | "investigator" | "password" | "enrolmentCode" | "openCase"
> & { readonly waiting: readonly { readonly name: string }[] };

/** The answer to `c`: a code, or for how many seconds there is none. */
export function codeLine(code: string | number): string {
  return typeof code === "string"
    ? `One-time code ${code}: taken once, within half a minute.`
    : `The next one-time code comes in ${code} s: type c again then.`;
}

export const holdingLine = (name: string) => `${name}: its wearer holds the button for 3 seconds ...`;
export const waitsLine = (name: string) => `${name} waits for a station, for a minute: take it on the list.`;

/** What was seen on the way through the pages without anybody at them. */
export function seenLines({ synced, contacts, changes, pictures }: Seen, ill: string): string[] {
  const more = contacts.length > NAMED ? ` and ${contacts.length - NAMED} more` : "";
  return [
    "Station and desk in a Chromium that nobody sits at:",
    `- The nurse signed in and synced ${synced.join(", ")}.`,
    `- The investigator signed in and opened the case of ${ill}:`,
    `  ${contacts.length} close contacts by name:`,
    `  ${contacts.slice(0, NAMED).join(", ")}${more}.`,
    changes.length > 0
      ? "- The list tells what those tokens have changed since the first look."
      : "- Those tokens have changed nothing on the list.",
    ...pictures.map((path) => `  ${path}`),
  ];
}

export const LEFT_OUT = "Left out: station and desk in a browser; that needs Chromium and dbus-daemon.";

function percent(share: number | null): string {
  return share === null ? "–" : `${(100 * share).toFixed(1)} %`;
}
