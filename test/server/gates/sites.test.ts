/** The site's code: a visitor's own phone scans it at a gate and tells the visit without an account. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GateList } from "../../../host-tools/contract/gates.ts";
import { sealed } from "../../../host-tools/contract/sealed.ts";
import type { Site, SiteDrawn } from "../../../host-tools/contract/site.ts";
import { visitsOfGates } from "../../../host-tools/server/gates/visit-store.ts";
import { LIMITS } from "../../../host-tools/server/http/request/limits.ts";
import { partsOf } from "../../../host-tools/server/server.ts";
import { fromHex, toHex } from "../../../protocol/bytes.ts";
import { bring, type GateMachine, standGate, visitOf } from "../../support/gate-machine.ts";
import { type Client, FACTORY, type Harness, NEIGHBOUR, openHarness, START } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const GATE = { place: FACTORY, name: "Cổng chính", zone: "Nhà máy" };
const TOLD = {
  direction: "in",
  name: "Tạ Khách Kín",
  phone: "0912 345 678",
  host: "Phòng Kế Toán Kín",
} as const;

const NO_LIMITS = { perAddress: 1e6, signIns: 1e6, strangers: 1e6, visits: 1e6, visitsAtGate: 1e6 };

describeOnDatabases("the site's code of a gate", () => {
  let harness: Harness;
  let manager: Client;
  let gate: GateMachine;

  async function stand(limits = {}): Promise<void> {
    harness = await openHarness({ limits: { ...NO_LIMITS, ...limits } });
    gate = await standGate(harness, await harness.as("unit-administrator"), GATE);
    manager = await harness.as("manager");
  }
  beforeEach(async function () {
    this.timeout(60_000);
    await stand();
  });

  const draw = async (id = gate.id, by = manager) => {
    const answer = await by.ask("POST", `/api/gates/${id}/site`);
    assert.equal(answer.status, 201);
    return ((await answer.json()) as SiteDrawn).site;
  };
  const look = (site: string) => harness.ask(`/api/site/${site}`);
  const visit = (site: string, more: object = {}) => ({
    id: toHex(crypto.getRandomValues(new Uint8Array(8))),
    site,
    ...TOLD,
    ...more,
  });
  const tell = async (site: string, told: object = visit(site), address = "10.0.0.1") => {
    const { sealTo } = (await (await look(site)).json()) as Site;
    return send(site, await sealed(told, sealTo), address);
  };
  const send = (site: string, body: Uint8Array<ArrayBuffer>, address = "10.0.0.1") =>
    harness.ask(`/api/site/${site}/visits`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream", "x-test-address": address },
      body,
    });
  const reasonOf = async (answer: Response) => {
    const { error } = (await answer.json()) as { error: { reason: string; vi: string; en: string } };
    return [answer.status, error.reason] as const;
  };
  const kept = () =>
    visitsOfGates(harness.database, partsOf(harness.server).wrapping, [gate.id], {
      from: 0,
      to: 2 ** 31 - 1,
    });

  it("tells place, gate and zone to whoever has it, and what to seal to, and is no other code of the gate", async () => {
    const site = await draw();
    const { sealTo, ...told } = (await (await look(site)).json()) as Site;
    assert.deepEqual(told, { placeName: gate.told.placeName, gate: GATE.name, zone: GATE.zone });
    assert.deepEqual(sealTo, gate.told.sealTo);
    assert.ok(!JSON.stringify(told).includes(gate.id) && site !== gate.id && !gate.secret.includes(site));
    const { gates } = (await (await manager.ask("GET", "/api/gates")).json()) as GateList;
    assert.deepEqual(
      gates.map((one) => one.site),
      [site],
    );
  });

  it("takes a visit as it was told, by the server's own minute, and tells it to nobody there", async () => {
    const site = await draw();
    harness.clock.now = START + 5 * 60_000 + 30_000;
    const told = visit(site);
    const answer = await tell(site, told);
    assert.deepEqual([answer.status, await answer.json()], [200, {}]);
    const { site: _, ...of } = told;
    assert.deepEqual(await kept(), [{ ...of, by: "site", gate: gate.id, minute: START / 60_000 + 5 }]);
    for (const path of [`/api/site/${site}`, `/api/site/${site}/visits`]) {
      const text = await (await harness.ask(path)).text();
      assert.ok(!text.includes(TOLD.name) && !text.includes(told.id), path);
    }
  });

  it("takes a visit once, however often it is sent, and whatever it says the second time", async () => {
    const site = await draw();
    const told = visit(site);
    const { sealTo } = (await (await look(site)).json()) as Site;
    const bytes = await sealed(told, sealTo);
    const answers = await Promise.all([
      send(site, bytes),
      send(site, bytes),
      tell(site, { ...told, name: "Ai" }),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.equal((await kept()).length, 1);
  });

  it("ends the one before when another is drawn, and ends with the gate, in words", async () => {
    const first = await draw();
    const second = await draw();
    assert.notEqual(first, second);
    const { sealTo } = (await (await look(second)).json()) as Site;
    const old = await sealed(visit(first), sealTo);
    assert.deepEqual(await reasonOf(await look(first)), [404, "site"]);
    assert.deepEqual(await reasonOf(await send(first, old)), [404, "site"]);
    assert.equal((await tell(second)).status, 200);
    await (await harness.as("unit-administrator")).ask("DELETE", `/api/gates/${gate.id}`);
    assert.deepEqual(await reasonOf(await look(second)), [404, "site"]);
    assert.deepEqual(await reasonOf(await send(second, old)), [404, "site"]);
    assert.equal((await kept()).length, 1);
  });

  it("is drawn by who manages the place alone", async () => {
    for (const role of ["guard", "station", "investigator", "auditor"] as const)
      assert.equal(
        (await (await harness.as(role)).ask("POST", `/api/gates/${gate.id}/site`)).status,
        403,
        role,
      );
    const far = { ...GATE, place: NEIGHBOUR };
    const id = randomUUID();
    await harness.office.commit({ actor: "server", action: "test", outcome: "done" }, [
      { kind: "gate", gate: { ...far, id, addedAt: START }, by: "somebody" },
    ]);
    assert.equal((await manager.ask("POST", `/api/gates/${id}/site`)).status, 404);
  });

  it("takes nothing but a whole visit that was sealed for this gate", async () => {
    const site = await draw();
    const administrator = await harness.as("unit-administrator");
    const other = await standGate(harness, administrator, { ...GATE, name: "Cổng phụ" });
    const elsewhere = await draw(other.id);
    for (const wrong of [
      { name: "" },
      { name: "030150001234" },
      { phone: "gọi sau" },
      { direction: "passed" },
      { by: "card" },
      { minute: 1 },
      { birthYear: "1950" },
      { site: elsewhere },
    ])
      assert.deepEqual(
        await reasonOf(await tell(site, visit(site, wrong))),
        [422, "input"],
        JSON.stringify(wrong),
      );
    assert.deepEqual(await reasonOf(await send(site, new Uint8Array(200))), [422, "form-key"]);
    assert.equal((await send(site, new Uint8Array(4097))).status, 413);
    assert.deepEqual(await kept(), []);
  });

  it("stops a flood of one address with words, and others go on", async () => {
    await stand({ visits: 3 });
    const site = await draw();
    const from = async (address: string) => (await tell(site, visit(site), address)).status;
    const flood: number[] = [];
    for (let i = 0; i < 5; i++) flood.push(await from("10.0.0.9"));
    assert.deepEqual(flood, [200, 200, 200, 429, 429]);
    const answer = await tell(site, visit(site), "10.0.0.9");
    assert.equal(answer.headers.get("retry-after"), "60");
    assert.equal((await reasonOf(answer))[1], "many-visits");
    assert.equal(await from("10.0.0.10"), 200);
    assert.equal((await kept()).length, 4);
  });

  it("stops a flood of one gate from many addresses, and the gate beside it goes on", async () => {
    await stand({ visitsAtGate: 4 });
    const site = await draw();
    const other = await standGate(harness, await harness.as("unit-administrator"), {
      ...GATE,
      name: "Cổng phụ",
    });
    const beside = await draw(other.id);
    const flood: number[] = [];
    for (let i = 0; i < 6; i++) flood.push((await tell(site, visit(site), `10.0.1.${i}`)).status);
    assert.deepEqual(flood, [200, 200, 200, 200, 429, 429]);
    assert.equal((await tell(beside, visit(beside), "10.0.1.9")).status, 200);
    assert.ok(LIMITS.visits < LIMITS.visitsAtGate, "one address cannot close a gate");
  });

  it("writes nothing of phones and machines while the disk is almost full, and takes it once there is room", async () => {
    const dir = mkdtempSync(join(tmpdir(), "bluezone-low-"));
    try {
      // Of any disk less than that is free.
      harness = await openHarness({ limits: NO_LIMITS, dir, reserveBytes: Number.MAX_SAFE_INTEGER });
      gate = await standGate(harness, await harness.as("unit-administrator"), GATE);
      manager = await harness.as("manager");
      const site = await draw();
      assert.deepEqual(await reasonOf(await tell(site)), [503, "disk"]);
      const brought = { visits: [visitOf("Tạ Khách Kín", START)] };
      assert.deepEqual(await reasonOf(await gate.send([], brought)), [503, "disk"]);
      assert.deepEqual(await kept(), []);
      const there = await bring(harness, gate.id, fromHex(gate.secret)!);
      assert.equal(there.status, 200);
    } finally {
      await harness.server.close();
      rmSync(dir, { recursive: true });
    }
  });
});
