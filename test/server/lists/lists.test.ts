import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSheet } from "read-excel-file/universal";
import { type ListChecked, PLANNED_DAYS } from "../../../host-tools/contract/lists.ts";
import { WRAPPING_KEY_FILE } from "../../../host-tools/server/keys/key-wrapping.ts";
import { plannedRows } from "../../../host-tools/server/lists/list-store.ts";
import { openServer, partsOf } from "../../../host-tools/server/server.ts";
import { restoreBackup } from "../../../host-tools/server/upkeep/administration.ts";
import {
  FACTORY,
  FAR,
  FAR_SCHOOL,
  type Harness,
  NEIGHBOUR,
  openHarness,
  WARD,
} from "../../support/harness.ts";
import { bring, countsOf, jsonOf, listOf, plannedOf } from "../../support/list-files.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const DAY_MS = 86_400_000;
const THREE = listOf(
  "Trần Văn Bình;25/3/1960;0912345671;Tổ 1",
  "Lê Thị Hoa;1971;;Tổ 1",
  "Vũ Đức Thắng;7/1/1985;;Tổ 2",
);
const consent = { agreed: true, version: "2026-1", language: "vi", channel: "station", givenBy: "self" };
const bytesOf = (text: string) => new TextEncoder().encode(text);

const reasonOf = async (answer: Response) => {
  const { error } = (await answer.json()) as { error: { reason: string; field?: string } };
  return [answer.status, error.reason, ...(error.field === undefined ? [] : [error.field])];
};

