import assert from "node:assert/strict";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { readCaseFile } from "../../../host-tools/server/matching/case-file.ts";
import { type MatchResult, openServer, type Server } from "../../../host-tools/server/server.ts";
import { RETENTION_DAYS } from "../../../host-tools/server/upkeep/retention.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { EPOCHS_PER_DAY } from "../../../protocol/epoch.ts";
import { keysFromSeed } from "../../../protocol/identity.ts";
import type { EncounterRecord, Summary } from "../../../protocol/record.ts";
import { laterDayKey } from "../../../protocol/rolling-id.ts";
import { CONTACT_RULES } from "../../../protocol/rules.ts";
import {
  enrolRequest,
  enrolTokens,
  LOOK,
  logOf,
  pageOf,
  record,
  seedOf,
  type TestToken,
  uploadOf,
} from "../../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

const DAY = 20780;
/** 09:00 in Vietnam. */
const MORNING = DAY * EPOCHS_PER_DAY + 8;

/** Losses of a summary that nearness is judged by as `loss`. */
const judgedBy = (loss: number) => ({ strongestLoss: loss - 3, stretchLoss: loss + 3 });

describeOnDatabases("matching a case", () => {
  let server: Server;
  let tokens: TestToken[];
  const token = (serial: number) => tokens[serial - 1]!;

  beforeEach(async () => {
    server = await openServer({ database: await emptyDatabase(), now: () => (DAY + 1) * 86_400_000 });
    tokens = await enrolTokens(server, 5, DAY - 3);
  });

  /** The recorder's log of one peer, one record per epoch. */
  async function heard(
    recorder: number,
    peer: number,
    epochs: readonly number[],
    summary: Partial<Summary> = {},
  ) {
    const frames = epochs.map((epoch) => ({ epoch, records: [record(token(peer), epoch, summary)] }));
    await sync(recorder, frames);
  }

  async function sync(recorder: number, frames: { epoch: number; records: EncounterRecord[] }[]) {
    for (const result of await server.receivePages(logOf(token(recorder), frames))) assert.ok(result.ok);
  }

  function match(of: number, days = 0): Promise<MatchResult> {
    return server.match({ case: of, fromDay: DAY - days, toDay: DAY }, LOOK);
  }

  it("finds a contact from both logs", async () => {
    await heard(1, 2, [MORNING, MORNING + 1], judgedBy(7));
    await heard(2, 1, [MORNING, MORNING + 1], judgedBy(1));
    const { contacts, unresolved, marks, rule } = await match(1);
    assert.equal(rule, "two-metres-15-in-24");
    assert.deepEqual(contacts, [
      {
        token: 2,
        minutes: 30,
        closeMinutes: 30,
        first: new Date(MORNING * 900_000).toISOString(),
        last: new Date((MORNING + 2) * 900_000 - 60_000).toISOString(),
        tokens: [2],
        days: [
          {
            date: new Date(DAY * 86_400_000).toISOString().slice(0, 10),
            minutes: 30,
            closeMinutes: 30,
            first: new Date(MORNING * 900_000).toISOString(),
            last: new Date((MORNING + 2) * 900_000 - 60_000).toISOString(),
            distance: "2m",
            // Half an hour at 1.1 % an hour.
            risk: 0.0055,
          },
        ],
        spells: [{ from: MORNING * 15, to: (MORNING + 2) * 15 - 1 }],
        closeSpells: [{ from: MORNING * 15, to: (MORNING + 2) * 15 - 1 }],
        evidence: "both",
        isContact: true,
        leastLoss: 4,
        nearestLoss: 4,
        distance: "2m",
        ruleMinutes: 30,
        clockTrusted: true,
        judgedWith: 0,
        confidence: { level: "medium", reasons: ["both-logs", "distance-at-the-limit"] },
      },
    ]);
    assert.equal(unresolved, 0);
    assert.deepEqual(marks, {
      replayed: 0,
      expired: 0,
      own: 0,
      clockUntrusted: 0,
      clockCorrected: 0,
      early: 0,
    });
  });

  it("finds a contact whose own log never came, from the case's", async () => {
    await heard(1, 2, [MORNING]);
    const { contacts } = await match(1);
    assert.deepEqual(
      contacts.map(({ token, minutes, evidence }) => ({ token, minutes, evidence })),
      [{ token: 2, minutes: 15, evidence: "case" }],
    );
  });

  it("finds a contact of a case whose own log never came", async () => {
    await heard(2, 1, [MORNING]);
    const { contacts } = await match(1);
    assert.deepEqual(
      contacts.map(({ token, minutes, evidence }) => ({ token, minutes, evidence })),
      [{ token: 2, minutes: 15, evidence: "contact" }],
    );
  });

  it("takes IDs of the neighbouring epochs, marks those further off and does not count them", async () => {
    const late = (peer: number, epochs: number) => ({
      epoch: MORNING,
      records: [record(token(peer), MORNING - epochs)],
    });
    await sync(1, [late(2, 1), late(3, -1), late(4, 2)]);
    await sync(5, [late(1, 1)]);
    const { contacts, marks } = await match(1);
    assert.deepEqual(contacts.map(({ token }) => token).sort(), [2, 3, 5]);
    assert.equal(marks.replayed, 1);
    const ofFour = await match(4);
    assert.deepEqual(ofFour.contacts, []);
    assert.equal(ofFour.marks.replayed, 1);
  });

  it("tells an ID that was sent again from a clock that was wrong", async () => {
    const heardAt = (peer: number, epochs: number) => record(token(peer), MORNING + epochs);
    // Nobody can send an ID before its time; and who was unsure of the time cannot say that it was over.
    await sync(1, [{ epoch: MORNING, records: [heardAt(2, -8), heardAt(3, 4)] }]);
    const unsure = pageOf(token(4), 0, MORNING);
    unsure.boot(MORNING, false).records(MORNING, [record(token(1), MORNING - 20)]);
    assert.ok((await server.receivePages([uploadOf(token(4), unsure.build())]))[0]!.ok);
    const { contacts, marks } = await match(1);
    assert.deepEqual(contacts, []);
    assert.deepEqual(marks, {
      replayed: 1,
      expired: 2,
      own: 0,
      clockUntrusted: 0,
      clockCorrected: 0,
      early: 0,
    });
  });

  it("takes an ID of the day before over UTC midnight", async () => {
    const midnight = DAY * EPOCHS_PER_DAY;
    await sync(1, [{ epoch: midnight, records: [record(token(2), midnight - 1)] }]);
    assert.deepEqual(
      (await match(1)).contacts.map(({ token }) => token),
      [2],
    );
    assert.deepEqual(
      (await match(2)).contacts.map(({ token }) => token),
      [1],
    );
  });

  it("tolerates more where the recorder's clock is not trusted, and says so", async () => {
    const page = pageOf(token(1), 0, MORNING);
    page.boot(MORNING, false).records(MORNING, [record(token(2), MORNING - 6)]);
    assert.ok((await server.receivePages([uploadOf(token(1), page.build())]))[0]!.ok);
    const { contacts, marks } = await match(1);
    assert.equal(contacts[0]!.token, 2);
    assert.equal(contacts[0]!.clockTrusted, false);
    assert.deepEqual(marks, {
      replayed: 0,
      expired: 0,
      own: 0,
      clockUntrusted: 1,
      clockCorrected: 0,
      early: 0,
    });
  });

  it("counts what belongs to no enrolled token", async () => {
    const stranger = { prefix: Uint8Array.of(1, 2, 3, 4, 5, 6), summary: record(token(2), MORNING).summary };
    await sync(1, [{ epoch: MORNING, records: [stranger, record(token(2), MORNING)] }]);
    const { contacts, unresolved } = await match(1);
    assert.equal(contacts.length, 1);
    assert.equal(unresolved, 1);
  });

  it("does not let a token be its own contact", async () => {
    await heard(1, 1, [MORNING]);
    const { contacts, marks } = await match(1);
    assert.deepEqual(contacts, []);
    assert.equal(marks.own, 1);
  });

  it("merges records of one peer and epoch that come twice", async () => {
    const one = record(token(2), MORNING, { minutes: 0b1111, ...judgedBy(9) });
    const two = record(token(2), MORNING, { minutes: 0b1111000, ...judgedBy(4) });
    await sync(1, [
      { epoch: MORNING, records: [one, one] },
      { epoch: MORNING, records: [two] },
    ]);
    const [contact] = (await match(1)).contacts;
    assert.equal(contact!.minutes, 7);
    assert.equal(contact!.leastLoss, 4);
  });

  it("looks only at the days asked for, and at no ID from before enrolment", async () => {
    await heard(1, 2, [MORNING - 2 * EPOCHS_PER_DAY, MORNING]);
    assert.equal((await match(1)).contacts[0]!.minutes, 15);
    const [contact] = (await match(1, 20)).contacts;
    assert.equal(contact!.minutes, 30);
    assert.equal(contact!.days.length, 2);
  });

  it("knows tokens enrolled after an earlier match", async () => {
    await heard(1, 2, [MORNING]);
    await match(1);
    const [later] = await server.enrol([enrolRequest(6, DAY)]);
    const six = { serial: later!.serial, keys: keysFromSeed(sha256, seedOf(6)), day: DAY };
    await server.receivePages(logOf(token(3), [{ epoch: MORNING, records: [record(six, MORNING)] }]));
    assert.deepEqual(
      (await match(3)).contacts.map(({ token }) => token),
      [6],
    );
  });

  it("lists who meets the rule first", async () => {
    await heard(2, 1, [MORNING], { minutes: 0b11 });
    await heard(3, 1, [MORNING, MORNING + 1, MORNING + 2], judgedBy(25));
    await heard(4, 1, [MORNING]);
    const { contacts } = await match(1);
    assert.deepEqual(
      contacts.map(({ token, isContact }) => [token, isContact]),
      [
        [4, true],
        [2, false],
        [3, false],
      ],
    );
    const loose = await server.match(
      {
        case: 1,
        fromDay: DAY,
        toDay: DAY,
        rule: CONTACT_RULES["bluezone-2020"],
      },
      LOOK,
    );
    assert.ok(loose.contacts.every(({ isContact }) => isContact));
  });

  it("refuses a token it does not know and days that run backwards", async () => {
    await assert.rejects(match(99), { reason: "unknown-token" });
    await assert.rejects(server.match({ case: 1, fromDay: DAY, toDay: DAY - 1 }, LOOK), { reason: "days" });
  });

  describe("when a clock was wrong and the log says so", () => {
    /** Power was lost for six hours: the token went on at the epoch it had last written. */
    const HOURS_LOST = 6;
    const BEHIND = MORNING - 4 * HOURS_LOST;

    it("moves the records to the time they were made at", async () => {
      const page = pageOf(token(1), 0, BEHIND);
      page.boot(BEHIND, false).records(BEHIND, [record(token(2), MORNING)]);
      const before = uploadOf(token(1), page.build());
      assert.ok((await server.receivePages([before]))[0]!.ok);
      assert.deepEqual((await match(1, 1)).contacts, []);
      assert.equal((await match(1, 1)).marks.expired, 1);

      page.clock((BEHIND + 1) * 900, HOURS_LOST * 3600);
      assert.ok((await server.receivePages([uploadOf(token(1), page.build())]))[0]!.ok);
      const { contacts, marks } = await match(1);
      assert.equal(contacts[0]!.first, new Date(MORNING * 900_000).toISOString());
      assert.deepEqual(marks, {
        replayed: 0,
        expired: 0,
        own: 0,
        clockUntrusted: 1,
        clockCorrected: 1,
        early: 0,
      });
    });

    describe("and was ahead", () => {
      const [SERVER, PEER] = [1, 3];
      const DAY_EPOCHS = 96;
      /** Power was lost, and a neighbour said that it was tomorrow; an hour later the server put it right. */
      const WRONG = MORNING - DAY_EPOCHS;
      const HOUR_EPOCHS = 4;
      /** An epoch whose ID was on the air a day early, and one whose was not. */
      const EARLY = MORNING + 2;
      const LATER = MORNING + 20;

      beforeEach(async () => {
        const page = pageOf(token(1), 0, WRONG).boot(WRONG, false);
        page.clock(WRONG * 900, 86_400, PEER);
        page.clock((WRONG + DAY_EPOCHS + HOUR_EPOCHS) * 900, -86_400, SERVER);
        page.records(LATER, [record(token(3), LATER)]);
        await server.receivePage(uploadOf(token(1), page.build()));
      });
      const long = (epoch: number) => record(token(1), epoch, { stretchLoss: -12, strongestLoss: -14 });
      const confidences = async (of: number, owner: number) => {
        const { contacts, marks } = await match(of);
        const { isContact, confidence } = contacts.find(({ token }) => token === owner)!;
        return { isContact, ...confidence, early: marks.early };
      };

      it("marks a contact that rests on IDs which were on the air before their time", async () => {
        await sync(2, [{ epoch: EARLY, records: [long(EARLY)] }]);
        for (const [of, owner] of [
          [1, 2],
          [2, 1],
        ] as const) {
          const { isContact, level, reasons, early } = await confidences(of, owner);
          assert.equal(isContact, true);
          assert.deepEqual(reasons.slice(0, 2), ["one-log", "id-early"]);
          assert.equal(level, "low");
          assert.equal(early, 1);
        }
      });

      it("does not where other records make it one as well, nor where none is of such an ID", async () => {
        await sync(2, [
          { epoch: EARLY, records: [long(EARLY)] },
          { epoch: LATER, records: [long(LATER)] },
        ]);
        const both = await confidences(1, 2);
        assert.deepEqual([both.reasons.includes("id-early"), both.early], [false, 1]);
        const third = await confidences(1, 3);
        assert.equal(third.reasons.includes("id-early"), false);
      });

      it("knows of them as long as records of their time are kept", async () => {
        await sync(2, [{ epoch: EARLY, records: [long(EARLY)] }]);
        await server.admin.applyRetention({ ...RETENTION_DAYS, records: 1 });
        assert.equal((await confidences(1, 2)).early, 1);
      });

      it("takes what was heard while the ID was early for what it is", async () => {
        const heardAt = EARLY - DAY_EPOCHS;
        await sync(2, [{ epoch: heardAt, records: [long(EARLY)] }]);
        const { contacts, marks } = await server.match({ case: 1, fromDay: DAY - 1, toDay: DAY - 1 }, LOOK);
        assert.equal(contacts[0]!.first, new Date(heardAt * 900_000).toISOString());
        assert.equal(marks.early, 0);
      });
    });

    it("knows its old IDs in others' logs", async () => {
      const page = pageOf(token(1), 0, BEHIND).boot(BEHIND, false);
      page.clock((BEHIND + 1) * 900, HOURS_LOST * 3600);
      await sync(2, [{ epoch: MORNING, records: [record(token(1), BEHIND)] }]);
      assert.deepEqual((await match(1)).contacts, []);
      assert.ok((await server.receivePages([uploadOf(token(1), page.build())]))[0]!.ok);
      assert.deepEqual(
        (await match(1)).contacts.map(({ token }) => token),
        [2],
      );
      assert.deepEqual(
        (await match(2)).contacts.map(({ token }) => token),
        [1],
      );
    });

    it("moves records of pages that came before the one that tells", async () => {
      const first = pageOf(token(1), 0, BEHIND);
      first.boot(BEHIND, false).records(BEHIND, [record(token(2), MORNING)]);
      const second = pageOf(token(1), 1, BEHIND).clock((BEHIND + 1) * 900, HOURS_LOST * 3600);
      // The later page comes first: a station may lose its way in between.
      await server.receivePages([uploadOf(token(1), second.build())]);
      await server.receivePages([uploadOf(token(1), first.build(true))]);
      assert.equal((await match(1)).contacts.length, 1);
    });
  });

  describe("from the keys a phone published", () => {
    const file = (row: Record<string, unknown>) => JSON.stringify({ data: [row] });
    const row = () => ({
      daily_key: toHex(laterDayKey(sha256, token(1).keys.dayKey, 3)),
      time_start: DAY * 86_400,
      max: 96,
      time_end: (DAY + 1) * 86_400 - 1,
    });

    it("finds those who heard it", async () => {
      await heard(2, 1, [MORNING]);
      await heard(1, 3, [MORNING]);
      const ids = readCaseFile(file(row()));
      assert.ok(ids.ok);
      assert.equal(ids.value.length, 96);
      const result = await server.match({ case: ids.value, fromDay: DAY, toDay: DAY }, LOOK);
      assert.equal(result.case, "file");
      assert.deepEqual(
        result.contacts.map(({ token, evidence }) => [token, evidence]),
        [[2, "contact"]],
      );
    });

    it("follows the chain of day keys to the end of the span", async () => {
      await heard(2, 1, [MORNING]);
      const daily_key = toHex(laterDayKey(sha256, token(1).keys.dayKey, 1));
      const ids = readCaseFile(file({ ...row(), daily_key, time_start: (DAY - 2) * 86_400 }));
      assert.ok(ids.ok);
      assert.equal(
        (await server.match({ case: ids.value, fromDay: DAY, toDay: DAY }, LOOK)).contacts.length,
        1,
      );
    });

    it("refuses what it cannot read, naming field and row", () => {
      const good = {
        daily_key: "00".repeat(32),
        time_start: DAY * 86_400,
        max: 96,
        time_end: DAY * 86_400 + 1,
      };
      const wrong: [Record<string, unknown>, string][] = [
        [{ ...good, daily_key: "00".repeat(31) }, "daily_key"],
        [{ ...good, daily_key: 7 }, "daily_key"],
        [{ ...good, time_start: DAY * 86_400 + 1 }, "time_start"],
        [{ ...good, time_start: "x" }, "time_start"],
        [{ ...good, max: 144 }, "max"],
        [{ ...good, time_end: DAY * 86_400 - 1 }, "time_end"],
        [{ ...good, time_end: (DAY + 400) * 86_400 }, "time_end"],
      ];
      for (const [row, reason] of wrong) {
        const read = readCaseFile(JSON.stringify({ data: [good, row] }));
        assert.deepEqual(read, { ok: false, errors: [{ row: 2, field: reason }], more: 0 });
      }
      for (const text of ["", "[]", "{}", '{"data":[]}', '{"data":{}}', '{"data":[3]}'])
        assert.equal(readCaseFile(text).ok, false);
    });
  });
});
