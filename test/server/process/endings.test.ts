import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MAIN = new URL("../../../host-tools/tools/cli/main.ts", import.meta.url).pathname;
const LOOP_WATCH = new URL("../../../host-tools/server/process/loop-watch.ts", import.meta.url).href;

interface End {
  readonly code: number | null;
  readonly signal: string | null;
  readonly said: string;
}

/** Runs Node with these words until it ends; `when` does something once standard error has this text. */
function run(words: readonly string[], text: string, when: (kill: (signal: NodeJS.Signals) => void) => void) {
  const child = spawn(process.execPath, words, {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, DATABASE_URL: "" },
  });
  let said = "";
  let isDone = false;
  child.stderr.on("data", (chunk) => {
    said += chunk;
    if (isDone || !said.includes(text)) return;
    isDone = true;
    when((signal) => child.kill(signal));
  });
  return new Promise<End>((resolve) =>
    child.once("close", (code, signal) => resolve({ code, signal, said })),
  );
}

describe("a server that cannot go on", function () {
  this.timeout(120_000);
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "bluezone-ends-"));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it("is ended when its main thread hangs, which no signal would do", async () => {
    const hang = `import(${JSON.stringify(LOOP_WATCH)}).then(({ watchLoop }) => {
      watchLoop(2);
      process.on("SIGTERM", () => {});
      setTimeout(() => { console.error("hanging"); for (;;); }, 1500);
    })`;
    const { signal, said } = await run(["--import", "tsx", "-e", hang], "hanging", (kill) => kill("SIGTERM"));
    assert.equal(signal, "SIGKILL", said);
    assert.match(said, /The program has hung for 2 s and is ended/);
  });

  for (const [event, fault] of [
    ["uncaughtException", `throw new Error("Nguyễn Thị Đào")`],
    ["unhandledRejection", `Promise.reject(new Error("Nguyễn Thị Đào"))`],
  ] as const)
    it(`ends with a number in the log and no word of the data after an ${event}`, async () => {
      const on = `data:text/javascript,${encodeURIComponent(`process.on("SIGUSR2", () => { ${fault} })`)}`;
      const words = ["serve", "--port", "0", "--data", dir, "--pages", "none", "--backups", "none"];
      const { code, said } = await run(
        ["--import", "tsx", "--import", on, MAIN, ...words],
        "Serving",
        (kill) => kill("SIGUSR2"),
      );
      assert.equal(code, 70, said);
      const logged = said
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .find((line) => line.event === event);
      assert.match(String(logged?.number), /^[0-9a-f]{8}$/);
      assert.ok(said.includes(`bztoken: A fault that nobody caught, number ${logged?.number}`), said);
      assert.ok(!said.includes("Đào"), said);
    });
});
