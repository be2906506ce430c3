/** Every answer that holds a list says what it covers: declared by its route, printed into docs/coverage.md. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { openApp } from "../../../host-tools/server/http/app.ts";
import { listsIn, objectionToCovers } from "../../../host-tools/server/http/request/coverage.ts";
import { LIMITS, openLimiter } from "../../../host-tools/server/http/request/limits.ts";
import type { Route, Services } from "../../../host-tools/server/http/request/route.ts";
import { ROUTES } from "../../../host-tools/server/http/routes/index.ts";
import { openFigures, openLog } from "../../../host-tools/server/http/watch/observation.ts";
import { COVERAGE_PAGE, coveragePage } from "../../../host-tools/tools/cli/print-coverage.ts";
import { type Harness, openHarness, WARD } from "../../support/harness.ts";

const list = v.strictObject({
  inner: v.optional(v.strictObject({ rows: v.array(v.string()) })),
  more: v.number(),
});

describe("what each answer covers", () => {
  it("is declared of every route that answers a list, and of no other", () => {
    let lists = 0;
    for (const route of ROUTES) {
      assert.equal(objectionToCovers(route), undefined, `${route.method} ${route.path}`);
      lists += listsIn(route.answer).length;
    }
    assert.ok(lists > 20);
  });

  it("does not start with a list of which nobody says what it covers, or by a field that is not there", () => {
    const open = (more: Partial<Route>) =>
      openApp({
        routes: [
          {
            method: "GET",
            path: "/x",
            action: "unit.read",
            summary: "",
            answer: list,
            run: () => ({}),
            ...more,
          },
        ],
        services: {} as Services,
        log: openLog("silent"),
        figures: openFigures(),
        limiter: openLimiter(LIMITS),
        addressOf: () => "",
      });
    assert.throws(() => open({}), /answers a list \(inner\.rows\) and does not say what it covers/);
    assert.throws(() => open({ covers: { by: "total", what: "" } }), /has no field total/);
    const query = v.strictObject({ limit: v.string() });
    assert.throws(() => open({ query, covers: { what: "all" } }), /cuts its list by limit/);
    assert.throws(
      () => open({ answer: v.strictObject({}), covers: { what: "all" } }),
      /tells what a list covers, and answers none/,
    );
    open({ query, covers: { by: "more", what: "some" } });
    open({ covers: { what: "all" } });
  });

  it("stands in docs/coverage.md as it is declared", async () => {
    assert.equal(readFileSync(COVERAGE_PAGE, "utf8"), await coveragePage());
  });
});

describe("lists that are cut", () => {
  let harness: Harness;
  before(async function () {
    this.timeout(60_000);
    harness = await openHarness();
  });

  async function read<T>(login: Parameters<Harness["as"]>[0], path: string): Promise<T> {
    const answer = await (await harness.as(login)).ask("GET", path);
    assert.equal(answer.status, 200, path);
    return (await answer.json()) as T;
  }

  it("tell of the audit log how many rows follow, to the last", async () => {
    interface Rows {
      readonly rows: { number: number }[];
      readonly more: number;
    }
    for (let i = 0; i < 30; i++) await harness.addPerson(WARD);
    const first = await read<Rows>("auditor", "/api/audit?limit=10");
    const { number } = first.rows.at(-1)!;
    const rest = await read<Rows>("auditor", `/api/audit?limit=200&after=${number}`);
    // The second look is a row itself.
    assert.deepEqual([first.rows.length, rest.rows.length, rest.more], [10, first.more + 1, 0]);
    const none = await read<Rows>("auditor", "/api/audit?subject=nobody");
    assert.deepEqual([none.rows, none.more], [[], 0]);
  });

  it("tell since when wearers, moves and closed cases are kept", async () => {
    const since = new Date(harness.clock.now - 21 * 86_400_000).toISOString();
    const person = await harness.addPerson(WARD);
    const by = { actor: "server", action: "assignment.change", outcome: "done" } as const;
    await harness.office.commit(by, [{ kind: "assign", person, serial: 1, from: harness.clock.now }]);
    for (const [login, path] of [
      ["station", "/api/tokens/1/wearers"],
      ["station", "/api/moves"],
      ["station", `/api/persons/${person}/export?reason=request-of-the-person`],
      ["investigator", "/api/cases"],
    ] as const)
      assert.equal((await read<{ keptSince: string }>(login, path)).keptSince, since, path);
  });
});
