import assert from "node:assert/strict";
import { writeDayKeys } from "../../../host-tools/formats/bluezone/key-file.ts";
import { writeTrace } from "../../../host-tools/formats/bluezone/trace-file.ts";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { toHex as hexOf } from "../../../protocol/bytes.ts";
import { epochOfDay } from "../../../protocol/epoch.ts";
import { prefixNumber, rollingIdsOfDay } from "../../../protocol/rolling-id.ts";
import { NINE, REASON, useCaseDesk, type View } from "../../support/case-desk.ts";
import { DAY, WARD } from "../../support/harness.ts";
import { enrolRequest, rollingId } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

/** So many that a list is not held to all of them at once. */
const TOKENS = 2200;

interface Brought {
  readonly keys: number;
  readonly rows: number;
  readonly added: number;
  readonly outside: number;
  readonly leftOut: { count: number; rows: number[]; vi: string; en: string }[];
  readonly isAnothers: boolean;
  readonly errors: unknown[];
}

describeOnDatabases("a phone's history", () => {
  const given = useCaseDesk();
  const { token, ask, newCase, approveNow, listOf } = given;

  const ownKey = new Uint8Array(32).fill(7);
  const ownId = (epoch: number, key = ownKey) => rollingIdsOfDay(sha256, key)[epochOfDay(epoch)]!;
  const keysOf = (key: Uint8Array) =>
    writeDayKeys([{ key, start: DAY * 86_400, end: (DAY + 1) * 86_400 - 1 }]);
  /** A row a minute of a token, by the IDs of the phone. */
  const rowsOf = (serial: number, strengths: readonly number[], epoch = NINE, key = ownKey) =>
    writeTrace(
      strengths.map((rssi, minute) => ({
        own: ownId(epoch, key),
        contact: rollingId(token(serial), epoch),
        at: epoch * 900_000 + minute * 60_000 + 30_000,
        rssi,
      })),
    );
  const openPhone = () => newCase({ kind: "phone", place: WARD }, { onset: "2026-11-12" });
  const bring = ({ id }: View, text: string, more = "") =>
    ask<Brought>(given.investigator, "POST", `/api/cases/${id}/phone${more}`, new TextEncoder().encode(text));
  const near = async (of: View) => {
    await approveNow(of);
    const { contacts } = await listOf(of);
    return contacts.map(({ key, minutes, isContact, days, confidence }) => ({
      key,
      minutes,
      isContact,
      distance: days[0]!.distance,
      reasons: confidence.reasons,
    }));
  };
  const times = (count: number, rssi: number) => Array.from({ length: count }, () => rssi);

  it("takes 0, positive strengths and 127 for presence without distance, never for the nearest there is", async () => {
    for (const rssi of [0, 20, 127, -127]) {
      const of = await openPhone();
      await bring(
        of,
        rowsOf(2, [...times(14, -92), rssi]) + rowsOf(3, times(15, rssi)) + rowsOf(4, times(15, -62)),
      );
      const found = await near(of);
      assert.deepEqual(
        found.map(({ key, minutes, isContact, distance }) => [key, minutes, isContact, distance]).sort(),
        [
          ["token-2", 15, false, "far"],
          ["token-3", 15, false, "unknown"],
          ["token-4", 15, true, "2m"],
        ],
        String(rssi),
      );
      assert.equal(found[0]!.key, "token-4");
      assert.ok(found.find(({ key }) => key === "token-3")!.reasons.includes("distance-unknown"));
    }
  });

  it("as it was kept before, in summaries, is bounded as a token's log is, and believed no strength that is none", async () => {
    const of = await openPhone();
    const by = { actor: "server", action: "case.change", outcome: "done" } as const;
    const summary = (serial: number, strongestRssi: number, stretchRssi: number) => {
      const prefix = prefixNumber(rollingId(token(serial), NINE));
      return { prefix, epoch: NINE, minutes: 0x7fff, strongestRssi, stretchRssi, count: 15 };
    };
    const heard = [summary(2, 0, -92), summary(3, -1, -98), summary(4, -127, -127)];
    await given.harness.office.commit(by, [{ kind: "case-phone", case: of.id, heard }]);
    const found = await near(of);
    assert.deepEqual(found.map(({ key, isContact, distance }) => [key, isContact, distance]).sort(), [
      ["token-2", false, "unknown"],
      // A loss of -20 and one of 39: not one of -58.
      ["token-3", false, "4m"],
      ["token-4", false, "unknown"],
    ]);
  });

  it("in several files adds up, whatever their order, and tells what of it was new", async () => {
    const files = [rowsOf(2, times(15, -62)), rowsOf(3, times(15, -62)), rowsOf(2, times(15, -62), NINE + 1)];
    const both = files[0]! + files[1]!;
    const counts = ({ rows, added, outside }: Brought) => [rows, added, outside];
    const one = await openPhone();
    assert.deepEqual(counts(await bring(one, files.join(""))), [45, 45, 0]);
    const many = await openPhone();
    assert.deepEqual(counts(await bring(many, files[2]!)), [15, 15, 0]);
    assert.deepEqual(counts(await bring(many, files[1]!)), [15, 15, 0]);
    assert.deepEqual(counts(await bring(many, both)), [30, 15, 0]);
    assert.deepEqual(counts(await bring(many, both)), [30, 0, 0]);
    assert.deepEqual(await near(many), await near(one));
    assert.deepEqual(
      (await near(await openPhoneWith(files))).map(({ key, minutes }) => [key, minutes]),
      [
        ["token-2", 30],
        ["token-3", 15],
      ],
    );
  });

  async function openPhoneWith(files: readonly string[]) {
    const of = await openPhone();
    for (const file of files) await bring(of, file);
    return of;
  }

  it("with blank lines and a row of years ago is taken but for these, which are named", async () => {
    const stray = rowsOf(2, [-62]).replace(String(NINE * 900_000 + 30_000), "1609459500");
    const of = await openPhone();
    const answer = await bring(of, `${stray}${rowsOf(2, times(15, -62)).replaceAll("\n", " \n")}\n\n`);
    assert.deepEqual([answer.rows, answer.added, answer.errors], [15, 15, []]);
    assert.deepEqual(
      answer.leftOut.map(({ count, rows }) => [count, rows]),
      [
        [2, [17, 18]],
        [1, [1]],
      ],
    );
    assert.match(answer.leftOut[1]!.vi, /^1 dòng bị bỏ ra \(dòng 1\): thời gian/);
    assert.match(answer.leftOut[1]!.en, /^1 row left out \(row 1\): a time/);
    assert.deepEqual(
      (await near(of)).map(({ key, minutes }) => [key, minutes]),
      [["token-2", 15]],
    );
  });

  it("outside the case's days is kept, and the answer says that it is not used", async () => {
    const of = await openPhone();
    const answer = await bring(of, rowsOf(2, times(15, -62)) + rowsOf(2, [-62, -62], NINE - 40 * 96));
    assert.deepEqual([answer.rows, answer.added, answer.outside], [17, 17, 2]);
  });

  it("of another phone than the keys or the history before is not taken until somebody says that it is right", async () => {
    const others = new Uint8Array(32).fill(8);
    const mine = [keysOf(ownKey), rowsOf(2, times(15, -62))];
    const theirs = [keysOf(others), rowsOf(3, times(15, -62), NINE, others)];
    for (const first of mine)
      for (const second of theirs) {
        const of = await openPhone();
        assert.equal((await bring(of, first)).isAnothers, false);
        for (const more of mine) assert.equal((await bring(of, more)).isAnothers, false);
        const before = await ask<View>(given.investigator, "GET", `/api/cases/${of.id}`);
        const refused = await bring(of, second);
        assert.deepEqual([refused.isAnothers, refused.keys, refused.rows, refused.added], [true, 0, 0, 0]);
        assert.equal((await ask<View>(given.investigator, "GET", `/api/cases/${of.id}`)).scope, before.scope);
        const taken = await bring(of, second, "?another=true");
        assert.deepEqual([taken.isAnothers, taken.keys + taken.rows > 0], [false, true]);
        assert.notEqual(
          (await ask<View>(given.investigator, "GET", `/api/cases/${of.id}`)).scope,
          before.scope,
        );
      }
  });

  it("of a phone that keeps its ID for longer than its epoch is still of the same phone", async () => {
    const of = await openPhone();
    await bring(of, keysOf(ownKey));
    const late = rowsOf(2, times(15, -62), NINE + 1).replaceAll(hexOf(ownId(NINE + 1)), hexOf(ownId(NINE)));
    assert.equal((await bring(of, late)).isAnothers, false);
  });

  it("has keys that count until the latest end that any file tells", async () => {
    const short = writeDayKeys([{ key: ownKey, start: DAY * 86_400, end: DAY * 86_400 + 3599 }]);
    for (const files of [
      [keysOf(ownKey), short],
      [short, keysOf(ownKey)],
    ]) {
      const of = await openPhoneWith(files);
      const [row] = await given.harness.database.query<{ time_end: number }>(
        "SELECT time_end FROM desk.phone_key WHERE case_id = $1",
        [of.id],
      );
      assert.equal(Number(row!.time_end), (DAY + 1) * 86_400 - 1);
    }
  });
});

