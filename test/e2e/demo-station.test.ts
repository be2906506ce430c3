/** The demo's way through station and desk in a small world, and that what it prints fits a terminal. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { puckjs } from "../../boards/index.ts";
import { isGoodPin } from "../../host-tools/contract/pins.ts";
import { partsOf } from "../../host-tools/server/server.ts";
import { caseLines, mostMet, tableLines } from "../../host-tools/tools/demo/case-table.ts";
import { makeJourney, PIN, type Seen } from "../../host-tools/tools/demo/demo-journey.ts";
import { officeName } from "../../host-tools/tools/demo/demo-staff.ts";
import { type DemoStation, openDemoStation } from "../../host-tools/tools/demo/demo-station.ts";
import { writeBrowserScript } from "../../host-tools/tools/demo/demo-terminal.ts";
import {
  codeLine,
  dayLines,
  holdingLine,
  LEFT_OUT,
  reportLines,
  seenLines,
  stationLines,
  waitsLine,
} from "../../host-tools/tools/demo/demo-texts.ts";
import { type PlayedWorld, play } from "../../host-tools/world/play.ts";
import { playShift } from "../../host-tools/world/shifts.ts";
import { needsBrowser } from "../support/browser.ts";

const PATIENCE = 120_000;
const COLUMNS = 80;
const SEED = 3;
const PEOPLE = 6;
/** The last one is ill: only the two tokens that wait know of both. */
const WAITING = 2;

function fits(lines: readonly string[]): void {
  for (const line of lines) {
    assert.ok(!line.includes("\n"), JSON.stringify(line));
    assert.ok([...line.normalize("NFC")].length <= COLUMNS, `${[...line].length} columns: ${line}`);
    assert.ok(!/undefined|NaN|null/.test(line), line);
  }
}

