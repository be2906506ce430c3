/** A guard raises an emergency at a gate: from the machine's word to the server's, and what the gate's own screen says of it. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { FIRE_MINUTES, FIRE_WORD_MINUTES, type FireList } from "../../host-tools/contract/fires.ts";
import type { GateCode } from "../../host-tools/contract/gates.ts";
import { REACH, TAP_REACH } from "../../host-tools/gate/layout.ts";
import { GateJournal } from "../../host-tools/gate-machine/gate-journal.ts";
import { GateRun } from "../../host-tools/gate-machine/gate-run.ts";
import { letIn } from "../../host-tools/gate-machine/let-in.ts";
import { RaisedFire } from "../../host-tools/gate-machine/raised-fire.ts";
import { type Listener, listen } from "../../host-tools/web/listen.ts";
import { FACTORY, type Harness, openHarness } from "../support/harness.ts";

const MINUTE = 60_000;
const GUARD = "Lê Văn Gác";
const ZONE = "Xưởng A";

describe("a fire that a guard has raised", () => {
  it("is over after an hour; one of which the server did not hear in time is none", () => {
    const fire = new RaisedFire();
    fire.raise("a", 0);
    assert.deepEqual(fire.shown(FIRE_WORD_MINUTES * MINUTE - 1), {
      raisedAt: "1970-01-01T00:00:00.000Z",
      isTold: false,
    });
    assert.equal(fire.shown(FIRE_WORD_MINUTES * MINUTE), undefined);
    fire.raise("b", 0);
    fire.told("a", 1);
    assert.equal(fire.shown(1)!.isTold, false, "of another one");
    fire.told("b", 1);
    assert.equal(fire.shown(FIRE_MINUTES * MINUTE - 1)!.isTold, true);
    assert.equal(fire.idAt(FIRE_MINUTES * MINUTE), undefined);
    fire.raise("c", 0);
    fire.end();
    assert.equal(fire.idAt(0), undefined);
  });
});

describe("a gate's machine whose guard raises an emergency", function () {
  this.timeout(60_000);
  let harness: Harness;
  let door: Listener;
  let folder: string;
  let run: GateRun;

  before(async () => {
    harness = await openHarness();
    Object.defineProperty(harness.clock, "now", { get: () => Date.now() });
    door = await listen({ fetch: harness.fetch, host: "127.0.0.1", port: 0 });
    folder = mkdtempSync(join(tmpdir(), "fire-"));
    const administrator = await harness.as("unit-administrator");
    const gate = { place: FACTORY, name: "Cổng chính", zone: ZONE };
    const { code } = (await (await administrator.ask("POST", "/api/gates", gate)).json()) as GateCode;
    run = new GateRun({
      identity: await letIn(`http://127.0.0.1:${door.port}`, code),
      layout: {
        listeners: [{ name: "token1", side: "door", lane: "in" }],
        reach: REACH,
        tapReach: TAP_REACH,
      },
      posts: [{ name: "token1", kind: "token" }],
      journal: new GateJournal(join(folder, "journal")),
      folder,
      isKiosk: false,
      sendEach: 3_600_000,
      onTaps() {},
      onLine() {},
      onState() {},
      onIdentity() {},
    });
  });
  after(async () => {
    await run?.stop();
    await door?.stop();
    if (folder) rmSync(folder, { recursive: true });
  });

  const shown = () => run.screen(Date.now()).fire;
  const fires = async () => {
    const manager = await harness.as("manager");
    return ((await (await manager.ask("GET", "/api/fires")).json()) as FireList).fires;
  };
  const until = async (what: () => boolean) => {
    while (!what()) await sleep(20);
  };

  it("tells the server at once, once, and that it is over", async () => {
    await Promise.all([run.raiseFire(GUARD), run.raiseFire(GUARD)]);
    await until(() => shown()?.isTold === true);
    assert.deepEqual(
      (await fires()).map(({ place, zone }) => [place, zone]),
      [[FACTORY, ZONE]],
    );
    await run.endFire(GUARD);
    assert.equal(shown(), undefined);
    while ((await fires()).length > 0) await sleep(20);
  });

  it("says that it is not told while nobody answers, and tells it then", async () => {
    const { port } = door;
    await door.stop();
    await run.raiseFire(GUARD);
    await until(() => run.screen(Date.now()).hindrance === "away");
    assert.equal(shown()!.isTold, false);
    door = await listen({ fetch: harness.fetch, host: "127.0.0.1", port });
    await run.stop();
    assert.equal(shown()!.isTold, true);
    assert.equal((await fires()).length, 1);
  });
});
