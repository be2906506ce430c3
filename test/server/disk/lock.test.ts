import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lockFolder } from "../../../host-tools/server/disk/lock.ts";

const HOLDER = fileURLToPath(new URL("./lock-holder.ts", import.meta.url));
/** In a container of its own, as far as numbers of processes go. */
const UNSHARED = ["unshare", "--pid", "--fork", "--mount-proc"];
const canUnshare = spawnSync(UNSHARED[0]!, [...UNSHARED.slice(1), "true"]).status === 0;

describe("the lock of a data folder", function () {
  this.timeout(60_000);
  let dir: string;
  const running: ChildProcess[] = [];
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "bluezone-lock-"));
  });
  afterEach(() => {
    for (const child of running.splice(0)) child.kill("SIGKILL");
    rmSync(dir, { recursive: true });
  });

  /** Starts a process that wants the lock and keeps it; resolves with what it says first. */
  function want(before: readonly string[] = []): Promise<{ child: ChildProcess; said: string }> {
    const [command, ...words] = [...before, process.execPath, "--import", "tsx", HOLDER, dir];
    const child = spawn(command!, words, { stdio: ["pipe", "pipe", "inherit"] });
    running.push(child);
    return new Promise((resolve) =>
      child.stdout!.once("data", (text) => resolve({ child, said: String(text).trim() })),
    );
  }

  const isFree = async () => (await lockFolder(dir))();

  it("keeps a second one out, in the same process and in another, until it is let go", async () => {
    const release = await lockFolder(dir);
    await assert.rejects(lockFolder(dir), new RegExp(`in use by process ${process.pid} on `));
    assert.match((await want()).said, /in use by process/);
    await release();
    assert.deepEqual(readdirSync(dir), []);
    await isFree();
  });

  it("is free when its holder was killed", async () => {
    const { child, said } = await want();
    assert.equal(said, "in");
    await assert.rejects(lockFolder(dir), /in use by process/);
    child.kill("SIGKILL");
    await new Promise((resolve) => child.on("exit", resolve));
    assert.equal(readdirSync(dir).length, 1);
    await isFree();
    assert.deepEqual(readdirSync(dir), []);
  });

  it("holds while its holder is stopped and says nothing", async () => {
    const { child } = await want();
    child.kill("SIGSTOP");
    await assert.rejects(lockFolder(dir), /in use by a process that does not say who it is/);
  });

  it("holds between containers, where both are process 1", async function () {
    if (!canUnshare) this.skip();
    const first = await want(UNSHARED);
    assert.equal(first.said, "in");
    assert.match((await want(UNSHARED)).said, /in use by process/);
    await assert.rejects(lockFolder(dir), /in use by process/);
  });

  it("lets one in of those who come at once", async () => {
    for (let round = 0; round < 40; round++) {
      const came = await Promise.allSettled(Array.from({ length: 5 }, () => lockFolder(dir)));
      const holders = came.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      assert.equal(holders.length, 1);
      await holders[0]!();
    }
    const all = await Promise.all(Array.from({ length: 4 }, () => want()));
    assert.equal(all.filter(({ said }) => said === "in").length, 1);
  });

  it("fits a folder with a long name", async () => {
    const long = join(dir, "x".repeat(120), "y".repeat(120));
    mkdirSync(long, { recursive: true });
    const release = await lockFolder(long);
    await assert.rejects(lockFolder(long), /in use by process/);
    await release();
    assert.deepEqual(readdirSync(long), []);
  });
});
