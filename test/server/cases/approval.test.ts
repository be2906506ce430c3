import assert from "node:assert/strict";
import { findCase } from "../../../host-tools/server/cases/case-store.ts";
import { isLooser } from "../../../host-tools/server/cases/scope.ts";
import { daysWork } from "../../../host-tools/server/http/daily.ts";
import { openLog } from "../../../host-tools/server/http/watch/observation.ts";
import { CONTACT_RULES, type ContactRule } from "../../../protocol/rules.ts";
import { HOUR, type List, NINE, REASON, TODAY, useCaseDesk, type View } from "../../support/case-desk.ts";
import { DAY, START, WARD } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("what a case needs a second person for", () => {
  const given = useCaseDesk();
  const { wears, heard, ask, reasonOf, newCase, approve, openCase, ofPerson, listOf } = given;

  const emergency = (subject: object) => newCase(subject, { emergency: true });
  const body = (subject: object) => ({
    subject,
    reference: "HD/2026-17",
    ground: "pcr",
    tested: TODAY,
    emergency: true,
  });
  const caseOf = async ({ id }: View) => (await findCase(given.harness.office.queries, id))!;
  /** As if it had been opened so much earlier. */
  const agedBy = ({ id }: View, ms: number) =>
    given.harness.database.query(
      'UPDATE desk."case" SET opened_at = opened_at - make_interval(secs => $2) WHERE id = $1',
      [id, ms / 1000],
    );

  it("day keys: not even of a retired token before somebody else has agreed, nor after it is closed", async () => {
    await wears(given.persons[0]!, 1, NINE - 96, NINE);
    for (const client of [given.investigator, await given.harness.as("station")])
      await ask(client, "POST", "/api/tokens/1/retirement", { how: "retired" });
    const of = await newCase(ofPerson(0));
    const path = `/api/cases/${of.id}/publication?${REASON}`;
    assert.deepEqual(await reasonOf(given.investigator, "GET", path), [409, "not-open"]);
    await approve(of);
    await ask(given.investigator, "GET", path);
    await ask(given.investigator, "POST", `/api/cases/${of.id}/closing`);
    assert.deepEqual(await reasonOf(given.investigator, "GET", path), [409, "not-open"]);
  });

  it("a refusal says why to who opened the case, and an approval says nothing of the kind", async () => {
    const [refused, approved] = [await newCase(ofPerson(0)), await newCase(ofPerson(1))];
    const said = (of: View, approved: boolean) =>
      ask(given.second, "POST", `/api/cases/${of.id}/approval`, {
        ...given.verdict(of, approved),
        why: "  số xét nghiệm không có  ",
      });
    await said(refused, false);
    await said(approved, true);
    const seen = async ({ id }: View) =>
      (await ask<View & { refusedWhy?: string }>(given.investigator, "GET", `/api/cases/${id}`)).refusedWhy;
    assert.equal(await seen(refused), "số xét nghiệm không có");
    assert.equal(await seen(approved), undefined);
  });

  it("a change of dates opens nothing that was closed, nor while it is decided on", async () => {
    const of = await newCase(ofPerson(0));
    const path = `/api/cases/${of.id}`;
    const dates = await given.changing(of, { tested: TODAY, onset: TODAY });
    // Whichever comes first, the verdict stays.
    await Promise.all([
      ask(given.investigator, "PUT", path, dates),
      ask(given.second, "POST", `${path}/approval`, given.verdict(of, true)),
      ask(given.investigator, "PUT", path, dates),
    ]);
    assert.equal((await caseOf(of)).state, "open");
    await Promise.all([
      given.investigator.ask("PUT", path, dates),
      ask(given.investigator, "POST", `${path}/closing`),
      given.investigator.ask("PUT", path, dates),
    ]);
    assert.equal((await caseOf(of)).state, "closed");
    for (const [method, url, sent] of [
      ["PUT", path, dates],
      ["POST", `${path}/closing`, undefined],
      ["POST", `${path}/phone`, new TextEncoder().encode("{}")],
    ] as const)
      assert.deepEqual(await reasonOf(given.investigator, method, url, sent), [409, "not-open"], url);
    assert.deepEqual(await reasonOf(given.second, "POST", `${path}/approval`, given.verdict(of, true)), [
      409,
      "not-open",
    ]);
  });

  it("an emergency opening that is closed before anybody looked at it: that is still looked at, and opens nothing", async () => {
    const of = await emergency(ofPerson(0));
    await listOf(of);
    await ask(given.investigator, "POST", `/api/cases/${of.id}/closing`);
    const seen = await ask<{ cases: View[] }>(given.second, "GET", "/api/cases");
    assert.ok(seen.cases[0]!.reviewDue);
    assert.equal(seen.cases[0]!.openedBy, "Cán Bộ");
    assert.deepEqual(await reasonOf(given.investigator, "POST", "/api/cases", body(ofPerson(1))), [
      409,
      "review-due",
    ]);
    const own = await reasonOf(
      given.investigator,
      "POST",
      `/api/cases/${of.id}/approval`,
      given.verdict(of, true),
    );
    assert.deepEqual(own, [409, "same-person"]);
    const reviewed = await approve(of);
    assert.deepEqual([reviewed.state, reviewed.isOpen, reviewed.reviewDue], ["closed", false, undefined]);
    await emergency(ofPerson(1));
  });

  it("a second emergency: any by an account whose last one nobody reviewed, and on the same person by anybody", async () => {
    const first = await emergency(ofPerson(0));
    const refused = async (subject: object, who = given.investigator) =>
      assert.deepEqual(await reasonOf(who, "POST", "/api/cases", body(subject)), [409, "review-due"]);
    for (const i of [0, 1, 2, 3]) await refused(ofPerson(i));
    await refused({ kind: "phone", place: WARD });
    // Others may be in danger in the same night, and somebody else is there too; but not twice on one person.
    await given.harness.addAccount("investigator", WARD, "other.investigator");
    const other = await given.harness.enter("other.investigator");
    await refused(ofPerson(0), other);
    assert.equal((await other.ask("POST", "/api/cases?another=true", body(ofPerson(1)))).status, 201);
    await refused(ofPerson(2), other);
    await agedBy(first, 24 * HOUR);
    await refused(ofPerson(2));
    assert.deepEqual(await reasonOf(given.investigator, "GET", `/api/cases/${first.id}/contacts?${REASON}`), [
      409,
      "not-open",
    ]);
    // The usual way is open all the time, and a refusal is a review as well.
    await newCase(ofPerson(2));
    await ask(given.second, "POST", `/api/cases/${first.id}/approval`, given.verdict(first, false));
    await emergency(ofPerson(2));
  });

  describe("more than it was agreed to", () => {
    const change = (of: View, dates: object) => given.change(of, { tested: TODAY, ...dates });
    const read = ({ id }: View) => reasonOf(given.investigator, "GET", `/api/cases/${id}/contacts?${REASON}`);
    const NARROW = { from: TODAY, to: TODAY };
    /** From the strictest on: who is a contact by one is also one by those behind it. */
    const LOOSER = ["who-one-metre-15", "two-metres-15-in-24", "vn-3638-2021", "bluezone-2020"] as const;

    it("a wider period or a looser definition waits for a second person; a narrower one does not", async () => {
      const of = await openCase(ofPerson(0), { ...NARROW, rule: LOOSER[1] });
      assert.equal((await read(of))[0], 200);
      for (const dates of [
        { from: "2026-11-22", to: TODAY, rule: LOOSER[1] },
        { ...NARROW, rule: LOOSER[2] },
        { ...NARROW, rule: LOOSER[3] },
        // By the definition's days before the test.
        { rule: LOOSER[1] },
      ]) {
        const wider = await change(of, dates);
        assert.equal(wider.state, "waiting", JSON.stringify(dates));
        assert.deepEqual(await read(of), [409, "not-open"]);
        const own = await reasonOf(
          ...([
            given.investigator,
            "POST",
            `/api/cases/${of.id}/approval`,
            given.verdict(wider, true),
          ] as const),
        );
        assert.deepEqual(own, [409, "same-person"]);
        assert.equal((await approve(wider)).state, "open");
        assert.equal((await read(of))[0], 200);
        const narrower = await change(of, { ...NARROW, rule: LOOSER[1] });
        assert.deepEqual([narrower.state, narrower.isOpen], ["open", true]);
      }
      assert.equal((await change(of, { ...NARROW, rule: LOOSER[0] })).state, "open");
    });

    it("each pair of definitions: looser is what lets somebody in", () => {
      const rules = LOOSER.map((id) => CONTACT_RULES[id] as ContactRule);
      for (const [i, before] of rules.entries())
        for (const [j, after] of rules.entries())
          assert.equal(isLooser(before, after), j > i, `${before.id} → ${after.id}`);
      // Others whom both logs hold let somebody in whom the pair's own losses leave out.
      const judged = CONTACT_RULES["two-metres-15-in-24"];
      const alone = { ...judged, sharedPeers: undefined };
      assert.deepEqual([isLooser(alone, judged), isLooser(judged, alone)], [true, false]);
    });

    it("what was changed while somebody decided is not what they agreed to", async () => {
      const of = await newCase(ofPerson(0), NARROW);
      const wider = await change(of, { from: "2026-10-01", to: TODAY });
      assert.deepEqual(
        await reasonOf(given.second, "POST", `/api/cases/${of.id}/approval`, given.verdict(of, true)),
        [409, "scope-changed"],
      );
      assert.equal((await caseOf(of)).state, "waiting");
      assert.equal((await approve(wider)).state, "open");
    });

    it("an emergency that is made wider is shut until somebody has looked at it, reviewed before or not", async () => {
      const of = await emergency(ofPerson(0));
      const wider = await change(of, { from: "2026-10-01", to: TODAY });
      assert.deepEqual([wider.state, wider.isOpen], ["waiting", false]);
      assert.deepEqual(await read(of), [409, "not-open"]);
      assert.deepEqual(await reasonOf(given.investigator, "POST", "/api/cases", body(ofPerson(1))), [
        409,
        "review-due",
      ]);
      assert.equal((await approve(wider)).state, "open");
      const again = await change(of, { from: "2026-09-30", to: TODAY });
      assert.deepEqual([again.state, again.reviewDue], ["waiting", undefined]);
      await emergency(ofPerson(1));
    });

    it("a phone's files are whom it is about: those that come later wait, the same ones again do not", async () => {
      const keysOf = (byte: string) =>
        new TextEncoder().encode(
          JSON.stringify({
            data: [
              {
                daily_key: byte.repeat(32),
                time_start: (DAY - 1) * 86_400,
                max: 96,
                time_end: DAY * 86_400 - 1,
              },
            ],
          }),
        );
      const bring = (of: View, bytes: Uint8Array, more = "") =>
        ask<{ errors: unknown[] }>(given.investigator, "POST", `/api/cases/${of.id}/phone${more}`, bytes);
      const phone = { kind: "phone", place: WARD };
      const of = await openCase(phone);
      await bring(of, keysOf("0a"));
      assert.deepEqual(await read(of), [409, "not-open"]);
      await given.approveNow(of);
      await bring(of, keysOf("0a"));
      assert.equal((await read(of))[0], 200);
      // A second phone of the same person, as somebody says.
      await bring(of, keysOf("0b"), "?another=true");
      assert.deepEqual(await read(of), [409, "not-open"]);
      await given.approveNow(of);
      await bring(of, new TextEncoder().encode(`${"0a".repeat(12)}\t${"0b".repeat(12)}\t-70\t${START}\n`));
      assert.deepEqual(await read(of), [409, "not-open"]);
      // An emergency is about the first that are brought.
      const quick = await emergency(phone);
      await bring(quick, keysOf("0c"));
      assert.equal((await read(quick))[0], 200);
      await bring(quick, keysOf("0d"), "?another=true");
      assert.deepEqual(await read(quick), [409, "not-open"]);
    });
  });

  it("F2: only of close contacts, and of them only close contacts", async () => {
    for (const [i, serial] of [1, 2, 3, 4].entries()) await wears(given.persons[i]!, serial, NINE - 8);
    await heard(2, 1, [NINE]);
    await heard(3, 1, [NINE], { minutes: 0b11 });
    await heard(2, 4, [NINE + 2], { minutes: 0b11 });
    const of = await openCase(ofPerson(0));
    assert.equal((await listOf(of)).contacts.length, 2);
    const f2 = (i: number) => `/api/cases/${of.id}/contacts/${given.persons[i]}/contacts?${REASON}`;
    assert.deepEqual((await ask<List>(given.investigator, "GET", f2(1))).contacts, []);
    assert.deepEqual(await reasonOf(given.investigator, "GET", f2(2)), [409, "not-close"]);
  });

  it("ends by itself when nobody closes it, and goes when its time is over", async () => {
    const day = 24 * HOUR;
    const waits = await newCase(ofPerson(0));
    const open = await openCase(ofPerson(1));
    const shut = await emergency(ofPerson(2));
    const work = async () => {
      const { server, office, figures } = given.harness;
      const failed = await daysWork({
        server,
        office,
        figures,
        backups: undefined,
        log: openLog("silent", () => {}),
      });
      assert.deepEqual(failed, []);
      const rows = await given.harness.database.query<{ id: string; state: string }>(
        'SELECT id, state FROM desk."case"',
      );
      return new Map(rows.map(({ id, state }) => [id, state]));
    };
    // The last day of the infectious period ends at 17:00 UTC, 14 hours after the clock's start.
    given.harness.clock.now += 21 * day + 14 * HOUR - 1;
    assert.deepEqual((await work()).size, 3);
    assert.equal((await caseOf(open)).state, "open");
    given.harness.clock.now++;
    // What waited in vain ended when it was opened, the emergency when it shut, a day later.
    const left = await work();
    assert.deepEqual(
      [left.get(waits.id), left.get(shut.id), left.get(open.id)],
      [undefined, "closed", "closed"],
    );
    // The work is done now and then: a clock that jumps by weeks discards nothing.
    for (let week = 0; week < 4; week++) {
      assert.ok((await work()).size > 0);
      given.harness.clock.now += 5.25 * day + 1;
    }
    assert.equal((await work()).size, 0);
  });
});
