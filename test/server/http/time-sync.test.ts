import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFigures, openLog } from "../../../host-tools/server/http/watch/observation.ts";
import type { Synchronisation } from "../../../host-tools/server/http/watch/synchronisation.ts";
import { readSynchronisation, watchTimeSync } from "../../../host-tools/server/http/watch/time-sync.ts";

const TRACKING = (leap: string) => `Reference ID    : A29FC801 (time.cloudflare.com)
Stratum         : 4
Leap status     : ${leap}`;

describe("what the machine says of its clock", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "time-sync-"));
    mkdirSync(join(folder, "bin"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A program of that name that says so, and how it ends. */
  const program = (name: string, says: string, code = 0) =>
    writeFileSync(join(folder, "bin", name), `#!/bin/sh\n/bin/cat <<'END'\n${says}\nEND\nexit ${code}\n`, {
      mode: 0o755,
    });
  const read = () => readSynchronisation(join(folder, "bin"), join(folder, "synchronized"));

  for (const [timedatectl, chronyc, hasMark, expected] of [
    ["yes", undefined, false, "synchronised"],
    ["no", undefined, true, "unsynchronised"],
    ["no", TRACKING("Normal"), false, "unsynchronised"],
    [undefined, TRACKING("Normal"), false, "synchronised"],
    [undefined, TRACKING("Insert second"), false, "synchronised"],
    [undefined, TRACKING("Not synchronised"), false, "unsynchronised"],
    [undefined, undefined, true, "synchronised"],
    [undefined, undefined, false, "unknown"],
    ["n/a", "506 Cannot talk to daemon", false, "unknown"],
  ] as const)
    it(`is ${expected} where timedatectl says ${timedatectl}, chronyc ${chronyc?.split(": ").at(-1)}, mark ${hasMark}`, async () => {
      if (timedatectl) program("timedatectl", timedatectl);
      if (chronyc) program("chronyc", chronyc);
      if (hasMark) writeFileSync(join(folder, "synchronized"), "");
      assert.equal(await read(), expected);
    });

  it("is not believed of a program that fails", async () => {
    program("timedatectl", "yes", 1);
    assert.equal(await read(), "unknown");
  });

  it("is asked on this machine without an error", async () => {
    assert.ok(["synchronised", "unsynchronised", "unknown"].includes(await readSynchronisation()));
  });

  it("is told in the log when it changes, and as a figure", async () => {
    const lines: string[] = [];
    const figures = openFigures();
    let now: Synchronisation = "unsynchronised";
    const watch = watchTimeSync(
      openLog("info", (line) => lines.push(line)),
      figures,
      async () => now,
    );
    const figure = async () =>
      /^bluezone_clock_synchronised (.*)$/m.exec(await figures.registry.metrics())?.[1];
    assert.deepEqual([watch.state(), await figure()], ["unknown", "-1"]);
    await watch.look();
    await watch.look();
    assert.deepEqual([watch.state(), await figure(), lines.length], ["unsynchronised", "0", 1]);
    assert.match(lines[0]!, /"level":40.*no time server steers the machine's clock/);
    now = "synchronised";
    await watch.look();
    assert.deepEqual([watch.state(), await figure(), lines.length], ["synchronised", "1", 2]);
    await watch.stop();
  });
});
