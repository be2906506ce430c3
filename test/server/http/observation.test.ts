import assert from "node:assert/strict";
import { becoming } from "../../support/change.ts";
import { type Harness, openHarness, WARD } from "../../support/harness.ts";

const consent = { agreed: true, version: "2026-1", language: "vi", channel: "station", givenBy: "self" };
const SECRETS = [
  "Hoàng",
  "hoang",
  "0912345678",
  "912345678",
  "030123456789",
  "1951-02-03",
  "Xóm Chùa",
  "Ông Ngoại",
];

describe("logs and figures", () => {
  let harness: Harness;
  const seen: string[] = [];

  before(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    const station = await harness.as("station");
    const person = {
      name: "Hoàng Thị Đông",
      birth: "1951-02-03",
      phone: "0912345678",
      idNumber: "030123456789",
      unit: WARD,
      hamlet: "Xóm Chùa",
      guardian: { name: "Ông Ngoại", relation: "con" },
    };
    const { id } = (await (await station.ask("POST", "/api/persons", { person, consent })).json()) as {
      id: string;
    };
    seen.push(id);
    await station.ask("GET", `/api/persons?text=${encodeURIComponent("Hoàng")}`);
    await station.ask("GET", "/api/persons?text=0912345678");
    await station.ask("GET", `/api/persons/${id}`);
    await station.ask("PUT", `/api/persons/${id}`, becoming(person, { ...person, birth: "Hoàng" }));
    await station.ask("POST", "/api/persons", { person, consent: { ...consent, agreed: false } });
    await station.ask("GET", `/api/persons/${id}/Hoàng`);
    await station.ask("POST", "/api/refusals");
    await harness.ask("/api/session", {
      method: "POST",
      body: '{"login":"hoang.dong","password":"Hoàng"}',
      headers: { "content-type": "application/json" },
    });
  });

  it("hold no name, phone, ID number, date of birth or id of a person", async () => {
    const logged = harness.lines.join("");
    const figures = await harness.figures.registry.metrics();
    assert.ok(harness.lines.length >= 9);
    for (const secret of [...SECRETS, ...seen])
      for (const [name, text] of Object.entries({ logged, figures }))
        assert.ok(!text.includes(secret), `${secret} in ${name}`);
  });

  it("are one JSON object a line, with route, status and time", () => {
    for (const line of harness.lines) {
      const { route, status, ms, time } = JSON.parse(line);
      assert.ok(typeof route === "string" && Number.isInteger(status) && Number.isInteger(ms), line);
      assert.ok(!Number.isNaN(Date.parse(time)));
    }
  });

  it("count requests by route and status, and refusals of consent by nothing at all", async () => {
    const figures = await harness.figures.registry.metrics();
    assert.match(
      figures,
      /bluezone_http_seconds_count\{route="GET \/api\/persons\/\{person\}",status="200"\} 1/,
    );
    assert.match(figures, /bluezone_events_total\{event="refusal"\} 1/);
    assert.match(figures, /bluezone_http_open 0/);
  });

  it("hold no consent that was refused: nothing of it is anywhere", async () => {
    const tables = await harness.database.query<{ t: string }>(
      "SELECT schemaname || '.' || tablename AS t FROM pg_tables WHERE schemaname IN ('office', 'people', 'audit', 'registry')",
    );
    const station = await harness.as("station");
    const body = {
      person: { name: "Từ Chối", birth: "1960", unit: WARD },
      consent: { ...consent, agreed: false },
    };
    const answer = await station.ask("POST", "/api/persons", body);
    assert.equal(answer.status, 422);
    const said = (await (await station.ask("POST", "/api/refusals")).json()) as {
      say: { vi: string; en: string };
    };
    assert.match(said.say.vi, /Không ai bị từ chối/);
    for (const { t } of tables) {
      const rows = await harness.database.query<{ row: string }>(`SELECT one::text AS row FROM ${t} AS one`);
      assert.ok(!rows.some(({ row }) => /Từ Chối|tu choi|consent.refuse/i.test(row)), t);
    }
    assert.ok(!harness.lines.join("").includes("Từ Chối"));
  });
});
