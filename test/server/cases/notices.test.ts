/** Whom stations and organisations are to ask to sync. */
import assert from "node:assert/strict";
import type { NoticeGroups, NoticeList, NoticeView } from "../../../host-tools/contract/notices.ts";
import { FACTORY, type Harness, openHarness, START, WARD } from "../../support/harness.ts";
import { enrolTokens } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const DAY = 86_400_000;

describeOnDatabases("a notice to sync", () => {
  let harness: Harness;

  before(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    await enrolTokens(harness.server, 70, Math.floor(START / DAY) - 1);
    let serial = 1;
    const wear = async (count: number, details: object, organisation?: string) => {
      for (let i = 0; i < count; i++) {
        const person = await harness.addPerson(WARD, organisation, details);
        await harness.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
          { kind: "assign", person, serial: serial++, from: START - 1000 },
        ]);
      }
    };
    await wear(20, { hamlet: "Tổ 3" });
    await wear(19, { hamlet: "Tổ 4" });
    await wear(22, { group: "Chuyền 1" }, FACTORY);
    for (let i = 0; i < 30; i++) await harness.addPerson(WARD, undefined, { hamlet: "Tổ 4" });
  });

  const body = { place: WARD, kind: "hamlet", names: ["Tổ 3"], days: 2 };
  async function put(said: object) {
    const answer = await (await harness.as("investigator")).ask("POST", "/api/notices", said);
    return [answer.status, (await answer.json()) as NoticeView & { error?: { reason: string } }] as const;
  }
  const read = async (role: "station" | "manager" | "investigator") => {
    const answer = await (await harness.as(role)).ask("GET", "/api/notices");
    return (await answer.json()) as NoticeList;
  };

  it("is refused where it would tell who: each group needs twenty people who wear a token", async () => {
    for (const names of [["Tổ 4"], ["Tổ 3", "Tổ 4"], ["Tổ 5"]]) {
      const [status, { error }] = await put({ ...body, names });
      assert.deepEqual([status, error!.reason], [409, "too-few"], names.join());
    }
    const [status, { error }] = await put({ ...body, names: [] });
    assert.deepEqual([status, error!.reason], [422, "input"]);
    assert.deepEqual((await read("station")).notices, []);
  });

  it("whom it can name is told ahead, and never how many they are", async () => {
    const ask = async (place: string) => {
      const answer = await (await harness.as("investigator")).ask(
        "GET",
        `/api/notices/groups?place=${place}`,
      );
      return (await answer.json()) as NoticeGroups;
    };
    const { placeName, isEnough, groups, places } = await ask(WARD);
    assert.deepEqual([placeName, isEnough], [harness.office.places.unit(WARD)!.name, true]);
    assert.deepEqual(groups, [
      { kind: "hamlet", name: "Tổ 3", isEnough: true },
      { kind: "hamlet", name: "Tổ 4", isEnough: false },
      { kind: "group", name: "Chuyền 1", isEnough: true },
    ]);
    assert.ok(places.some(({ id }) => id === FACTORY) && places[0]!.id === WARD);
    const factory = await ask(FACTORY);
    assert.deepEqual(
      factory.groups.map(({ name }) => name),
      ["Chuyền 1"],
    );
  });

  it("says neither why nor of which case, and stations and organisations see their own", async () => {
    const [status, made] = await put({ ...body, names: ["tổ  3"] });
    assert.equal(status, 201);
    assert.deepEqual(made.say, {
      vi: "Mời đồng bộ định kỳ: tổ 3",
      en: "Please come for the regular sync: tổ 3",
    });
    const [, group] = await put({ place: FACTORY, kind: "group", names: ["Chuyền 1"], days: 1 });
    const [, all] = await put({ place: FACTORY, kind: "everybody", names: [], days: 1 });
    assert.equal(all.say.vi, "Mời đồng bộ định kỳ: Nhà máy");
    const ids = async (role: "station" | "manager" | "investigator") =>
      (await read(role)).notices.map(({ id }) => id).sort();
    assert.deepEqual(await ids("station"), [made.id, group.id, all.id].sort());
    assert.deepEqual(await ids("investigator"), [made.id, group.id, all.id].sort());
    assert.deepEqual(await ids("manager"), [group.id, all.id].sort());
    const [notice] = (await read("manager")).notices;
    assert.deepEqual(Object.keys(notice!).sort(), [
      "id",
      "kind",
      "madeAt",
      "names",
      "place",
      "placeName",
      "say",
      "until",
    ]);
    const rows = await harness.database.query<{ reference: string | null }>(
      "SELECT reference FROM audit.entry WHERE action = 'notice.change' AND outcome = 'done'",
    );
    assert.ok(rows.length === 3 && rows.every(({ reference }) => reference === null));
  });

  it("ends when it is withdrawn, or when its days are over, and is deleted later", async () => {
    const before = (await read("station")).notices;
    const gone = before[0]!.id;
    const investigator = await harness.as("investigator");
    for (const isWithdrawn of [true, false]) {
      const answer = await investigator.ask("DELETE", `/api/notices/${gone}`);
      assert.deepEqual(await answer.json(), { isWithdrawn });
    }
    assert.ok(!(await read("station")).notices.some(({ id }) => id === gone));
    harness.clock.now += 2 * DAY;
    const nurse = await harness.enter("station");
    assert.deepEqual(await (await nurse.ask("GET", "/api/notices")).json(), { notices: [] });
    await harness.office.commit({ actor: "server", action: "retention", outcome: "done" }, [
      { kind: "cases-expire", before: harness.clock.now + 1 },
    ]);
    assert.deepEqual(await harness.database.query("SELECT FROM desk.notice"), []);
  });
});
