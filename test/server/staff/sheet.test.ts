/** A sheet of accounts: judged row by row, then added as a whole or not at all. */
import assert from "node:assert/strict";
import { proposedLogin } from "../../../host-tools/contract/logins.ts";
import type { ProblemAnswer } from "../../../host-tools/contract/problem.ts";
import type { AccountList, CheckedSheet, SheetAdded } from "../../../host-tools/contract/staff.ts";
import { ROLES } from "../../../host-tools/contract/vocabulary.ts";
import { ROLE_TEXTS } from "../../../host-tools/server/staff/roles.ts";
import { FACTORY, FAR, type Harness, openHarness, WARD } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describe("a proposed login", () => {
  const free = () => false;
  it("is the given name with the initials before it, and a number where somebody has that", () => {
    assert.equal(proposedLogin("Nguyễn Thị Đào", free), "dao.nt");
    assert.equal(
      proposedLogin("Nguyễn Thị Đào", (one) => one === "dao.nt"),
      "dao.nt2",
    );
    assert.equal(proposedLogin("Ý", free), "y01");
    assert.equal(proposedLogin("Lê Ý", free), "y.l");
    assert.equal(proposedLogin("Trạm Y tế 2", free), "te.ty");
    assert.equal(proposedLogin(" 123 ", free), undefined);
  });
});

describeOnDatabases("a sheet of accounts", () => {
  let harness: Harness;
  beforeEach(async function () {
    this.timeout(120_000);
    harness = await openHarness();
  });

  const row = (name: string, more: object = {}) => ({ name, role: "station", place: WARD, ...more });
  const checks = async (rows: readonly object[], by: "unit-administrator" | "province-administrator") =>
    ((await (await (await harness.as(by)).ask("POST", "/api/staff/checks", { rows })).json()) as CheckedSheet)
      .rows;
  const count = async () =>
    (await harness.database.query<{ n: number }>("SELECT count(*)::int4 AS n FROM office.account"))[0]!.n;

  it("tells of each row what is wrong with it, and stores nothing", async () => {
    const before = await count();
    const found = await checks(
      [
        row("Nguyễn Thị Lan"),
        row("Nguyễn Thị Lan"),
        row("", { role: "" }),
        row("Trần Văn Ân", { role: "investigator" }),
        row("Lê Thị Bưởi", { role: "guard" }),
        row("Phạm Văn Chuẩn", { place: FAR }),
        row("Phạm Văn Dũng", { place: "nowhere", login: "X" }),
        row("Vũ Én", { login: "guard" }),
        row("Vũ Giang", { login: "giang" }),
        row("Võ Giang", { login: "giang" }),
        row("###", {}),
      ],
      "unit-administrator",
    );
    assert.deepEqual(
      found.map(({ login, faults }) => [login, ...faults.map(({ field, fault }) => `${field} ${fault}`)]),
      [
        ["lan.nt"],
        ["lan.nt2"],
        [undefined, "name missing", "role missing"],
        ["an.tv", "role not-granted"],
        ["buoi.lt", "place wrong-place"],
        ["chuan.pv", "place not-yours"],
        ["X", "login bad-login", "place unknown"],
        ["guard", "login taken"],
        ["giang", "login twice"],
        ["giang", "login twice"],
        [undefined, "name bad-name"],
      ],
    );
    assert.equal(await count(), before);
  });

  it("is added as a whole, each with a password of its own, with a row of the audit log each", async () => {
    const admin = await harness.as("province-administrator");
    const rows = [
      { login: "lan.nt", ...row("Nguyễn Thị Lan") },
      { login: "bao.v", ...row("Võ Bảo", { role: "guard", place: FACTORY }) },
      { login: "tra.h", ...row("Hồ Trà", { role: "investigator" }) },
    ];
    const answer = await admin.ask("POST", "/api/staff/sheets", { rows });
    assert.equal(answer.status, 201);
    const { accounts } = (await answer.json()) as SheetAdded;
    assert.deepEqual(
      accounts.map(({ login, name, role, place, waits }) => ({ login, name, role, place, waits })),
      rows.map((one) => ({ ...one, waits: one.role === "investigator" })),
    );
    assert.equal(new Set(accounts.map(({ firstPassword }) => firstPassword)).size, 3);
    const audit = await harness.database.query<{ action: string; subject: string }>(
      "SELECT action, subject FROM audit.entry WHERE action LIKE 'staff.%' ORDER BY number DESC LIMIT 4",
    );
    assert.deepEqual(
      audit.reverse().map(({ action, subject }) => [action, accounts.findIndex(({ id }) => id === subject)]),
      [
        ["staff.change", 0],
        ["staff.change", 1],
        ["staff.waits", 2],
        ["staff.change", 2],
      ],
    );
    const lan = await harness.signIn("lan.nt", accounts[0]!.firstPassword);
    assert.equal(lan.stage, "must-change");
    await assert.rejects(harness.signIn("tra.h", accounts[2]!.firstPassword), /403|401/);
  });

  it("is refused as a whole, with every fault of every row, where one row does not fit", async () => {
    const admin = await harness.as("unit-administrator");
    const before = await count();
    const rows = [
      { login: "lan.nt", ...row("Nguyễn Thị Lan") },
      { login: "guard", ...row("Trần Văn Ân", { role: "auditor" }) },
    ];
    const answer = await admin.ask("POST", "/api/staff/sheets", { rows });
    const { error } = (await answer.json()) as ProblemAnswer;
    assert.deepEqual([answer.status, error.reason], [422, "rows"]);
    assert.deepEqual(error.rows, [
      { row: 1, field: "login", fault: "taken" },
      { row: 1, field: "role", fault: "not-granted" },
    ]);
    assert.equal(await count(), before);
  });

  it("takes the roles that the access table lets each role give, and no other", async () => {
    for (const by of ["unit-administrator", "province-administrator"] as const) {
      const typed = ROLES.map((role) =>
        row("Nguyễn Thị Lan", { role, place: ROLE_TEXTS[role].placedIn === "unit" ? WARD : FACTORY }),
      );
      const found = await checks(typed, by);
      for (const [i, role] of ROLES.entries())
        assert.equal(
          !found[i]!.faults.some(({ fault }) => fault === "not-granted"),
          ROLE_TEXTS[by].grants.includes(role),
          `${by} gives ${role}`,
        );
    }
  });

  it("of accounts says who is locked and when each was last at work, and lets who is locked try again", async () => {
    const admin = await harness.as("unit-administrator");
    const list = async () =>
      ((await (await admin.ask("GET", "/api/staff")).json()) as AccountList).accounts.find(
        ({ login }) => login === "station",
      )!;
    assert.equal((await list()).seenAt, undefined);
    for (let i = 0; i < 6; i++) await assert.rejects(harness.signIn("station", "wrong password here"));
    const locked = await list();
    assert.ok(locked.lockedUntil !== undefined);
    assert.equal(locked.seenAt, undefined, "who tried another's name was not at work");
    await assert.rejects(harness.signIn("station"));
    assert.equal((await admin.ask("POST", `/api/staff/${locked.id}/unlock`)).status, 200);
    assert.equal((await list()).lockedUntil, undefined);
    await harness.as("station");
    assert.equal((await list()).seenAt, new Date(harness.clock.now).toISOString());
  });
});
