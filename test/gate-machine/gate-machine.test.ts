import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { asRecord, gateRecordsIn } from "../../host-tools/contract/gate-records.ts";
import { GATE_SECRET_BYTES, gateRecord } from "../../host-tools/contract/gates.ts";
import { KEPT_DAYS } from "../../host-tools/contract/visits.ts";
import { type Layout, REACH, TAP_REACH } from "../../host-tools/gate/layout.ts";
import { sightingOf } from "../../host-tools/gate/sighting.ts";
import type { Tap } from "../../host-tools/gate/taps.ts";
import { GateJournal } from "../../host-tools/gate-machine/gate-journal.ts";
import { GateMachine } from "../../host-tools/gate-machine/gate-machine.ts";
import { Guards } from "../../host-tools/gate-machine/guards.ts";
import {
  type MachineIdentity,
  readIdentity,
  writeIdentity,
} from "../../host-tools/gate-machine/identity-file.ts";
import { letIn, NotLetIn } from "../../host-tools/gate-machine/let-in.ts";
import { sendAll } from "../../host-tools/gate-machine/sender.ts";
import { guardsOfVisits } from "../../host-tools/server/gates/deed-store.ts";
import { partsOf } from "../../host-tools/server/server.ts";
import { openStationDesk } from "../../host-tools/server/station-desk/station-desk.ts";
import { encodeAdvert } from "../../protocol/advert.ts";
import { concatenate, toHex } from "../../protocol/bytes.ts";
import { type Client, DAY, FACTORY, type Harness, openHarness, START } from "../support/harness.ts";
import { enrolTokens, rollingId, type TestToken } from "../support/scenario.ts";

const LAYOUT: Layout = {
  listeners: [
    { name: "in", side: "door", lane: "in" },
    { name: "out", side: "door", lane: "out" },
  ],
  reach: REACH,
  tapReach: TAP_REACH,
};

const VISITOR = { name: "Tạ Thị Khách", phone: "0912345678", birthYear: "1950", host: "Phòng kế toán" };

const GUARD = "Lê Văn Gác";

