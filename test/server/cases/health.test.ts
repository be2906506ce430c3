/** What is told of contacts' health: written down, corrected, sent to the laboratory and back, and gone with the person. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { CaseView } from "../../../host-tools/contract/cases.ts";
import type { ExportedFile } from "../../../host-tools/contract/contacts.ts";
import type { BroughtResults } from "../../../host-tools/contract/health.ts";
import { useCalls } from "../../support/case-calls.ts";
import { HOUR, REASON, TODAY } from "../../support/case-desk.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const test = (sample: string, result = "waiting", sampled = TODAY) => ({
  kind: "test",
  sample,
  method: "pcr",
  sampled,
  result,
});

describeOnDatabases("what is told of contacts' health", () => {
  const desk = useCalls();
  const { given } = desk;
  const entryOf = async (key: string) => (await desk.followUp()).lines.find((one) => one.key === key)!;
  const bring = (text: string) =>
    given.ask<BroughtResults>(
      given.investigator,
      "POST",
      `/api/cases/${desk.of.id}/results`,
      new TextEncoder().encode(text),
    );
  const exported = async () => {
    const path = `/api/cases/${desk.of.id}/results?${REASON}`;
    const { content } = await given.ask<ExportedFile>(given.investigator, "GET", path);
    return Buffer.from(content, "base64").toString("utf8");
  };

  it("says of each contact what is to be done on which day, by the case's definition", async () => {
    const { today, lines, source } = await desk.followUp();
    assert.deepEqual([today, lines.length], [TODAY, 3]);
    assert.match(source.en, /CDC/);
    const { lastContact, steps } = lines[0]!;
    assert.deepEqual([lastContact, steps.tests], [TODAY, [{ due: "2026-11-28", step: "coming" }]]);
    await given.change(desk.of, { tested: TODAY, rule: "vn-3638-2021" });
    await given.approveNow(desk.of);
    await desk.list();
    const after = (await desk.followUp()).lines[0]!.steps;
    assert.deepEqual([after.tests.length, after.quarantine.where], [3, "facility"]);
  });

  it("a day of which nobody knows is not asked, and whoever was not asked for two days is lost", async () => {
    const [key] = desk.keys;
    await desk.call(key!, { outcome: "reached" });
    given.harness.clock.now += 24 * HOUR;
    await given.days(0);
    await desk.tell(key!, { kind: "asked", day: "2026-11-24", answer: "no-symptoms" });
    await given.days(3);
    const { followUp } = (await entryOf(key!)).steps;
    assert.deepEqual(
      followUp.days.slice(0, 5).map(({ what }) => what),
      ["no-symptoms", "not-asked", "not-asked", "not-asked", "coming"],
    );
    assert.deepEqual([followUp.missed, followUp.isLost, followUp.isToAskToday], [2, true, true]);
    await desk.tell(key!, { kind: "asked", day: "2026-11-27", answer: "symptoms", note: "ho" });
    await desk.tell(key!, { kind: "asked", day: "2026-11-26", answer: "no-symptoms" });
    const now = (await entryOf(key!)).steps.followUp;
    assert.deepEqual([now.missed, now.isLost, now.isToAskToday], [0, false, false]);
  });

  it("is corrected by entries that name what was wrong, and all of it stays", async () => {
    const [key] = desk.keys;
    const wrong = await desk.tell(key!, test("M-1", "positive"));
    const right = await desk.tell(key!, test("M-1", "negative"), { corrects: wrong.now.id });
    const late = await desk.tell(key!, { kind: "mistaken" }, { corrects: wrong.now.id });
    assert.deepEqual([right.isSaved, late.isSaved, late.now.id], [true, false, right.now.id]);
    const { steps, told } = await entryOf(key!);
    assert.deepEqual([steps.isPositive, told.length, told[1]!.corrects], [false, 2, wrong.now.id]);
    const path = `/api/cases/${desk.of.id}/contacts/${key}/health`;
    const again = { id: right.now.id, corrects: wrong.now.id, told: test("M-1", "negative") };
    assert.deepEqual(await given.ask(given.investigator, "POST", path, again), right);
    assert.equal((await entryOf(key!)).told.length, 2);
  });

  it("is of days that can be told of", async () => {
    const [key] = desk.keys;
    const path = `/api/cases/${desk.of.id}/contacts/${key}/health`;
    for (const told of [
      { kind: "asked", day: "2026-11-24", answer: "symptoms" },
      { kind: "asked", day: "2026-11-20", answer: "no-symptoms" },
      test("M-1", "waiting", "2026-11-24"),
      { kind: "quarantine", from: "2026-11-24", to: "2026-11-23", where: "home" },
    ])
      assert.deepEqual(
        await given.reasonOf(given.investigator, "POST", path, { id: randomUUID(), told }),
        [422, "input"],
        JSON.stringify(told),
      );
  });

  it("goes to the laboratory as a table, and its answer fills in what waits", async () => {
    const [one, two, three] = desk.keys;
    await desk.tell(one!, test("M-1"));
    await desk.tell(two!, test("M-2"));
    await desk.tell(three!, test("M-3", "negative"));
    const sent = await exported();
    assert.match(sent, /"M-1","Trần Văn Ân","1948","0912 345 678"/);
    assert.match(sent, /"M-3".*"âm tính \/ negative"/);
    const filled = sent.replace(/("M-1".*),""/, '$1,"Dương tính"').replace(/("M-2".*),""/, '$1,"AM TINH"');
    assert.deepEqual(await bring(filled), { rows: 3, added: 2, errors: [], moreErrors: 0 });
    assert.deepEqual(await bring(filled), { rows: 3, added: 0, errors: [], moreErrors: 0 });
    const { lines } = await desk.followUp();
    assert.deepEqual(
      [one, two, three].map((key) => lines.find((line) => line.key === key)!.steps.isPositive),
      [true, false, false],
    );
    assert.equal((await entryOf(one!)).told.length, 2, "the sample and its result");
  });

  it("takes nothing of a file with a wrong row", async () => {
    const [one, two] = desk.keys;
    await desk.tell(one!, test("M-1"));
    await desk.tell(two!, test("M-2", "negative"));
    for (const [rows, wrong] of [
      ["M-1,dương tính\nM-9,âm tính", [3]],
      ["M-1,dương tính\nM-2,dương tính", [3]],
      ["M-1,dương tính\nM-1,âm tính", [3]],
      ["M-1,có lẽ", [2]],
    ] as const) {
      const { added, errors } = await bring(`Mã mẫu,Kết quả\n${rows}\n`);
      assert.deepEqual([added, errors.map(({ row }) => row)], [0, wrong], rows);
    }
    assert.deepEqual((await bring("a,b\nM-1,âm tính")).errors[0]!.row, 1);
    assert.equal((await entryOf(one!)).told.length, 1);
  });

  it("whoever turns positive becomes a case with one press, which waits for a second person and knows its parent", async () => {
    const [key] = desk.keys;
    const path = `/api/cases/${desk.of.id}/contacts/${key}/case`;
    assert.deepEqual(await given.reasonOf(given.investigator, "POST", path, {}), [409, "not-positive"]);
    await desk.tell(key!, test("M-1", "positive"));
    const made = await given.ask<CaseView>(given.investigator, "POST", path, { onset: "2026-11-22" }, 201);
    assert.deepEqual(
      [made.state, made.isOpen, made.reference, made.tested, made.ground, made.subject.person],
      ["waiting", false, "M-1", TODAY, "pcr", key],
    );
    assert.deepEqual(made.parent, { id: desk.of.id, reference: "HD/2026-17" });
    const { ownCase } = await desk.line(key!);
    assert.deepEqual(ownCase, { id: made.id, reference: "M-1", state: "waiting" });
    // Of one person there is one case.
    assert.deepEqual(await given.reasonOf(given.investigator, "POST", path, {}), [409, "open-case"]);
    await given.approve(made as never);
    assert.equal((await desk.line(key!)).ownCase!.state, "open");
    const after = await given.ask<CaseView>(given.investigator, "GET", `/api/cases/${made.id}`);
    assert.deepEqual([after.isOpen, after.parent?.id], [true, desk.of.id]);
    const parent = await given.ask<CaseView>(given.investigator, "GET", `/api/cases/${desk.of.id}`);
    assert.deepEqual(
      [parent.children, after.children],
      [[{ id: made.id, reference: "M-1", state: "open" }], []],
    );
    const nobody = `/api/cases/${desk.of.id}/contacts/nobody/case`;
    assert.deepEqual(await given.reasonOf(given.investigator, "POST", nobody, {}), [404, "not-found"]);
  });

  it("shows nobody's health before the case is approved or after it is closed, and stands wrapped in the table", async () => {
    const [key] = desk.keys;
    await desk.tell(key!, {
      kind: "quarantine",
      from: TODAY,
      to: "2026-12-07",
      where: "facility",
      address: "KTX số 9",
    });
    const [row] = await given.harness.database.query<{ told: Uint8Array; id: string }>(
      "SELECT * FROM medical.told",
    );
    const text = Buffer.from(row!.told).toString("utf8");
    for (const plain of ["quarantine", "KTX", "facility"]) assert.ok(!text.includes(plain), plain);
    const path = `/api/cases/${desk.of.id}`;
    await given.ask(given.investigator, "POST", `${path}/closing`);
    const body = { id: randomUUID(), told: { kind: "asked", day: TODAY, answer: "symptoms" } };
    for (const [method, where, said] of [
      ["GET", `${path}/follow-up?${REASON}`, undefined],
      ["GET", `${path}/results?${REASON}`, undefined],
      ["POST", `${path}/contacts/${key}/health`, body],
      ["POST", `${path}/contacts/${key}/case`, {}],
    ] as const)
      assert.deepEqual(
        await given.reasonOf(given.investigator, method, where, said),
        [409, "not-open"],
        where,
      );
    const waiting = await given.newCase(given.ofPerson(1), { reference: "HD/2026-18" });
    assert.deepEqual(
      await given.reasonOf(given.investigator, "GET", `/api/cases/${waiting.id}/follow-up?${REASON}`),
      [409, "not-open"],
    );
  });

  it("moves with no row to another contact: what is wrapped is bound to its place", async () => {
    const [one, two] = desk.keys;
    await desk.tell(one!, test("M-1", "positive"));
    await given.harness.database.query("UPDATE medical.told SET key = $1, id = replace(id, $2, $1)", [
      two!,
      one!,
    ]);
    const answer = await given.investigator.ask("GET", `/api/cases/${desk.of.id}/follow-up?${REASON}`);
    assert.equal(answer.status, 500);
  });

  it("goes with the person who withdraws, and with the case when its time is over", async () => {
    const [one, two] = desk.keys;
    const rows = () => given.harness.database.query("SELECT FROM medical.told");
    await desk.tell(one!, test("M-1", "positive"));
    await desk.tell(two!, test("M-2", "negative"));
    await given.ask(await given.harness.as("station"), "DELETE", `/api/persons/${one}`);
    assert.equal((await rows()).length, 1);
    await given.ask(given.investigator, "POST", `/api/cases/${desk.of.id}/closing`);
    await given.harness.office.commit({ actor: "server", action: "retention", outcome: "done" }, [
      { kind: "cases-expire", before: given.harness.clock.now + 1 },
    ]);
    assert.equal((await rows()).length, 0);
  });

  it("is wrapped anew with the key, and is read with it", async () => {
    const [key] = desk.keys;
    await desk.tell(key!, test("M-1", "positive"));
    const before = await given.harness.database.query<{ told: Uint8Array }>("SELECT told FROM medical.told");
    await given.harness.server.admin.rotateWrappingKey(new Uint8Array(32).fill(7));
    const after = await given.harness.database.query<{ told: Uint8Array }>("SELECT told FROM medical.told");
    assert.notDeepEqual(after[0]!.told, before[0]!.told);
    assert.equal((await entryOf(key!)).steps.isPositive, true);
  });

  it("every look has its row in the audit log", async () => {
    await desk.followUp();
    await exported();
    const rows = await given.harness.database.query<{ action: string; subject: string; reason: string }>(
      "SELECT action, subject, reason FROM audit.entry WHERE action LIKE 'medical.%' ORDER BY number",
    );
    const subject = desk.of.id;
    const reason = "case-investigation";
    assert.deepEqual(rows, [
      { action: "medical.read", subject, reason },
      { action: "medical.export", subject, reason },
    ]);
  });
});