describeOnDatabases("a list of people to come", () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await openHarness();
  });
  const manager = () => harness.as("manager");
  const station = () => harness.as("station");
  const count = async (table: string) =>
    (await harness.database.query<{ count: number }>(`SELECT count(*)::int4 AS count FROM ${table}`))[0]!
      .count;

  async function comes({
    id,
    name,
    birth,
    unit,
    organisation,
  }: Awaited<ReturnType<typeof plannedOf>>[number]) {
    const person = { name, birth, unit, ...(organisation ? { organisation } : {}) };
    const answer = await (await station()).ask("POST", "/api/persons", {
      person,
      consent,
      planned: id,
      another: true,
    });
    assert.equal(answer.status, 201, await answer.clone().text());
  }

  it("is checked without anything of it being kept", async () => {
    const file = bytesOf(
      "Họ tên;Năm sinh;SĐT;CCCD\nTrần Văn Bình;1960;912345678;030060001234\nLê Thị Hoa;1971;;\n",
    );
    const path = `/api/lists/check?place=${FACTORY}`;
    const told = await jsonOf<ListChecked>((await manager()).ask("POST", path, file));
    assert.deepEqual([told.rows, told.ready, told.doubles, told.repaired], [2, 1, 0, 0]);
    assert.deepEqual(told.problems, [
      {
        row: 2,
        column: "C",
        heading: "SĐT",
        value: "912345678",
        code: "phone-zero-eaten",
        vi: "Excel đã bỏ số 0 ở đầu số điện thoại: chọn “thêm lại số 0”, hoặc định dạng cột là Text rồi ghi lại",
        en: "Excel has dropped the 0 at the beginning of the phone: choose “put the 0 back”, or format the column as Text and write it again",
      },
    ]);
    assert.deepEqual(
      told.columns.map(({ use }) => use),
      ["name", "birth", "phone", "id-numbers"],
    );
    const repaired = await jsonOf<ListChecked>((await manager()).ask("POST", `${path}&zero=put-back`, file));
    assert.deepEqual([repaired.ready, repaired.repaired, repaired.problems], [2, 1, []]);
    const chosen = await jsonOf<ListChecked>(
      (await manager()).ask("POST", `${path}&columns=name:1,birth:1`, file),
    );
    assert.equal(chosen.fault?.code, "headings");
    assert.deepEqual([await count("people.planned"), await count("people.list")], [0, 0]);
  });

  it("comes back with its marks, and is refused by its name where it is none", async () => {
    const path = `/api/lists/marked?place=${FACTORY}`;
    const file = listOf("Trần Văn Bình;31/2/1960;;");
    const { content } = await jsonOf<{ content: string }>((await manager()).ask("POST", path, file));
    const rows = await readSheet(new Uint8Array(Buffer.from(content, "base64")).buffer);
    assert.match(String(rows[1]?.[4]), /^B: không có ngày này/);
    const answer = await (await manager()).ask("POST", path, bytesOf("%PDF-1.4"));
    assert.deepEqual(await reasonOf(answer), [422, "input", "file.no-table"]);
  });

  it("is kept as a whole or not at all, or row by row where that is chosen", async () => {
    const file = listOf("Trần Văn Bình;1960;;", "Lê Thị Hoa;31/2/1971;;", ";1980;;");
    const whole = await bring(await manager(), FACTORY, file);
    assert.deepEqual([countsOf(whole), whole.list], [[0, 0, 0, 0, 0], undefined]);
    assert.deepEqual(
      whole.problems.map(({ row, column, code }) => [row, column, code]),
      [
        [3, "B", "birth-no-such-day"],
        [4, "A", "name-missing"],
      ],
    );
    assert.equal(await count("people.planned"), 0);
    const rows = await bring(await manager(), FACTORY, file, "&mode=rows");
    assert.deepEqual(countsOf(rows), [1, 0, 0, 0, 2]);
    assert.deepEqual(
      rows.skipped.map(({ row, why }) => [row, why]),
      [
        [3, "problem"],
        [4, "problem"],
      ],
    );
    assert.deepEqual(
      (await plannedOf(await station())).map(({ name }) => name),
      ["Trần Văn Bình"],
    );
  });

  it("changes nothing when it comes again, and says so", async () => {
    assert.deepEqual(countsOf(await bring(await manager(), FACTORY, THREE)), [3, 0, 0, 0, 0]);
    const before = await plannedOf(await station());
    const again = await bring(await manager(), FACTORY, THREE);
    assert.deepEqual([countsOf(again), again.list], [[0, 0, 3, 0, 0], undefined]);
    assert.deepEqual(await plannedOf(await station()), before);
    assert.equal(await count("people.list"), 1);
  });

  it("changes what has changed, and its undoing brings back what stood there", async () => {
    const first = await bring(await manager(), FACTORY, THREE);
    const changed = listOf(
      "Trần Văn Bình;25/3/1960;0912345671;Tổ 9",
      "Lê Thị Hoa;1971;;Tổ 1",
      "Mai Thị Sen;1990;;Tổ 2",
    );
    const second = await bring(await manager(), FACTORY, changed);
    assert.deepEqual(countsOf(second), [1, 1, 1, 0, 0]);
    const groups = async () =>
      (await plannedOf(await station())).map(({ name, group }) => `${name} ${group}`);
    assert.deepEqual(await groups(), [
      "Trần Văn Bình Tổ 9",
      "Lê Thị Hoa Tổ 1",
      "Mai Thị Sen Tổ 2",
      "Vũ Đức Thắng Tổ 2",
    ]);
    assert.equal((await (await manager()).ask("DELETE", `/api/lists/${second.list}`)).status, 200);
    assert.deepEqual(await groups(), ["Trần Văn Bình Tổ 1", "Lê Thị Hoa Tổ 1", "Vũ Đức Thắng Tổ 2"]);
    assert.equal((await (await manager()).ask("DELETE", `/api/lists/${first.list}`)).status, 200);
    assert.deepEqual([await groups(), await count("people.planned")], [[], 0]);
    assert.deepEqual(countsOf(await bring(await manager(), FACTORY, THREE)), [3, 0, 0, 0, 0]);
  });

  it("can be undone until somebody of it has come", async () => {
    const { list } = await bring(await manager(), FACTORY, THREE);
    const mayUndo = async () =>
      (await jsonOf<{ lists: { mayUndo: boolean }[] }>((await manager()).ask("GET", "/api/lists"))).lists[0]!
        .mayUndo;
    assert.equal(await mayUndo(), true);
    const [one] = await plannedOf(await station(), "hoa");
    await comes(one!);
    assert.equal(await mayUndo(), false);
    const refused = await (await manager()).ask("DELETE", `/api/lists/${list}`);
    assert.deepEqual(await reasonOf(refused), [409, "has-come", "list"]);
    assert.deepEqual(
      (await plannedOf(await station())).map(({ name }) => name),
      ["Trần Văn Bình", "Vũ Đức Thắng"],
    );
  });

  it("tells nobody who of it has come, refused or waits, but the station that asks them", async () => {
    await bring(await manager(), FACTORY, THREE);
    const [first, second] = await plannedOf(await station());
    await comes(first!);
    const gone = await (await station()).ask("DELETE", `/api/planned/${second!.id}`);
    assert.equal(gone.status, 200);
    const again = await bring(await manager(), FACTORY, THREE);
    assert.deepEqual(countsOf(again), [0, 0, 3, 0, 0]);
    const changed = listOf(
      "Trần Văn Bình;25/3/1960;0912345671;Tổ 5",
      "Lê Thị Hoa;1971;;Tổ 1",
      "Vũ Đức Thắng;7/1/1985;;Tổ 5",
    );
    assert.deepEqual(countsOf(await bring(await manager(), FACTORY, changed)), [0, 2, 1, 0, 0]);
    assert.deepEqual(
      (await plannedOf(await station())).map(({ name, group }) => [name, group]),
      [["Vũ Đức Thắng", "Tổ 5"]],
    );
    const answer = await (await manager()).ask("GET", "/api/planned?text=");
    assert.deepEqual((await reasonOf(answer)).slice(0, 2), [403, "forbidden"]);
  });

  it("is deleted at once when they refuse, and leaves what a row leaves that expired", async () => {
    await bring(await manager(), FACTORY, THREE);
    const [row] = await plannedOf(await station(), "hoa");
    const entries = await count("audit.entry");
    const answer = await (await station()).ask("DELETE", `/api/planned/${row!.id}`);
    assert.match((await jsonOf<{ say: { vi: string } }>(answer)).say.vi, /không/i);
    assert.equal(await count("audit.entry"), entries, "no row of the audit log tells of it");
    assert.deepEqual(await plannedOf(await station(), "hoa"), []);
    const [noted] = await harness.database.query<{ erased_at: Date }>(
      "SELECT erased_at FROM people.erasure WHERE person = $1",
      [row!.id],
    );
    assert.equal(
      noted!.erased_at.getTime(),
      harness.clock.now + PLANNED_DAYS * DAY_MS,
      "when it was is noted nowhere",
    );
    assert.equal((await (await station()).ask("DELETE", `/api/planned/${row!.id}`)).status, 404);
    harness.clock.now += PLANNED_DAYS * DAY_MS + 1;
    await harness.server.admin.applyRetention();
    assert.deepEqual([await count("people.planned"), await count("people.list")], [0, 0]);
    const late = await (await harness.enter("station")).ask("DELETE", `/api/planned/${row!.id}`);
    assert.equal(late.status, 404);
  });

  it("holds who is likely to be there already back, and they are put on a list to decide later", async () => {
    const known = { phone: "+84912345671", name: "Trần Văn Bình", birth: "1960-03-25" };
    await harness.addPerson(WARD, FACTORY, known);
    const wearer = await harness.addPerson(WARD, FACTORY, { name: "Lê Thị Hoa", birth: "1971" });
    await harness.addPerson(NEIGHBOUR, undefined, { name: "Vũ Đức Thắng", birth: "1985" });
    const file = listOf(
      "Trần Văn Bình;25/3/1960;0912345671;Tổ 1",
      "Le Thi Hoa;1971;;Tổ 1",
      "Vũ Đức Thắng;7/1/1985;;Tổ 2",
      "Vu Duc Thang;7/1/1985;;Tổ 3",
    );
    const brought = await bring(await manager(), FACTORY, file);
    assert.deepEqual(countsOf(brought), [3, 0, 0, 2, 1]);
    assert.deepEqual(
      brought.skipped.map(({ row, why }) => [row, why]),
      [[2, "wears-already"]],
    );
    assert.deepEqual(
      (await plannedOf(await station())).map(({ name }) => name),
      ["Vũ Đức Thắng"],
    );
    type Waiting = {
      rows: {
        id: string;
        row: number;
        like: { row?: number; person?: { id: string }; reasons: string[] }[];
      }[];
    };
    const waiting = await jsonOf<Waiting>((await manager()).ask("GET", "/api/lists/doubles"));
    assert.deepEqual(
      waiting.rows.map(({ row, like }) => [row, like.map((one) => [one.row, one.person?.id, one.reasons])]),
      [
        [3, [[undefined, wearer, ["name-birth"]]]],
        [5, [[4, undefined, ["name-birth"]]]],
      ],
    );
    const [same, another] = waiting.rows.map(({ id }) => id);
    const rows = [
      { id: same, is: "same" },
      { id: another, is: "another" },
    ];
    assert.deepEqual(
      await jsonOf((await manager()).ask("POST", `/api/lists/${brought.list}/doubles`, { rows })),
      {
        decided: 2,
      },
    );
    assert.deepEqual(
      (await plannedOf(await station())).map(({ name }) => name),
      ["Vu Duc Thang", "Vũ Đức Thắng"],
    );
    assert.deepEqual(countsOf(await bring(await manager(), FACTORY, file)), [0, 0, 4, 0, 0]);
  });

  it("is brought by a ward or a hamlet of its own people, and by nobody for another place", async () => {
    const file = bytesOf(
      "Họ tên;Năm sinh;Phường\nTrần Văn Bình;1960;Phường Quang Trung\nLê Thị Hoa;1971;Phường Cẩm Thượng\n",
    );
    const brought = await bring(await station(), WARD, file);
    assert.deepEqual(
      brought.problems.map(({ row, code }) => [row, code]),
      [[3, "unit-elsewhere"]],
    );
    const ofFactory = await bring(await manager(), FACTORY, file);
    assert.deepEqual(countsOf(ofFactory), [2, 0, 0, 0, 0]);
    assert.deepEqual(
      (await plannedOf(await station())).map(({ unit, organisation }) => [unit, organisation]),
      [
        [WARD, FACTORY],
        [NEIGHBOUR, FACTORY],
      ],
    );
    for (const place of [FAR_SCHOOL, NEIGHBOUR, "nowhere"])
      assert.equal(
        (await (await manager()).ask("POST", `/api/lists?place=${place}`, THREE)).status,
        404,
        place,
      );
    const province = await (await harness.as("unit-administrator")).ask(
      "POST",
      `/api/lists?place=${FAR}`,
      THREE,
    );
    assert.equal(province.status, 404);
  });

  it("is never told of by a row elsewhere", async () => {
    await bring(await manager(), FACTORY, THREE);
    const [row] = await plannedOf(await station(), "hoa");
    const id = await harness.addAccount("station", NEIGHBOUR, "neighbour.station");
    const elsewhere = await harness.enter("neighbour.station");
    assert.ok(id);
    assert.deepEqual(await plannedOf(elsewhere), []);
    assert.equal((await elsewhere.ask("DELETE", `/api/planned/${row!.id}`)).status, 404);
    const person = { name: "Lê Thị Hoa", birth: "1971", unit: NEIGHBOUR };
    const answer = await elsewhere.ask("POST", "/api/persons", { person, consent, planned: row!.id });
    assert.deepEqual([answer.status, await count("people.planned")], [404, 3]);
  });
});

