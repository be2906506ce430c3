import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gateRecordsIn } from "../../host-tools/contract/gate-records.ts";
import {
  GUARD_COUNTS,
  GUARD_PAPER,
  GUARD_STREAM,
  GUARD_VISITS,
  type GuardScreen,
  UNDO_MS,
} from "../../host-tools/contract/guard-screen.ts";
import { HandCounts } from "../../host-tools/gate-machine/hand-counts.ts";
import { Loans } from "../../host-tools/gate-machine/loans.ts";
import { UndoTimes } from "../../host-tools/gate-machine/undo-times.ts";
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
  let cookie: string;
  beforeEach(async () => {
    gate = await GuardGate.open(PAGES);
    cookie = await gate.onShift();
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
      headers: { "content-type": "application/json", cookie },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  it("takes a count by hand, of what the gate has told meanwhile", async () => {
    const { now, passages } = await screen();
    gate.press("Cửa vào");
    gate.press("Cửa ra");
    await new Promise((resolve) => setTimeout(resolve, 700));
    const after = await screen();
    assert.equal(after.passages, passages + 2);
    assert.equal(after.today, after.passages);
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

describe("visits that the guard's page hands to the machine", () => {
  let gate: GuardGate;
  let cookie: string;
  beforeEach(async () => {
    gate = await GuardGate.open(PAGES);
    cookie = await gate.onShift();
  });
  afterEach(() => gate.close());

  const VISIT = {
    id: "0123456789abcdef",
    direction: "in",
    by: "card",
    name: "Tạ Thị Khách",
    phone: "0912345678",
    birthYear: "1950",
    host: "Phòng Kế Toán",
  };
  const send = (body: object, method = "POST", path = "") =>
    fetch(`${gate.url}${GUARD_VISITS}${path}`, {
      method,
      headers: { "content-type": "application/json", cookie },
      ...(method === "POST" ? { body: JSON.stringify(body) } : {}),
    });
  const journal = () =>
    readdirSync(join(gate.folder, "journal")).map((name) => readFileSync(join(gate.folder, "journal", name)));

  it("are on the disk, sealed, when it answers, and nothing of them ever comes out again", async () => {
    const stream = await fetch(`${gate.url}${GUARD_STREAM}`);
    const answer = await send(VISIT);
    assert.deepEqual([answer.status, await answer.text()], [201, "{}"]);
    const [bytes] = journal();
    // The visit, and which guard noted it.
    assert.equal(gateRecordsIn(bytes!).records.length, 2);
    for (const trace of Object.values(VISIT)) assert.ok(!bytes!.includes(trace), trace);
    const reader = stream.body!.getReader();
    const told = new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    for (const trace of [VISIT.name, VISIT.phone, VISIT.id]) assert.ok(!told.includes(trace));
    for (const path of ["", `/${VISIT.id}`])
      assert.equal((await fetch(`${gate.url}${GUARD_VISITS}${path}`)).status, 404);
  });

  it("can be taken back for some seconds, and no other can", async () => {
    await send(VISIT);
    assert.equal((await send({}, "DELETE", "/ffffffffffffffff")).status, 409);
    assert.equal((await send({}, "DELETE", `/${VISIT.id}`)).status, 200);
    assert.equal(gateRecordsIn(journal()[0]!).records.length, 4);
    const undo = new UndoTimes();
    undo.begin("one", 0, () => {});
    undo.begin("two", 9000, () => {});
    assert.deepEqual([undo.may("one", UNDO_MS), undo.may("one", UNDO_MS + 2001)], [true, false]);
    assert.ok(undo.may("two", UNDO_MS + 2001));
  });

  it("are refused where a number of a card stands in them, or anything that no form has", async () => {
    for (const wrong of [
      { name: "030150001234" },
      { name: "" },
      { idNumber: "030150001234" },
      { by: "guess" },
    ])
      assert.equal((await send({ ...VISIT, ...wrong })).status, 400, JSON.stringify(wrong));
    assert.deepEqual(journal(), []);
  });

  it("from paper alone have a typed time, which has come and is not too old", async () => {
    const now = Math.floor(gate.now() / 60_000);
    const paper = { ...VISIT, by: "paper", minute: now - 300 };
    assert.equal((await send(paper)).status, 201);
    for (const wrong of [
      { ...VISIT, minute: now - 300 },
      { ...VISIT, by: "paper" },
      { ...paper, minute: now + 2 },
      { ...paper, minute: now - 23 * 1440 },
    ])
      assert.equal((await send(wrong)).status, 400, JSON.stringify(wrong));
    const sheet = await fetch(`${gate.url}${GUARD_PAPER}`);
    assert.equal(sheet.headers.get("content-type"), "application/pdf");
    assert.equal(
      Buffer.from(await sheet.arrayBuffer())
        .subarray(0, 5)
        .toString(),
      "%PDF-",
    );
  });

  it("with a token that is lent remind of its number alone until it is back, also over a start", async () => {
    const screen = async () => {
      const reader = (await fetch(`${gate.url}${GUARD_STREAM}`)).body!.getReader();
      const told = new TextDecoder().decode((await reader.read()).value);
      await reader.cancel();
      return (JSON.parse(/data: (.*)/.exec(told)![1]!) as GuardScreen).loans;
    };
    const of = (id: string, more: object) => send({ ...VISIT, id: id.repeat(8), ...more });
    await of("a1", { token: 21 });
    await of("a2", { token: 22 });
    await of("a3", { token: 23 });
    assert.equal((await send({}, "DELETE", `/${"a3".repeat(8)}`)).status, 200);
    assert.deepEqual(await screen(), [21, 22]);
    await of("a4", { direction: "out", token: 21 });
    await of("a5", { direction: "out" });
    assert.deepEqual(await screen(), [22]);
    assert.deepEqual(new Loans(gate.folder).open, [22]);
    const file = readFileSync(join(gate.folder, "loans.json"), "utf8");
    assert.equal(file, "[22]");
    assert.equal(statSync(join(gate.folder, "loans.json")).mode & 0o077, 0);
  });

  it("that the disk refuses are said so, and kept nowhere", async () => {
    gate.machine.visit = () => Promise.reject(new Error("no space left on device"));
    assert.equal((await send(VISIT)).status, 507);
    assert.equal((await send({}, "DELETE", `/${VISIT.id}`)).status, 409);
  });

  it("may come from a camera of this page, and from no other page", async () => {
    const { headers } = await fetch(`${gate.url}/cong/`);
    assert.equal(headers.get("permissions-policy"), "camera=(self), microphone=(), geolocation=()");
    assert.match(headers.get("content-security-policy")!, /^default-src 'none'; script-src 'self'; /);
    assert.doesNotMatch(headers.get("content-security-policy")!, /unsafe|blob:|data:|\*/);
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