describeOnDatabases("a phone's history among many tokens", () => {
  const given = useCaseDesk();
  const { token, ask, newCase, approveNow, listOf } = given;

  it("is not told as of nobody: what the phone heard is looked for among all tokens, as a token's log is", async function () {
    this.timeout(120_000);
    const more = Array.from({ length: TOKENS }, (_, i) => enrolRequest(100 + i, DAY - 3));
    await given.harness.server.enrol(more);
    const rows = Array.from({ length: 15 }, (_, minute) => ({
      own: new Uint8Array(12),
      contact: rollingId(token(2), NINE),
      at: NINE * 900_000 + minute * 60_000 + 30_000,
      rssi: -62,
    }));
    const phone = await newCase({ kind: "phone", place: WARD }, { onset: "2026-11-12" });
    const bytes = new TextEncoder().encode(writeTrace(rows));
    await ask(given.investigator, "POST", `/api/cases/${phone.id}/phone`, bytes);
    await approveNow(phone);

    const before = await listOf(phone);
    assert.deepEqual([before.contacts.length, before.list.unresolved], [0, 1]);
    const path = `/api/cases/${phone.id}/resolution`;
    const found = await ask<{ ids: number; resolved: number; tokens: number }>(
      given.investigator,
      "POST",
      path,
      {
        reason: REASON.split("=")[1],
      },
    );
    assert.deepEqual([found.ids, found.resolved, found.tokens], [1, 1, TOKENS + 8]);
    const after = await listOf(phone);
    assert.deepEqual(
      after.contacts.map(({ key, minutes }) => [key, minutes]),
      [["token-2", 15]],
    );
    assert.equal(after.list.unresolved, 0);
  });
});
