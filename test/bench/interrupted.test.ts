/**
 * The bench's process is killed for real at random instants, and started again: each board is one token or none, each number
 * one board's or nobody's. BLUEZONE_BENCH_TOKENS, BLUEZONE_BENCH_CUTS and BLUEZONE_BENCH_PLACES make it longer.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { puckjs } from "../../boards/index.ts";
import { Batch } from "../../host-tools/bench/batch.ts";
import { type Line, readLedger } from "../../host-tools/bench/ledger.ts";
import { hash, unitOf } from "../../host-tools/lib/random.ts";
import { programOnPath } from "../../host-tools/lib/system-packages.ts";
import { toHex } from "../../protocol/bytes.ts";
import { SEED } from "../support/seed.ts";
import { type BenchServer, LOGIN, PASSWORD, startBenchServer } from "./bench-server.ts";
import { PtyPlace } from "./pty-places.ts";
import { type Faults, VirtualBoard } from "./virtual-board.ts";

const TOKENS = Number(process.env.BLUEZONE_BENCH_TOKENS ?? 24);
const CUTS = Number(process.env.BLUEZONE_BENCH_CUTS ?? 6);
const PLACES = Number(process.env.BLUEZONE_BENCH_PLACES ?? 4);
/** What a board is asked from its first answer to the restart, about. */
const EXPRESSIONS = 130;
const PROGRAM = fileURLToPath(new URL("../../host-tools/tools/cli/bztoken.mjs", import.meta.url));
const FAULTS: readonly Faults[] = [
  { volts: 2.3 },
  { badPage: 3 },
  { crypto: "hash" },
  { diesAt: 60 },
  { version: "2v28" },
];

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe("a bench that is killed", function () {
  this.timeout(240_000 + TOKENS * 6_000 + CUTS * 30_000);
  let drawn = 0;
  const draw = (most: number): number => Math.floor(unitOf(hash(SEED, drawn++)) * most);
  let server: BenchServer;
  let folder: string;
  let places: PtyPlace[];
  const boards: VirtualBoard[] = [];
  const labelled: string[] = [];

  before(async function () {
    if (!programOnPath("script") || !serialPortInstalled()) this.skip();
    server = await startBenchServer();
    folder = mkdtempSync(join(tmpdir(), "bench-killed-"));
    places = await Promise.all(Array.from({ length: PLACES }, () => PtyPlace.open()));
    for (const place of places) place.put(nextBoard());
  });

  after(async () => {
    for (const place of places ?? []) place.close();
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  function nextBoard(): VirtualBoard {
    const faults = draw(12) === 0 ? FAULTS[draw(FAULTS.length)]! : {};
    const board = new VirtualBoard(puckjs, `unit-${boards.length}`, faults);
    boards.push(board);
    return board;
  }

  const lines = (): readonly Line[] => readLedger(join(folder, "ledger"));

  function words(more: readonly string[]): string[] {
    const ports = places.flatMap(({ path }) => ["--port", path]);
    const alone = ["--no-radio", "--no-person", "--json"];
    const who = ["--server", server.url, "--login", LOGIN];
    const what = ["--board", "puckjs", "--count", String(TOKENS)];
    return ["provision", "--dir", folder, ...who, ...what, ...ports, ...alone, ...more];
  }

  /** Until it ends by itself, or `kill` says so: asked before each expression that a board gets. */
  async function run(
    more: readonly string[],
    kill?: (expression: string) => "now" | "then" | undefined,
  ): Promise<Ended> {
    const env = { ...process.env, BZTOKEN_BENCH_MODELS: "1" };
    const child = spawn(process.execPath, [PROGRAM, ...words(more)], {
      env,
      stdio: ["pipe", "pipe", "pipe"],
    });
    child.stdin.on("error", () => {});
    const isNew = !lines().some(({ kind }) => kind === "started");
    child.stdin.write(`${PASSWORD}\n${isNew ? `${await server.enrolmentCode()}\n` : ""}`);
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (data) => (stdout += data));
    let rest = "";
    child.stderr.on("data", (data) => {
      stderr += data;
      const all = (rest + data).split("\n");
      rest = all.pop()!;
      for (const line of all) atTheBench(line, child);
    });
    for (const place of places)
      place.onExpression = (expression) => {
        const when = kill?.(expression);
        if (when === "now") child.kill("SIGKILL");
        // The board does what it was asked, and nobody hears that it did.
        if (when === "then") setImmediate(() => child.kill("SIGKILL"));
      };
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { code, stdout, stderr };
  }

  /** Whoever stands there does what the lines say. */
  function atTheBench(line: string, child: ChildProcess): void {
    const place = places.find(({ path }) => line.startsWith(`${path}: `));
    if (!place || child.killed) return;
    const label = /finished, label it: ([\d -]+) \(/.exec(line)?.[1];
    if (label !== undefined) labelled.push(label);
    if (label === undefined && !/SET ASIDE|take the board out/.test(line)) return;
    place.put(undefined);
    setTimeout(() => place.put(nextBoard()), 700);
  }

  /** After a cut: what is finished is taken out, what is silent and in doubt is read, batteries come out. Words for the next start. */
  function lookAround(): string[] {
    const batch = new Batch(lines());
    for (const place of places) {
      const { board } = place;
      // Nothing lies there, or what does not answer any more and is no token.
      if (!board || (board.isSilent && !board.isLocked)) {
        place.put(nextBoard());
        continue;
      }
      if (!board.isLocked) {
        if (draw(2) === 0) board.restart();
        continue;
      }
      place.put(nextBoard());
    }
    return readDoubts(batch);
  }

  /** Words for the next start: whoever holds a token in hand that is in doubt reads its name. Each token stands in the ledger. */
  function readDoubts(batch: Batch): string[] {
    const doubt = new Set(batch.doubt.map(({ serial }) => serial));
    const finished = new Set(batch.finished.map(({ serial }) => serial));
    return boards.flatMap(({ identity }) => {
      if (!identity) return [];
      const { serial } = identity;
      if (doubt.has(serial)) return ["--read", String(serial)];
      assert.ok(finished.has(serial), `${serial} is a token and not in the ledger`);
      return [];
    });
  }

  it(`makes ${TOKENS} tokens all the same, in ${CUTS} cuts at random instants: no number, key or label twice, none lost`, async () => {
    const began = performance.now();
    let more: string[] = [];
    let wasDoubt = 0;
    for (let cut = 0; cut < CUTS; cut++) {
      let left = 20 + draw(((TOKENS * EXPRESSIONS) / CUTS) * 0.8);
      const atMark = draw(3) === 0;
      const how = (["now", "then"] as const)[draw(2)]!;
      const ended = await run(more, (expression) => {
        left--;
        const isMark = expression.includes('write(".boot0"') && expression.includes("bG9jaw");
        return left <= 0 && (!atMark || isMark || left < -4 * EXPRESSIONS) ? how : undefined;
      });
      if (ended.code !== null) {
        assert.equal(ended.code, 0, ended.stderr);
        break;
      }
      more = lookAround();
      wasDoubt += more.length / 2;
    }
    let ended = await run(more);
    assert.equal(ended.code, 0, ended.stderr);
    // What a run by itself has left in doubt: a busy machine has not heard a board in time.
    for (let tries = 0; tries < 5 && new Batch(lines()).doubt.length > 0; tries++) {
      more = lookAround();
      wasDoubt += more.length / 2;
      ended = await run(more);
      assert.equal(ended.code, 0, ended.stderr);
    }
    const seconds = (performance.now() - began) / 1000;

    const batch = new Batch(lines());
    const tokens = boards.flatMap((board) => board.identity ?? []);
    const serials = tokens.map(({ serial }) => serial).sort((a, b) => a - b);
    assert.equal(tokens.length, TOKENS);
    assert.equal(new Set(serials).size, TOKENS, "a number twice");
    for (const name of ["tokenKey", "pageKey", "dayKey"] as const)
      assert.equal(new Set(tokens.map((token) => toHex(token[name]))).size, TOKENS, `a ${name} twice`);
    assert.deepEqual(
      batch.finished.map(({ serial }) => serial).sort((a, b) => a - b),
      serials,
      "ledger and tokens",
    );
    const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b);
    assert.deepEqual(sorted(server.serials()), serials, "the server's tokens are those that were finished");
    assert.deepEqual(
      sorted(server.voidNumbers()),
      sorted(batch.void.map(({ serial }) => serial)),
      "the server's void numbers are the ledger's",
    );
    assert.deepEqual(
      sorted(await server.ready()),
      serials,
      "each finished token lies ready in the bench's stock",
    );
    assert.equal(batch.doubt.length + batch.drawn.length + batch.unanswered.length, 0);
    assert.equal(new Set(labelled).size, labelled.length, "a label twice");
    for (const board of boards) {
      if (board.isLocked) continue;
      board.restart();
      assert.equal(board.holdsKeys, false, `${board.unit} is open and holds keys`);
    }
    for (const { unit, reason } of batch.aside) {
      const board = boards.find((one) => one.unit === unit)!;
      assert.notDeepEqual(board.faults, {}, `${unit} was whole: ${reason}`);
    }
    const { secondsEach } = JSON.parse(ended.stdout) as { secondsEach: number };
    console.log(
      `        ${TOKENS} tokens, ${CUTS} cuts (${wasDoubt} in doubt), ${batch.void.length} numbers void, ${batch.aside.length} boards aside, ` +
        `${secondsEach} s a board, ${(seconds / TOKENS).toFixed(1)} s a token at ${PLACES} places with all cuts`,
    );
  });

  it("prints each label once", async () => {
    const print = async (name: string) => {
      const child = spawn(
        process.execPath,
        [PROGRAM, "provision", "--dir", folder, "--labels", join(folder, name), "--json"],
        {
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      let stdout = "";
      child.stdout.on("data", (data) => (stdout += data));
      await new Promise((resolve) => child.on("close", resolve));
      return JSON.parse(stdout) as { labels: number; unlabelled: number };
    };
    assert.deepEqual(await print("a.pdf").then(({ labels, unlabelled }) => [labels, unlabelled]), [
      TOKENS,
      0,
    ]);
    assert.equal(readFileSync(join(folder, "a.pdf")).subarray(0, 5).toString(), "%PDF-");
    assert.equal((await print("b.pdf")).labels, 0);
    // The first file was lost: the same labels, and no others.
    rmSync(join(folder, "a.pdf"));
    assert.equal((await print("a.pdf")).labels, TOKENS);
  });
});

/** An optional package of the espruino package, with a native part that not every machine can build. */
function serialPortInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve("serialport");
    return true;
  } catch {
    return false;
  }
}