describe("rows of a list", function () {
  this.timeout(120_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lists-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const textOfFolder = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString("latin1"))
      .join("\n");

  it("stand in no file in the clear, and no ID number stands anywhere", async () => {
    const harness = await openHarness({ dir: folder });
    const secret = "Zyxwvut Kín";
    const latin = Buffer.from(secret).toString("latin1");
    await bring(
      await harness.as("manager"),
      FACTORY,
      bytesOf(`Họ tên;Năm sinh;CCCD\n${secret};1960;030060009876\n`),
    );
    assert.ok(!textOfFolder().includes(latin));
    assert.ok(!textOfFolder().includes("030060009876"));
    assert.equal((await plannedOf(await harness.as("station"), "kin"))[0]?.name, secret);
    await harness.server.close();
  });

  it("that were refused do not come back with the backup from before, and survive another wrapping key", async () => {
    const [dir, backups] = [join(folder, "data"), join(folder, "backups")];
    const harness = await openHarness({ dir, opensOwn: true });
    await bring(await harness.as("manager"), FACTORY, THREE);
    await harness.server.admin.backup(join(backups, "one.backup"));
    const station = await harness.as("station");
    const [refuses] = await plannedOf(station, "hoa");
    assert.equal((await station.ask("DELETE", `/api/planned/${refuses!.id}`)).status, 200);
    await harness.server.admin.listErasures(backups);
    await harness.server.close();
    const again = join(folder, "again");
    mkdirSync(again);
    copyFileSync(join(dir, WRAPPING_KEY_FILE), join(again, WRAPPING_KEY_FILE));
    await restoreBackup(join(backups, "one.backup"), again, async (way) =>
      openServer({ dir: again, ...way }),
    );
    const server = await openServer({ dir: again });
    const { database, wrapping } = partsOf(server);
    const names = async () =>
      (await plannedRows(database, wrapping, [FACTORY])).map(({ planned }) => planned.name).sort();
    assert.deepEqual(await names(), ["Trần Văn Bình", "Vũ Đức Thắng"]);
    await server.admin.rotateWrappingKey(new Uint8Array(randomBytes(32)));
    assert.deepEqual(await names(), ["Trần Văn Bình", "Vũ Đức Thắng"]);
    await server.close();
  });
});
