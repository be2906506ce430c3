import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { CasePassages, GateCode } from "../../host-tools/contract/gates.ts";
import { dayInProvince } from "../../host-tools/contract/province-time.ts";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { type StandIn, startStandIn } from "../../host-tools/models/bluez/stand-in.ts";
import { type Listener, listen } from "../../host-tools/web/listen.ts";
import { encodeAdvert } from "../../protocol/advert.ts";
import { answers, decodeGateAdvert } from "../../protocol/gate-advert.ts";
import { type Client, FACTORY, type Harness, openHarness, WARD } from "../support/harness.ts";
import { enrolTokens, rollingId, type TestToken } from "../support/scenario.ts";

const PROGRAM = fileURLToPath(new URL("../../host-tools/tools/cli/bztoken.mjs", import.meta.url));
const KILLS = Number(process.env.BLUEZONE_GATE_KILLS ?? 4);
const TAIL = { version: 1, role: "token", clockTrusted: true, powerAtOneMetre: -60, minute: 0 } as const;

describe("bztoken gate", function () {
  this.timeout(240_000 + KILLS * 60_000);
  let harness: Harness;
  let door: Listener;
  let standIn: StandIn;
  let folder: string;
  let tokens: TestToken[];
  let code: string;
  let child: ChildProcess | undefined;
  const said = { out: "", err: "" };
  const sent: Uint8Array[] = [];

  before(async function () {
    if (!outside("dbus")) this.skip();
    harness = await openHarness();
    Object.defineProperty(harness.clock, "now", { get: () => Date.now() });
    tokens = await enrolTokens(harness.server, 5 + KILLS, Math.floor(Date.now() / 86_400_000) - 1);
    const administrator = await harness.as("unit-administrator");
    const gate = { place: FACTORY, name: "Cổng chính", zone: "Xưởng A" };
    code = ((await (await administrator.ask("POST", "/api/gates", gate)).json()) as GateCode).code;
    door = await listen({ fetch: harness.fetch, host: "127.0.0.1", port: 0 });
    standIn = await startStandIn();
    standIn.onBroadcast((data) => sent.push(data));
    folder = mkdtempSync(join(tmpdir(), "gate-"));
  });
  after(async () => {
    child?.kill("SIGKILL");
    await standIn?.stop();
    await door?.stop();
    if (folder) rmSync(folder, { recursive: true });
  });

  async function start(...more: string[]): Promise<void> {
    said.out = "";
    said.err = "";
    const words = [
      "gate",
      "--data",
      folder,
      "--listener",
      "hci0=door:in",
      "--send-each",
      "1",
      "--pages",
      "none",
    ];
    const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: standIn.address };
    child = spawn(process.execPath, [PROGRAM, ...words, "--json", ...more], { env });
    child.stdout!.on("data", (data: Buffer) => {
      said.out += data.toString();
    });
    child.stderr!.on("data", (data: Buffer) => {
      said.err += data.toString();
    });
    await until(() => said.err.includes("hears every advert"));
  }

  async function until(what: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await what())) {
      if (child?.exitCode != null) throw new Error(`bztoken ended: ${said.err}`);
      await sleep(20);
    }
  }

  async function kill(signal: NodeJS.Signals): Promise<number | null> {
    const ended = once(child!, "exit");
    child!.kill(signal);
    const [exit] = (await ended) as [number | null];
    child = undefined;
    return exit;
  }

  function advertise(token: TestToken, epoch: number, late: boolean): void {
    const data = encodeAdvert(rollingId(token, epoch), { ...TAIL, inBurst: false, late });
    const address = `C0:00:00:00:00:${String(token.serial).padStart(2, "0")}`;
    standIn.advertise({ address, data, level: -64 });
  }

  /** A press, again each three seconds until the gate answers it, as a wearer does. */
  async function tap(token: TestToken): Promise<void> {
    for (;;) {
      const epoch = Math.floor(Date.now() / 900_000);
      const id = rollingId(token, epoch);
      const isAnswered = () =>
        sent.some((data) => {
          const decoded = decodeGateAdvert(data);
          return decoded.ok && answers(decoded.value, epoch, id);
        });
      for (let i = 0; i < 30; i++) {
        if (i < 20) advertise(token, epoch, false);
        await sleep(100);
        if (isAnswered()) return;
      }
    }
  }

  const rows = () =>
    harness.database.query<{ prefix: number; evidence: number }>(
      "SELECT DISTINCT prefix::float8 AS prefix, evidence FROM radio.passage",
      [],
    );
  const arrived = (count: number) => until(async () => (await rows()).length >= count);

  it("is let in by its code; a tap is answered on the air and stands in an open case", async () => {
    const person = await harness.addPerson(WARD, undefined, { name: "Trần Văn Ân" });
    const by = { actor: "server", action: "assignment.change", outcome: "done" } as const;
    const from = Date.now() - 3_600_000;
    await harness.office.commit(by, [{ kind: "assign", person, serial: 1, from }]);
    await start("--server", `http://127.0.0.1:${door.port}`, "--code", code);
    await tap(tokens[0]!);
    await arrived(1);
    const told = await inCase(person);
    assert.deepEqual(
      told.stays.map(({ zone, from, to }) => [zone, typeof from, to]),
      [["Xưởng A", "string", undefined]],
    );
  });

  async function inCase(person: string): Promise<CasePassages> {
    const investigator = await harness.as("investigator");
    const second = await harness.as("province-administrator");
    const ask = async <T>(client: Client, method: string, path: string, body?: unknown): Promise<T> => {
      const answer = await client.ask(method, path, body);
      const text = await answer.text();
      assert.ok(answer.ok, text);
      return JSON.parse(text) as T;
    };
    const day = dayInProvince(Date.now());
    const opened = await ask<{ id: string; scope: string }>(investigator, "POST", "/api/cases", {
      subject: { kind: "person", person },
      reference: "HD/2026-17",
      ground: "pcr",
      tested: day,
    });
    const verdict = { approved: true, scope: opened.scope };
    await ask(second, "POST", `/api/cases/${opened.id}/approval`, verdict);
    const path = `/api/cases/${opened.id}/passages?reason=case-investigation&day=${day}`;
    return ask<CasePassages>(investigator, "GET", path);
  }

  it("hears again when its adapter was pulled out, and keeps all while the server is away", async () => {
    standIn.setPlugged(false);
    await until(() => said.err.includes("plug it in"));
    said.err = "";
    standIn.setPlugged(true);
    await until(() => said.err.includes("hears every advert"));
    const { port } = door;
    await door.stop();
    await tap(tokens[1]!);
    await sleep(2000);
    assert.equal((await rows()).length, 1);
    door = await listen({ fetch: harness.fetch, host: "127.0.0.1", port });
    await arrived(2);
  });

  it("tells who walks by, without a press, when they have gone", async () => {
    const epoch = Math.floor(Date.now() / 900_000);
    for (let i = 0; i < 5; i++) {
      advertise(tokens[2]!, epoch, true);
      await sleep(200);
    }
    await arrived(3);
  });

  it("loses nothing that it has answered when it is killed, and writes nothing twice", async () => {
    for (let i = 0; i < KILLS; i++) {
      await tap(tokens[3 + i]!);
      await sleep(Math.random() * 1500);
      await kill("SIGKILL");
      await start();
    }
    await arrived(3 + KILLS);
    assert.equal((await rows()).length, 3 + KILLS);
  });

  it("ends when it is told to, with everything at the server", async () => {
    await tap(tokens[3 + KILLS]!);
    assert.equal(await kill("SIGTERM"), 0);
    const last = JSON.parse(said.out.trim().split("\n").at(-1)!);
    assert.deepEqual([last.stopped, last.waiting, last.taps >= 1], [true, 0, true]);
    assert.equal((await rows()).length, 4 + KILLS);
  });
});
