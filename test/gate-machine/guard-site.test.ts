import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GUARD_COUNTS, GUARD_STREAM, type GuardScreen } from "../../host-tools/contract/guard-screen.ts";
import { HandCounts } from "../../host-tools/gate-machine/hand-counts.ts";
import type { Pages } from "../../host-tools/web/pages.ts";
import { toHex } from "../../protocol/bytes.ts";
import { ROLLING_ID_BYTES } from "../../protocol/rolling-id.ts";
import { GuardGate } from "./guard-gate.ts";

const PAGES: Pages = {
  files: 1,
  styles: [],
  answer: (_, path) => (["/cong/", "/desk/"].includes(path) ? new Response("a page") : undefined),
  missing: () => undefined,
};

describe("what a gate's machine tells the guard's page", () => {
  let gate: GuardGate;
  beforeEach(async () => {
    gate = await GuardGate.open(PAGES);
  });
  afterEach(() => gate.close());

  /** The stream until a number of events of a kind has come. */
  async function events(kind: string, wanted: number): Promise<string[]> {
    const answer = await fetch(`${gate.url}${GUARD_STREAM}`);
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let all = "";
    const found = () =>
      [...all.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].filter(([, name]) => name === kind);
    while (found().length < wanted) {
      const { value, done } = await reader.read();
      if (done) break;
      all += value;
    }
    await reader.cancel();
    return found().map(([, , data]) => data!);
  }
  const screen = async () => JSON.parse((await events("screen", 1))[0]!) as GuardScreen;

  /** As a page of another name or another site would ask: fetch would not send such headers. */
  const statusOf = (path: string, headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const asked = request(`${gate.url.replace("localhost", "127.0.0.1")}${path}`, { headers }, (answer) => {
        answer.resume();
        answer.destroy();
        resolve(answer.statusCode!);
      });
      asked.on("error", reject);
      asked.end();
    });

  it("is a tap at once, without any byte of the ID", async () => {
    const taps = events("tap", 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const id = crypto.getRandomValues(new Uint8Array(ROLLING_ID_BYTES));
    gate.press("Cửa vào", Buffer.from(id));
    const [tap] = await taps;
    const { number, direction, isAgain } = JSON.parse(tap!);
    assert.deepEqual([number, direction, isAgain], [1, "in", false]);
    assert.ok(!tap!.includes(toHex(id.slice(0, 2))), tap);
    const now = await screen();
    assert.equal(now.passages, 1);
    assert.deepEqual(
      now.listeners.map(({ tokens, state }) => [tokens, state]),
      [
        [1, "hears"],
        [0, "silent"],
      ],
    );
  });

  it("is nothing for pages of other names and other sites, and nothing but the guard's page", async () => {
    assert.equal(await statusOf("/cong/", {}), 200);
    assert.equal(await statusOf("/cong/", { host: "gate.example" }), 421);
    assert.equal(await statusOf(GUARD_STREAM, { host: "gate.example:80" }), 421);
    assert.equal(await statusOf(GUARD_STREAM, { "sec-fetch-site": "cross-site" }), 403);
    assert.equal(await statusOf("/desk/", {}), 404);
    assert.equal(await statusOf("/gate.json", {}), 404);
    assert.equal(await statusOf("/", {}), 302);
  });

  const send = (body: unknown) =>
    fetch(`${gate.url}${GUARD_COUNTS}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  it("takes a count by hand, of what the gate has told meanwhile", async () => {
    const { now, passages } = await screen();
    gate.press("Cửa vào");
    gate.press("Cửa ra");
    await new Promise((resolve) => setTimeout(resolve, 700));
    const after = await screen();
    assert.equal(after.passages, passages + 2);
    const answer = await send({ from: now, to: after.now, people: 25, passagesBefore: passages });
    assert.equal(answer.status, 201);
    assert.deepEqual((await screen()).handCounts, [{ from: now, to: after.now, people: 25, passages: 2 }]);
    for (const [body, status] of [
      ["{", 400],
      [{ from: now, to: after.now, people: 0, passagesBefore: 0 }, 400],
      [{ from: now, to: after.now, people: 25, passagesBefore: 3, more: 1 }, 400],
      [{ from: now, to: after.now, people: 25, passagesBefore: 3 }, 409],
      [{ from: after.now, to: now, people: 25, passagesBefore: 0 }, 409],
    ] as const)
      assert.equal((await send(body)).status, status, JSON.stringify(body));
    assert.equal((await screen()).handCounts.length, 1);
  });
});

describe("counts by hand", () => {
  it("are kept but for a line that a loss of power has torn, and the next one stands by itself", () => {
    const folder = mkdtempSync(join(tmpdir(), "counts-"));
    const one = {
      from: "2026-11-23T00:00:00.000Z",
      to: "2026-11-23T00:10:00.000Z",
      people: 30,
      passages: 28,
    };
    new HandCounts(folder).add(one);
    appendFileSync(join(folder, "hand-counts.jsonl"), '{"from":"2026-11');
    const again = new HandCounts(folder);
    assert.deepEqual(again.shown, [one]);
    again.add({ ...one, people: 31 });
    assert.deepEqual(
      new HandCounts(folder).shown.map(({ people }) => people),
      [30, 31],
    );
    assert.equal(readFileSync(join(folder, "hand-counts.jsonl"), "utf8").trim().split("\n").length, 2);
    rmSync(folder, { recursive: true });
  });
});