describe("the demo's station and desk", function () {
  this.timeout(3 * PATIENCE);
  let world: PlayedWorld;
  let station: DemoStation;
  let folder: string;
  let ill: number;
  let seen: Seen;
  let receivedBefore: number[];

  const waiting = () => world.tokens.slice(-WAITING);
  const received = async (serial: number) =>
    (await partsOf(world.server).database.query("SELECT FROM radio.page WHERE serial = $1", [serial])).length;
  const pagesOfWaiting = () => Promise.all(waiting().map(({ serial }) => received(serial)));

  before(async function () {
    needsBrowser(this);
    const day = playShift("park", { people: PEOPLE, minutes: 35, seed: SEED });
    world = await play({ day, board: puckjs, seed: SEED, unsynced: WAITING });
    ill = PEOPLE - 1;
    station = await openDemoStation(world, { waiting: waiting(), ill, at: 0 });
    folder = mkdtempSync(join(tmpdir(), "demo-test-"));
    receivedBefore = await pagesOfWaiting();
    seen = await makeJourney(station, { folder });
  });
  after(async () => {
    await station?.stop();
    await world?.server.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  it("syncs the waiting tokens of the shift in a browser, as it says", async () => {
    assert.deepEqual(
      seen.synced,
      station.waiting.map(({ name }) => name),
    );
    for (const [i, pages] of (await pagesOfWaiting()).entries()) assert.ok(pages > receivedBefore[i]!);
  });

  it("opens the prepared case at the desk: its contacts stand there by name, and what the tokens have changed", async () => {
    const { people } = world.scene.day;
    const truly = world.scene.pairs
      .filter(({ a, b, presence }) => (a === ill || b === ill) && presence.length >= 15)
      .map(({ a, b }) => officeName(people[a === ill ? b : a]!));
    assert.ok(truly.length > 0);
    for (const name of truly) assert.ok(seen.contacts.includes(name), `${name}: ${seen.contacts}`);
    const others = people.filter((_, person) => person !== ill).map(officeName);
    for (const name of seen.contacts) assert.ok(others.includes(name), name);
    const synced = waiting().map(({ person }) => officeName(people[person]!));
    assert.ok(
      seen.changes.some((change) => synced.some((name) => change.includes(name))),
      seen.changes.join("\n"),
    );
  });

  it("was approved by somebody else, and every look stands in the audit log", async () => {
    const { database } = partsOf(world.server);
    const [of] = await database.query<{ opened: string; approved: string; state: string }>(
      `SELECT opener.login AS opened, approver.login AS approved, state FROM desk."case"
       JOIN office.account AS opener ON opener.id::text = details->>'openedBy'
       JOIN office.account AS approver ON approver.id::text = details->>'approvedBy'`,
    );
    assert.equal(of!.state, "open");
    assert.equal(of!.opened, station.investigator);
    assert.notEqual(of!.approved, of!.opened);
    const looks = await database.query(
      "SELECT FROM audit.entry JOIN office.account ON id::text = actor WHERE action = 'contacts.read' AND login = $1",
      [station.investigator],
    );
    assert.ok(looks.length >= 2);
  });

  it("gives each one-time code once, and says when the next one comes", () => {
    const given = [1, 2, 3].map(() => station.openCase.codes.next());
    const codes = given.filter((one) => typeof one === "string");
    assert.equal(new Set(codes).size, codes.length);
    const wait = given.at(-1);
    assert.ok(typeof wait === "number" && wait > 0 && wait <= 30, String(wait));
  });

  it("writes its pictures into the folder that it names", () => {
    assert.equal(seen.pictures.length, 2);
    for (const path of seen.pictures) {
      assert.equal(dirname(path), folder);
      assert.equal(readFileSync(path).subarray(1, 4).toString(), "PNG");
    }
  });

  it("prints no line that is wider than 80 columns", async () => {
    fits(dayLines(world.scene.day, SEED));
    fits(reportLines(world.report, puckjs.mtu, WAITING));
    fits(await caseLines(world, mostMet(world)));
    const long = [480, 480, 480] as const;
    const at = [0, 2, 4, 6].map((hour) => world.scene.day.startAt + hour * 3_600_000);
    const rows = [{ name: "worker-40", parts: [long, long, long, long], total: long, isContact: true }];
    fits(tableLines(at, rows));
    for (const script of [undefined, "/tmp/bluezone-demo-XXXXXX/browser"]) {
      fits(stationLines(station, script));
      const names = ["BZ-1234", "BZ-1235", "BZ-1236"].map((name) => ({ name }));
      fits(stationLines(Object.assign({}, station, { waiting: names }), script));
    }
    const pictures = seen.pictures.map((path) => path.split("/").at(-1)!);
    const many = world.scene.day.people.map(() => "Công nhân 40");
    fits(
      seenLines(
        { synced: ["BZ-1234", "BZ-1235", "BZ-1236"], contacts: many, changes: many, pictures },
        "Công nhân 40",
      ),
    );
    fits([codeLine("123456"), codeLine(30), holdingLine("BZ-1234"), waitsLine("BZ-1234"), LEFT_OUT]);
  });

  it("says a PIN that is taken", () => {
    assert.ok(isGoodPin(PIN));
    assert.ok(!isGoodPin("123456"));
    assert.ok(stationLines(station, undefined).some((line) => line.includes(PIN)));
  });

  /** A program in place of Chromium. */
  async function withBrowser(lines: string, work: () => Promise<void>): Promise<void> {
    const program = join(folder, "it's chromium");
    writeFileSync(program, `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
    const before = process.env.CHROMIUM;
    process.env.CHROMIUM = program;
    try {
      await work();
    } finally {
      if (before === undefined) delete process.env.CHROMIUM;
      else process.env.CHROMIUM = before;
    }
  }

  it("has one short command for a browser, which works as root too and leaves nothing behind", () =>
    withBrowser('echo "$DBUS_SYSTEM_BUS_ADDRESS"; printf "%s\\n" "$@"', async () => {
      const { path, remove } = writeBrowserScript(station, station.bus!);
      const said = execFileSync("sh", [path], { encoding: "utf8" }).trim().split("\n");
      assert.equal(said[0], station.bus);
      assert.deepEqual(said.slice(-2), [station.stationUrl, station.deskUrl]);
      assert.equal(said.includes("--no-sandbox"), process.getuid?.() === 0);
      await remove();
      assert.ok(!existsSync(dirname(path)));
    }));

  it("ends the browser that is still open, which writes into the folder to be removed", () =>
    withBrowser(
      `for one in "$@"; do case "$one" in --user-data-dir=*) d="\${one#*=}";; esac; done; trap "sleep 0.3; mkdir -p '$d'; exit" TERM; while :; do mkdir -p "$d"; echo > "$d/x"; sleep 0.05; done`,
      async () => {
        const { path, remove } = writeBrowserScript(station, station.bus!);
        const browser = spawn("sh", [path], { stdio: "ignore" });
        const ended = once(browser, "exit");
        const profile = join(dirname(path), "profile");
        while (!existsSync(profile)) await new Promise((resolve) => setTimeout(resolve, 20));
        await remove();
        await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 3000))]);
        browser.kill();
        assert.ok(!existsSync(dirname(path)));
      },
    ));
});
