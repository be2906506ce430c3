/**
 * A commune from an empty machine to a nurse's first sync, by keys alone: the server is set up by the code in its folder, its two
 * administrators sign in, a commune is added, its staff of twelve comes from one sheet, and a nurse hands out a token and syncs it.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { puckjs } from "../../../boards/index.ts";
import { type StandIn, startStandIn } from "../../../host-tools/models/bluez/stand-in.ts";
import { buildPages } from "../../../host-tools/pages/build.ts";
import { startService } from "../../../host-tools/server/http/service.ts";
import { openLog } from "../../../host-tools/server/http/watch/observation.ts";
import type { Server } from "../../../host-tools/server/server.ts";
import { buildFirmware } from "../../../host-tools/tools/firmware-build/bundle.ts";
import { openPages } from "../../../host-tools/web/pages.ts";
import { installedDevice } from "../../../host-tools/world/handout.ts";
import { dayOfEpoch, epochAt } from "../../../protocol/epoch.ts";
import { launchBrowser, PATIENCE } from "../../support/browser.ts";
import { seedOf } from "../../support/scenario.ts";
import { type Look, NURSE, SERIAL, staffed, synced } from "./commune-steps.ts";
import type { Asked } from "./hand.ts";

export interface CommuneDay {
  /** In their order. */
  readonly steps: Readonly<Record<string, Asked>>;
  /** Who of the staff the server has, and what the result of the sync says. */
  readonly staff: number;
  readonly result: string;
  /** Whom the server knows to wear the token, and that it has signed the time for it. */
  readonly wearer: string | undefined;
  readonly hasTime: boolean;
  readonly errors: readonly string[];
}

/** Before the button is held the token has booted. */
const BOOT_MS = 3000;

export async function communeDay(language: "vi" | "en", look: Look = async () => {}): Promise<CommuneDay> {
  const dir = mkdtempSync(join(tmpdir(), "bluezone-commune-"));
  const service = await startService({
    dir,
    host: "127.0.0.1",
    port: 0,
    isBehindProxy: false,
    version: "test",
    log: openLog("silent", () => {}),
    pages: openPages(await buildPages()),
  });
  const standIn = await startStandIn();
  const browser = await launchBrowser({ address: standIn.address });
  const errors: string[] = [];
  /** Another person at another computer. */
  const open = async (path: string): Promise<Page> => {
    const context = await browser.newContext({ locale: "vi-VN", viewport: { width: 1366, height: 768 } });
    await context.addInitScript("globalThis.__name = (named) => named");
    await context.addInitScript((chosen) => localStorage.setItem("language", chosen), language);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`http://localhost:${service.port}${path}`);
    return page;
  };
  try {
    const hand = await enrolledToken(service.server, standIn);
    const code = readFileSync(service.setUpFile!, "utf8").trim();
    const { slips, enrolment, ...office } = await staffed({ open, look, language, code });
    const slip = slips.get(NURSE)!;
    const { result, ...station } = await synced({ open, look, hand, slip, enrolment });
    const { queries } = service.office;
    const [worn] = await queries.query<{ name: string }>(
      `SELECT name FROM people.assignment JOIN people.person ON person.id = assignment.person
       WHERE serial = $1 AND ended_by IS NULL`,
      [SERIAL],
    );
    const staff = await queries.query("SELECT id FROM office.account WHERE role <> 'province-administrator'");
    const health = await queries.query("SELECT serial FROM radio.health WHERE serial = $1", [SERIAL]);
    return {
      steps: { ...office, ...station },
      staff: staff.length,
      result,
      wearer: worn?.name,
      hasTime: health.length > 0,
      errors,
    };
  } finally {
    await browser.close();
    await standIn.stop();
    await service.stop();
    rmSync(dir, { recursive: true });
  }
}

/** A token as it comes from the bench: enrolled, loaded, switched on, its clock not set. */
async function enrolledToken(server: Server, standIn: StandIn) {
  const at = standIn.clock.now();
  const build = await buildFirmware(puckjs);
  const [enrolment] = await server.enrol([
    {
      serial: SERIAL,
      board: puckjs.number,
      powerAtOneMetre: puckjs.radio.rssiAtOneMetreDbm,
      day: dayOfEpoch(epochAt(at / 1000)) - 1,
      seed: seedOf(SERIAL),
    },
  ]);
  const device = installedDevice(build, enrolment!.identity, 7, at - BOOT_MS);
  device.powerOn();
  device.runTo(at);
  return standIn.add(device);
}
