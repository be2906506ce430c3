/**
 * The demo's last part: station and desk in front of tokens of the shift that still wait, and a case that is open. Where there
 * is a D-Bus, a Chromium of one's own finds the tokens by Web Bluetooth; elsewhere the page's training mode shows the same.
 */
import { randomBytes } from "node:crypto";
import { tokenName } from "../../../protocol/identity.ts";
import { outside } from "../../lib/system-packages.ts";
import { type StandIn, startStandIn, type TokenInHand } from "../../models/bluez/stand-in.ts";
import { WorldClock } from "../../models/bluez/world-clock.ts";
import { buildPages } from "../../pages/build.ts";
import { openDoors } from "../../server/http/doors.ts";
import { openFigures, openLog } from "../../server/http/watch/observation.ts";
import { toldOnce } from "../../server/staff/sign-in.ts";
import { listen } from "../../web/listen.ts";
import { openPages } from "../../web/pages.ts";
import type { WornToken } from "../../world/handout.ts";
import type { PlayedWorld } from "../../world/play.ts";
import { type PreparedCase, prepareCase } from "./demo-case.ts";
import { addStaff, addWearers, INVESTIGATOR, NURSE, officeName } from "./demo-staff.ts";

interface WaitingToken {
  readonly name: string;
  readonly hand: TokenInHand;
}

export interface DemoStation {
  /** Two names of one server, so that one browser can be signed in at both pages. */
  readonly stationUrl: string;
  readonly deskUrl: string;
  readonly nurse: string;
  readonly investigator: string;
  /** Of both. */
  readonly password: string;
  /** Makes the browser a computer of the station, once. */
  readonly enrolmentCode: string;
  readonly openCase: PreparedCase & { /** Name of who is ill. */ readonly name: string };
  /** What waits, when a browser on this machine can see it. */
  readonly waiting: readonly WaitingToken[];
  /** For DBUS_SYSTEM_BUS_ADDRESS; none where there is no D-Bus. */
  readonly bus: string | undefined;
  /** The server's time, world ms. */
  now(): number;
  stop(): Promise<void>;
}

interface DemoOptions {
  readonly waiting: readonly WornToken[];
  /** Number of the person who is ill. */
  readonly ill: number;
  /** World ms at which the station opens; when the last token was synced unless later. From there on time goes by. */
  readonly at: number;
}

/** Serves the pages and lets the tokens live on. The caller closes the world's server, also where this throws. */
export async function openDemoStation(
  world: PlayedWorld,
  { waiting, ill, at }: DemoOptions,
): Promise<DemoStation> {
  // First what may fail: tokens that wait would keep the process alive.
  const pages = openPages(await buildPages());
  const clock = new WorldClock(Math.max(at, world.endedAt));
  const now = () => clock.now();
  world.followClock(now);
  const { app, office } = await openDoors({
    server: world.server,
    pages,
    figures: openFigures(),
    version: "demo",
    log: openLog("silent", () => {}),
    addressOf: () => "127.0.0.1",
  });
  const password = randomBytes(6).toString("hex");
  const enrolmentCode = toldOnce(12);
  const nurse = await addStaff(office, { password, enrolmentCode }, now());
  const persons = await addWearers(office, world, nurse);
  const { people, date } = world.scene.day;
  const prepared = await prepareCase(app, { person: persons[ill]!, onset: date, password, now });
  const doors = await listen({ fetch: app.fetch as never, host: "127.0.0.1", port: 0 });
  const standIn: StandIn | undefined = outside("dbus") ? await startStandIn({ clock }) : undefined;
  return {
    stationUrl: `http://localhost:${doors.port}/station/`,
    deskUrl: `http://127.0.0.1:${doors.port}/desk/`,
    nurse: NURSE.login,
    investigator: INVESTIGATOR.login,
    password,
    enrolmentCode,
    openCase: Object.assign({ name: officeName(people[ill]!) }, prepared),
    bus: standIn?.address,
    waiting: standIn
      ? waiting.map(({ serial, device }) => ({ name: tokenName(serial), hand: standIn.add(device) }))
      : [],
    now,
    async stop() {
      await standIn?.stop();
      await doors.stop();
    },
  };
}