describe("a gate's machine", () => {
  let harness: Harness;
  let administrator: Client;
  let tokens: TestToken[];
  let folder: string;
  let isAway: boolean;

  before(async function () {
    this.timeout(60_000);
    harness = await openHarness();
    administrator = await harness.as("unit-administrator");
    tokens = await enrolTokens(harness.server, 3, DAY - 1);
  });
  beforeEach(() => {
    isAway = false;
    folder = mkdtempSync(join(tmpdir(), "gate-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** The network: a server behind it, or nobody. */
  const ask = (async (url: string, init: RequestInit) => {
    if (isAway) throw new TypeError("fetch failed");
    return harness.ask(url.replace("https://gate.test", ""), init);
  }) as typeof fetch;

  async function codeOf(name: string): Promise<string> {
    const gate = { place: FACTORY, name, zone: "Nhà máy" };
    const given = await administrator.ask("POST", "/api/gates", gate);
    return ((await given.json()) as { code: string }).code;
  }

  async function machineAt(name: string) {
    const identity = await letIn("https://gate.test", await codeOf(name), ask);
    writeIdentity(folder, identity);
    const journal = new GateJournal(join(folder, "journal"));
    const taps: Tap[] = [];
    const parts = {
      gate: identity.gate,
      layout: LAYOUT,
      journal,
      onTaps: (some: readonly Tap[]) => taps.push(...some),
    };
    const machine = new GateMachine(parts, identity.sealTo);
    return { identity, journal, machine, taps };
  }

  /** A token's press at a lane, as adverts come, ms from START. */
  async function press(machine: GateMachine, token: TestToken, lane: string, from: number) {
    const id = rollingId(token, Math.floor(START / 900_000));
    const tail = { version: 1, role: "token", clockTrusted: true, powerAtOneMetre: -60, minute: 0 } as const;
    const data = encodeAdvert(id, { ...tail, inBurst: false, late: false });
    for (let at = from; at < from + 500; at += 100) {
      machine.hear(sightingOf({ at: START + at, listener: lane, rssi: -66, data })!);
      await machine.tick(START + at + 90);
    }
  }

  const rowsOf = ({ gate }: Pick<MachineIdentity, "gate">) =>
    harness.database.query<{ prefix: number; direction: number }>(
      "SELECT prefix::float8 AS prefix, direction FROM radio.passage WHERE gate = $1 ORDER BY direction",
      [gate],
    );
  const send = async ({ identity, journal }: Awaited<ReturnType<typeof machineAt>>) => {
    await journal.rotate();
    return sendAll({ journal, identity, now: () => harness.clock.now, ask });
  };

  it("brings what its listeners hear; a day without a network is brought once, whole", async () => {
    const gate = await machineAt("Cổng 1");
    isAway = true;
    await press(gate.machine, tokens[0]!, "in", 0);
    assert.equal((await send(gate)).hindrance, "away");
    await press(gate.machine, tokens[1]!, "out", 5000);
    assert.equal((await send(gate)).hindrance, "away");
    assert.deepEqual([gate.taps.length, await rowsOf(gate.identity)], [2, []]);
    isAway = false;
    const sent = await send(gate);
    assert.deepEqual([sent.hindrance, sent.taken, sent.unread], [undefined, 2, 0]);
    assert.equal((await rowsOf(gate.identity)).length, 2);
    assert.deepEqual(gate.journal.closed(), []);
    // What was answered and not deleted before the power went comes once more, and is one row.
    await press(gate.machine, tokens[2]!, "in", 10_000);
    await gate.journal.rotate();
    const [name] = gate.journal.closed() as [string];
    const bytes = gate.journal.read(name);
    await send(gate);
    const again = {
      ...gate.journal,
      closed: () => [name],
      read: () => bytes,
      drop() {},
    } as unknown as GateJournal;
    await sendAll({ journal: again, identity: gate.identity, now: () => harness.clock.now, ask });
    assert.equal((await rowsOf(gate.identity)).length, 3);
  });

  it("brings what a guard has counted by hand: numbers, and once", async () => {
    const gate = await machineAt("Cổng 8");
    const [from, to] = [0, 9].map((minutes) => new Date(harness.clock.now + minutes * 60_000).toISOString());
    await gate.machine.handCount({ from: from!, to: to!, people: 40, passages: 31 }, GUARD);
    for (let i = 0; i < 2; i++) assert.equal((await send(gate)).unread, 0);
    assert.deepEqual(
      await harness.database.query(
        "SELECT minutes, counted, passages FROM office.hand_count WHERE gate::text = $1",
        [gate.identity.gate],
      ),
      [{ minutes: 9, counted: 40, passages: 31 }],
    );
  });

  it("says that it is there when nothing happens, and learns what to seal to", async () => {
    const gate = await machineAt("Cổng 2");
    const sent = await send(gate);
    assert.deepEqual([sent.hindrance, sent.taken, sent.sealTo?.id], [undefined, 0, gate.identity.sealTo.id]);
  });

  it("shows a tap only when it is on the disk, and keeps what a full disk refuses until it takes it", async () => {
    const gate = await machineAt("Cổng 3");
    const append = gate.journal.append.bind(gate.journal);
    gate.journal.append = async () => {
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    };
    await assert.rejects(press(gate.machine, tokens[0]!, "in", 0), /no space/);
    assert.deepEqual([gate.taps.length, gate.machine.waiting], [0, 1]);
    gate.journal.append = append;
    await gate.machine.tick(START + 3000);
    assert.deepEqual([gate.taps.length, gate.machine.waiting], [1, 0]);
    assert.equal((await send(gate)).taken, 1);
  });

  it("writes down once what several ticks at the same time have to write", async () => {
    const { machine, journal, identity, taps } = await machineAt("Cổng vội");
    const ticks: Promise<void>[] = [];
    for (const [i, token] of tokens.entries()) {
      const id = rollingId(token, Math.floor(START / 900_000));
      const tail = {
        version: 1,
        role: "token",
        clockTrusted: true,
        powerAtOneMetre: -60,
        minute: 0,
      } as const;
      const data = encodeAdvert(id, { ...tail, inBurst: false, late: false });
      machine.hear(sightingOf({ at: START + i, listener: "in", rssi: -66, data })!);
      for (let at = 0; at < 5; at++) ticks.push(machine.tick(START + 200 + 50 * i + at));
    }
    await Promise.all(ticks);
    assert.deepEqual([taps.length, machine.passages, machine.waiting], [tokens.length, tokens.length, 0]);
    await journal.rotate();
    await sendAll({ journal, identity, now: () => START, ask });
    assert.equal((await rowsOf(identity)).length, tokens.length);
  });

  it("that is stolen tells no ID, no name and no time from its files", async () => {
    const gate = await machineAt("Cổng 4");
    isAway = true;
    await press(gate.machine, tokens[0]!, "in", 0);
    const visit = "0123456789abcdef";
    await gate.machine.visit({ ...VISITOR, id: visit, direction: "in", by: "card" }, GUARD, START);
    await gate.machine.takeVisitBack(visit, GUARD, START);
    const guards = new Guards(folder);
    const pin = (await guards.add(GUARD, START))!;
    await send(gate);
    const id = rollingId(tokens[0]!, Math.floor(START / 900_000)).slice(0, 6);
    const minute = String(START / 60_000);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    assert.equal(files.length, 3);
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(join(parentPath, name));
      // Who are guards there, and nothing of what they did.
      assert.equal(bytes.includes(GUARD), parentPath.endsWith("guards"), name);
      assert.ok(!bytes.includes(pin) && !bytes.includes("take-back"), name);
      for (const trace of [toHex(id), minute, "passages", "visits", visit, ...Object.values(VISITOR)])
        assert.ok(!bytes.includes(trace), `${name}: ${trace}`);
      assert.ok(!bytes.includes(Buffer.from(id)), name);
      assert.equal(statSync(join(parentPath, name)).mode & 0o077, 0, name);
    }
  });

  it("brings visits sealed, without a network later, and keeps nothing of one that the disk refuses", async () => {
    const gate = await machineAt("Cổng khách");
    isAway = true;
    const [id, undone, refused] = ["aa".repeat(8), "bb".repeat(8), "cc".repeat(8)] as const;
    const of = { ...VISITOR, by: "spoken" } as const;
    await gate.machine.visit({ ...of, id, direction: "in" }, GUARD, START);
    await gate.machine.visit({ ...of, id: undone, direction: "out" }, GUARD, START + 60_000);
    await gate.machine.takeVisitBack(undone, GUARD, START);
    const append = gate.journal.append.bind(gate.journal);
    gate.journal.append = async () => {
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    };
    await assert.rejects(
      gate.machine.visit({ ...of, id: refused, direction: "in" }, GUARD, START),
      /no space/,
    );
    gate.journal.append = append;
    assert.equal((await send(gate)).hindrance, "away");
    isAway = false;
    assert.equal((await send(gate)).taken, 2);
    const rows = await harness.database.query(
      "SELECT id, minute, details IS NULL AS gone FROM people.visit WHERE gate = $1 ORDER BY minute",
      [gate.identity.gate],
    );
    assert.deepEqual(rows, [
      { id, minute: START / 60_000, gone: false },
      { id: undone, minute: START / 60_000 + 1, gone: true },
    ]);
  });

  it("tells which guard did it, and a server from before guards takes all but that", async () => {
    const gate = await machineAt("Cổng có bảo vệ");
    const id = "dd".repeat(8);
    await gate.machine.visit({ ...VISITOR, by: "spoken", id, direction: "in" }, GUARD, START);
    await gate.machine.handCount(
      { from: new Date(START).toISOString(), to: new Date(START).toISOString(), people: 30, passages: 20 },
      GUARD,
    );
    const parts = partsOf(harness.server);
    const { openForm } = openStationDesk(parts, async () => new Set());
    await gate.journal.rotate();
    const { records } = gateRecordsIn(gate.journal.read(gate.journal.closed()[0]!));
    const before = v.strictObject(v.omit(gateRecord, ["deeds"]).entries);
    const plain = await Promise.all(records.map((record) => openForm(record)));
    assert.deepEqual(
      plain.map((one) => v.is(before, one)),
      [true, false, true, false],
    );
    assert.equal((await send(gate)).unread, 0);
    const rows = await harness.database.query<{ id: string; visit: string | null; details: Uint8Array }>(
      "SELECT id, visit, details FROM office.guard_deed WHERE gate = $1 ORDER BY visit",
      [gate.identity.gate],
    );
    assert.deepEqual(
      rows.map(({ visit }) => visit),
      [id, null],
    );
    for (const { details } of rows) assert.ok(!Buffer.from(details).includes(GUARD));
    assert.deepEqual([...(await guardsOfVisits(parts.database, parts.wrapping, [id]))], [[id, GUARD]]);
  });

  it("keeps by itself what the server cannot read, tries it again, and loses nothing of what is beside it", async () => {
    const gate = await machineAt("Cổng 9");
    const ids = ["a1", "a2", "a3"].map((one) => one.repeat(8));
    for (const id of ids)
      await gate.machine.visit({ ...VISITOR, by: "spoken", id, direction: "in" }, GUARD, START);
    await gate.journal.rotate();
    const [name] = gate.journal.closed() as [string];
    const spoilt = gateRecordsIn(gate.journal.read(name)).records[2]!;
    let cannotRead = true;
    let asked = 0;
    const worse = (async (url: string, init: RequestInit) => {
      asked++;
      const body = init.body as Uint8Array;
      const records = gateRecordsIn(body.subarray(GATE_SECRET_BYTES)).records.map((one) =>
        cannotRead && Buffer.compare(one, spoilt) === 0 ? one.with(-1, one.at(-1)! ^ 1) : one,
      );
      const told = concatenate(body.subarray(0, GATE_SECRET_BYTES), ...records.map(asRecord));
      return ask(url, { ...init, body: new Uint8Array(told) });
    }) as typeof fetch;
    const { identity, journal } = gate;
    const again = (withAside: boolean) => {
      asked = 0;
      return sendAll({ journal, identity, now: () => harness.clock.now, ask: worse, withAside });
    };
    const visits = async () =>
      (
        await harness.database.query<{ id: string }>(
          "SELECT id FROM people.visit WHERE gate::text = $1 ORDER BY id",
          [identity.gate],
        )
      ).map(({ id }) => id);
    assert.equal((await again(false)).unread, 1);
    assert.deepEqual([journal.closed(), await visits()], [[], [ids[0], ids[2]]]);
    const [aside] = journal.aside(Date.now()) as [string];
    assert.deepEqual(gateRecordsIn(journal.read(aside)).records, [spoilt]);
    assert.deepEqual([(await again(false)).unread, asked], [0, 1]);
    assert.deepEqual([(await again(true)).unread, journal.aside(Date.now())], [1, [aside]]);
    isAway = true;
    assert.deepEqual([(await again(true)).hindrance, journal.aside(Date.now())], ["away", [aside]]);
    isAway = false;
    // The server was made new meanwhile.
    cannotRead = false;
    assert.deepEqual([(await again(true)).unread, journal.aside(Date.now())], [0, []]);
    assert.deepEqual(await visits(), ids);
  });

  it("keeps what the server cannot read for as long as the server would, however often it is tried", async () => {
    const journal = new GateJournal(join(folder, "journal"));
    await journal.append([Uint8Array.of(1), Uint8Array.of(2)]);
    await journal.rotate();
    const [name] = journal.closed() as [string];
    const path = join(folder, "journal", name);
    const written = new Date(START);
    utimesSync(path, written, written);
    await journal.setAside(name, [Uint8Array.of(2)]);
    const [aside] = journal.aside(START) as [string];
    await journal.setAside(aside, [Uint8Array.of(2)]);
    const days = (KEPT_DAYS + 1) * 86_400_000;
    assert.deepEqual(new GateJournal(join(folder, "journal")).aside(START + days - 1), [aside]);
    assert.deepEqual(journal.aside(START + days), []);
    assert.deepEqual(readdirSync(join(folder, "journal")), []);
  });

  it("that was taken away is told so, and keeps what it has", async () => {
    const gate = await machineAt("Cổng 5");
    await press(gate.machine, tokens[0]!, "in", 0);
    await administrator.ask("DELETE", `/api/gates/${gate.identity.gate}`);
    assert.equal((await send(gate)).hindrance, "not-the-machine");
    assert.equal(gate.journal.closed().length, 1);
  });

  it("is let in by a code and in no other way; who it is stays over a start", async () => {
    const code = await codeOf("Cổng 6");
    await assert.rejects(letIn("https://gate.test", "wrong code", ask), NotLetIn);
    const identity = await letIn("https://gate.test", code, ask);
    writeIdentity(folder, identity);
    assert.deepEqual(readIdentity(folder), identity);
    assert.equal(readIdentity(join(folder, "elsewhere")), undefined);
  });
});
