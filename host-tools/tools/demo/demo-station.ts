/**
 * The demo's last part: a station page in front of tokens of the shift that still wait. Where there is a D-Bus, a Chromium
 * of one's own finds them by Web Bluetooth; elsewhere the page's training mode shows the same.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { tokenName } from "../../../protocol/identity.ts";
import { outside } from "../../lib/system-packages.ts";
import { HOUR_MS } from "../../lib/time.ts";
import { type StandIn, startStandIn, type TokenInHand } from "../../models/bluez/stand-in.ts";
import { WorldClock } from "../../models/bluez/world-clock.ts";
import { buildPages } from "../../pages/build.ts";
import type { Office } from "../../server/changes.ts";
import { openDoors } from "../../server/http/doors.ts";
import { listen } from "../../server/http/listen.ts";
import { openPages } from "../../server/http/pages.ts";
import { openFigures, openLog } from "../../server/http/watch/observation.ts";
import type { Consent } from "../../server/people/consents.ts";
import { CODE_HOURS, codeHashOf } from "../../server/staff/computers.ts";
import { putUnits } from "../../server/staff/first-start.ts";
import { hashed } from "../../server/staff/passwords.ts";
import { toldOnce } from "../../server/staff/sign-in.ts";
import { SAMPLE_UNITS } from "../../server/units/sample-units.ts";
import type { WornToken } from "../../world/handout.ts";
import type { PlayedWorld } from "../../world/play.ts";

const WARD = "10525-2025";
const LOGIN = "tram.thu";
const BY_THE_DEMO = { actor: "server", outcome: "done" } as const;

export interface DemoStation {
  readonly url: string;
  readonly login: string;
  readonly password: string;
  /** Makes the browser a computer of the station, once. */
  readonly enrolmentCode: string;
  /** What waits, when a browser on this machine can see it. */
  readonly waiting: readonly { readonly name: string; readonly hand: TokenInHand }[];
  /** For DBUS_SYSTEM_BUS_ADDRESS; none where there is no D-Bus. */
  readonly bus: string | undefined;
  stop(): Promise<void>;
}

/** Serves the page and lets the tokens live on by the wall clock. The caller closes the world's server. */
export async function openDemoStation(
  world: PlayedWorld,
  waiting: readonly WornToken[],
): Promise<DemoStation> {
  const clock = new WorldClock(Math.max(Date.now(), world.endedAt));
  world.followClock(() => clock.now());
  const { app, office } = await openDoors({
    server: world.server,
    pages: openPages(await buildPages("station")),
    figures: openFigures(),
    version: "demo",
    log: openLog("silent", () => {}),
    addressOf: () => "127.0.0.1",
  });
  const password = randomBytes(6).toString("hex");
  const enrolmentCode = toldOnce(12);
  await furnish(office, { password, enrolmentCode }, waiting, clock.now());
  const doors = await listen({ fetch: app.fetch as never, host: "127.0.0.1", port: 0 });
  const standIn: StandIn | undefined = outside("dbus") ? await startStandIn({ clock }) : undefined;
  return {
    url: `http://localhost:${doors.port}/station/`,
    login: LOGIN,
    password,
    enrolmentCode,
    bus: standIn?.address,
    waiting: standIn
      ? waiting.map(({ serial, device }) => ({ name: tokenName(serial), hand: standIn.add(device) }))
      : [],
    async stop() {
      await standIn?.stop();
      await doors.stop();
    },
  };
}

/** Units, somebody at the station, and the wearers as persons of its ward. */
async function furnish(
  office: Office,
  { password, enrolmentCode }: { readonly password: string; readonly enrolmentCode: string },
  waiting: readonly WornToken[],
  now: number,
) {
  await putUnits(office, SAMPLE_UNITS);
  const nurse = randomUUID();
  await office.commit({ ...BY_THE_DEMO, action: "staff.change", subject: nurse }, [
    {
      kind: "account",
      account: { id: nurse, login: LOGIN, name: "Trạm thử", role: "station", place: WARD, enabled: true },
    },
    { kind: "password", id: nurse, hash: await hashed(password), mustChange: false },
  ]);
  const computer = { id: randomUUID(), name: "Máy thử", place: WARD, addedBy: nurse, addedAt: now };
  await office.commit({ ...BY_THE_DEMO, action: "computer.change", subject: computer.id }, [
    {
      kind: "computer",
      codeHash: codeHashOf(enrolmentCode),
      computer: { ...computer, codeUntil: now + CODE_HOURS * HOUR_MS },
    },
  ]);
  for (const { serial, person } of waiting) {
    const id = randomUUID();
    const consent: Consent = {
      purpose: "contacts",
      answer: "given",
      version: "2026-2",
      language: "vi" as const,
      channel: "station" as const,
      givenBy: "self" as const,
      takenBy: nurse,
      at: now,
    };
    await office.commit({ ...BY_THE_DEMO, action: "person.add", subject: id }, [
      {
        kind: "person",
        person: id,
        details: { id, name: `Công nhân ${person + 1}`, birth: "1980", unit: WARD },
      },
      { kind: "consent", person: id, consent },
      { kind: "assign", person: id, serial, from: now },
    ]);
  }
}

/** Tells how to open the page, and lets the wearers' buttons be held from the keyboard until Ctrl-C. */
export async function runDemoStation(world: PlayedWorld, waiting: readonly WornToken[]): Promise<void> {
  const station = await openDemoStation(world, waiting);
  console.log(howToOpen(station));
  const keyboard = createInterface({ input: process.stdin });
  const ended = new Promise<void>((resolve) => {
    keyboard.once("close", resolve);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => keyboard.close());
  });
  keyboard.on("line", (line) => {
    const token = station.waiting[Number(line) - 1];
    if (!token) return;
    console.log(`${token.name}: the wearer holds the button for 3 seconds ...`);
    void token.hand.hold().then(() => console.log(`${token.name} waits for a station, for a minute.`));
  });
  await ended;
  await station.stop();
}

function howToOpen({ url, login, password, enrolmentCode, bus, waiting }: DemoStation): string {
  const signIn = `The station's page: ${url}   sign in as ${login}, password ${password}, enrolment code of this computer ${enrolmentCode}; choose any PIN.`;
  if (!bus)
    return `\n${signIn}\nNo D-Bus here, so no browser can see the tokens: choose "Tập huấn" (training) on the page. Ctrl-C ends.`;
  const chromium = outside("chromium") ?? "chromium";
  const tokens = waiting.map(({ name }, index) => `${index + 1} ${name}`).join("   ");
  return [
    "",
    signIn,
    "With a Chromium on this machine, in another terminal:",
    `  DBUS_SYSTEM_BUS_ADDRESS=${bus} ${chromium} --enable-features=WebBluetooth --user-data-dir=$(mktemp -d) ${url}`,
    `Tokens of the shift that wait: ${tokens}. Type a number and Enter: its wearer holds the button; then press "Đồng bộ" on the page.`,
    'Any other browser: choose "Tập huấn" (training) on the page. Ctrl-C ends.',
  ].join("\n");
}
