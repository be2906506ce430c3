import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PASSAGE_WORDS } from "../../host-tools/contract/gates.ts";
import { writeIdentity } from "../../host-tools/gate-machine/identity-file.ts";
import { letIn } from "../../host-tools/gate-machine/let-in.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../host-tools/lib/time.ts";
import { FACTORY, type Harness, openHarness } from "../support/harness.ts";
import { Crowd, FIRST_DAY, PASSAGES_A_DAY } from "./passers.ts";

/** 1000, 21 and 50 in `make torture`. */
const PEOPLE = Number(process.env.BLUEZONE_GATE_PEOPLE ?? 60);
const DAYS = Number(process.env.BLUEZONE_GATE_DAYS ?? 3);
const KILLS = Number(process.env.BLUEZONE_GATE_KILLS ?? 4);
const SEED = 7;
const MACHINE = fileURLToPath(new URL("long-machine.ts", import.meta.url));
/** What a machine may hold more after its days than after the second one, bytes. */
const GROWTH = 8 * 1024 * 1024;

interface Told {
  readonly at: number;
  readonly prefix: string;
  readonly lane: string;
}

describe("a gate's machine over weeks", function () {
  this.timeout(60_000 + DAYS * PEOPLE * 1000 + KILLS * 20_000);
  let harness: Harness;
  let network: Server;
  let folder: string;
  let gate: string;
  /** World ms between which nobody answers. */
  let away: readonly [number, number];

  beforeEach(async () => {
    harness = await openHarness();
    away = [0, 0];
    network = createServer((request, answer) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", async () => {
        const clock = 1000 * Number(/clock=(\d+)/.exec(request.url!)?.[1] ?? 0);
        if (clock >= away[0] && clock < away[1]) return void request.socket.destroy();
        // The server's day is the machine's.
        if (clock > 0) harness.clock.now = clock;
        const headers = { "content-type": request.headers["content-type"] ?? "" };
        const init = { method: request.method!, headers, body: new Uint8Array(Buffer.concat(chunks)) };
        const given = await harness.ask(request.url!, init);
        answer.writeHead(given.status, { "content-type": "application/json" }).end(await given.text());
      });
    });
    await once(network.listen(0, "127.0.0.1"), "listening");
    folder = mkdtempSync(join(tmpdir(), "gate-"));
    const origin = `http://127.0.0.1:${(network.address() as AddressInfo).port}`;
    const administrator = await harness.as("unit-administrator");
    const given = await administrator.ask("POST", "/api/gates", {
      place: FACTORY,
      name: "Cổng",
      zone: "Nhà máy",
    });
    const identity = await letIn(origin, ((await given.json()) as { code: string }).code);
    writeIdentity(folder, identity);
    gate = identity.gate;
  });
  afterEach(async () => {
    network.closeAllConnections();
    network.close();
    await harness.server.close();
    rmSync(folder, { recursive: true });
  });

  const start = (from: number, to: number) =>
    spawn(
      process.execPath,
      [
        "--expose-gc",
        "--import",
        "tsx",
        MACHINE,
        folder,
        String(from),
        String(to),
        String(PEOPLE),
        String(SEED),
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
  const linesOf = (text: string, word: string) =>
    text
      .split("\n")
      .slice(0, -1)
      .filter((line) => line.startsWith(`${word} `))
      .map((line) => line.split(" ").slice(1));
  const toldIn = (text: string): Told[] =>
    linesOf(text, "tap").map(([at, prefix, lane]) => ({ at: Number(at), prefix: prefix!, lane: lane! }));

  /** Runs from one time to the other; killed after so many ms from its first word on. */
  async function run(
    from: number,
    to: number,
    killAfter?: number,
  ): Promise<{ text: string; isDone: boolean }> {
    const child = start(from, to);
    let text = "";
    const ended = once(child, "exit");
    child.stdout.on("data", (data: Buffer) => {
      if (text === "" && killAfter !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfter);
      text += data.toString();
    });
    const [code] = (await ended) as [number | null];
    assert.ok(code === 0 || killAfter !== undefined, `ended with ${code}`);
    assert.deepEqual(linesOf(text, "wrong"), []);
    return { text, isDone: code === 0 };
  }

  const nameOf = (minute: number, prefix: string, lane: string) => `${minute} ${prefix} ${lane}`;
  const toldName = ({ at, prefix, lane }: Told) => nameOf(Math.floor(at / MINUTE_MS), prefix, lane);
  /** Taps that the server has, each row once. */
  async function kept(): Promise<string[]> {
    const rows = await harness.database.query<{ minute: number; prefix: string; direction: number }>(
      `SELECT minute, lpad(to_hex(prefix), 12, '0') AS prefix, direction FROM radio.passage
       WHERE gate = $1 AND evidence = $2`,
      [gate, PASSAGE_WORDS.evidence.indexOf("tap")],
    );
    return rows.map(({ minute, prefix, direction }) =>
      nameOf(minute, prefix, PASSAGE_WORDS.direction[direction]!),
    );
  }

  it("brings everybody's passages once, each under its own ID, also of a day without a network; memory stays flat", async () => {
    const crowd = new Crowd(PEOPLE, SEED);
    const middle = Math.floor(DAYS / 2);
    away = [FIRST_DAY + middle * DAY_MS, FIRST_DAY + (middle + 1) * DAY_MS];
    const { text } = await run(FIRST_DAY, FIRST_DAY + DAYS * DAY_MS + HOUR_MS);
    const told = toldIn(text);
    const truth = Array.from({ length: DAYS }, (_, day) => crowd.presses(day)).flat();
    assert.equal(truth.length, PEOPLE * DAYS * PASSAGES_A_DAY);
    // Nobody is missed, nobody stands for somebody else: the minute may be the next one where the first adverts were lost.
    const open = new Map(truth.map((press) => [`${press.prefix} ${press.lane}`, press.at]));
    assert.equal(told.length, truth.length);
    for (const { at, prefix, lane } of told) {
      const pressed = open.get(`${prefix} ${lane}`);
      assert.ok(pressed !== undefined && at >= pressed && at - pressed < 2000, `${prefix} ${lane} ${at}`);
      open.delete(`${prefix} ${lane}`);
    }
    assert.deepEqual((await kept()).sort(), told.map(toldName).sort());
    assert.deepEqual(readdirSync(join(folder, "journal")), []);
    const days = linesOf(text, "day").map((words) => words.map(Number));
    assert.equal(days.length, DAYS);
    if (process.env.BLUEZONE_GATE_DAYS)
      console.log(
        `passages ${truth.length}`,
        days.map(([day, heap, rss, disk]) => ({ day, heap, rss, disk })),
      );
    const second = days[1]!;
    for (const [day, heap] of days.slice(2))
      assert.ok(heap! < second[1]! + GROWTH, `day ${day}: ${heap} after ${second[1]}`);
    const withoutNetwork = days[middle]![3]!;
    assert.ok(withoutNetwork > 0 && withoutNetwork < 600 * PEOPLE * PASSAGES_A_DAY, String(withoutNetwork));
  });

  it("loses and doubles nothing that it has shown, whenever its process is killed", async () => {
    const from = FIRST_DAY + 5 * HOUR_MS;
    const to = FIRST_DAY + DAY_MS;
    const told: Told[] = [];
    let next = from;
    let kills = 0;
    let isDone = false;
    while (!isDone) {
      const wait = kills < KILLS ? 20 + Math.random() * (1500 / KILLS + 100) : undefined;
      const ran = await run(next, to, wait);
      ({ isDone } = ran);
      const some = toldIn(ran.text);
      told.push(...some);
      // It is started again when the press that it was busy with is over.
      next = Math.max(next, some.at(-1)?.at ?? 0) + 4000;
      if (!isDone) kills++;
    }
    assert.ok(kills > 0);
    const rows = await kept();
    const names = new Set(told.map(toldName));
    for (const name of names) assert.ok(rows.includes(name), `${name} is gone`);
    // One row a kill may be on the disk that nobody was shown.
    assert.ok(rows.length - names.size <= kills, `${rows.length} rows of ${names.size}, ${kills} kills`);
    assert.equal(new Set(rows).size, rows.length);
    assert.ok(existsSync(join(folder, "gate.json")));
    assert.deepEqual(readdirSync(join(folder, "journal")), []);
    if (process.env.BLUEZONE_GATE_KILLS)
      console.log(`${kills} kills, ${names.size} shown, ${rows.length} rows`);
  });
});
