import assert from "node:assert/strict";
import { keyWrapping } from "../../../host-tools/server/keys/key-wrapping.ts";
import { DEVICE_DAYS, deviceMark, knownBy } from "../../../host-tools/server/staff/known-device.ts";
import { REFUSAL_STEP_MS } from "../../../host-tools/server/staff/sign-in.ts";
import { type Harness, openHarness, PASSWORD } from "../../support/harness.ts";
import { seedOf } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const HOUR_MS = 3_600_000;

describe("the mark of a known browser", () => {
  it("is taken for ninety days, of our own key alone, and of nothing else", () => {
    const wrapping = keyWrapping(seedOf(1));
    const mark = deviceMark(wrapping, "somebody", 1000);
    const days = DEVICE_DAYS * 24 * HOUR_MS;
    assert.equal(knownBy(wrapping, mark, 1000 + days - 1), "somebody");
    assert.equal(knownBy(wrapping, mark, 1000 + days), undefined);
    assert.equal(knownBy(keyWrapping(seedOf(2)), mark, 1000), undefined);
    for (const made of ["", "x", mark.slice(1), `${mark}AAAA`, "A".repeat(4000)])
      assert.equal(knownBy(wrapping, made, 1000), undefined, made.slice(0, 20));
  });
});

describeOnDatabases("a flood of sign-ins", () => {
  let harness: Harness;
  let address = 0;

  /** Each from a network of its own, as a botnet would. */
  const tryIn = (login: string, password: string, cookie = "") =>
    harness.ask("/api/session", {
      method: "POST",
      body: JSON.stringify({ login, password }),
      headers: {
        "content-type": "application/json",
        "x-test-address": `10.0.${address >> 8}.${address++ & 255}`,
        ...(cookie ? { cookie } : {}),
      },
    });
  const refusals = () =>
    harness.database.query<{ actor: string; reference: string | null }>(
      "SELECT actor, reference FROM audit.entry WHERE outcome = 'refused' ORDER BY number",
    );
  /** The cookies of a browser after somebody has signed in. */
  async function markOf(login: string): Promise<string> {
    const answer = await tryIn(login, PASSWORD);
    const marks = answer.headers.getSetCookie().map((one) => one.split(";")[0]!);
    return marks.find((one) => one.startsWith("__Host-device="))!;
  }

  it("gets a clear answer at once where too many wait, and whom the server knows goes first", async () => {
    harness = await openHarness();
    const mark = await markOf("guard");
    let strangersBefore = 0;
    const flood = Array.from({ length: 120 }, async () => {
      const answer = await tryIn("nobody", "x");
      if (answer.status === 401) strangersBefore++;
      return answer;
    });
    const known = await tryIn("guard", PASSWORD, mark);
    const before = strangersBefore;
    assert.equal(known.status, 201);
    const answers = await Promise.all(flood);
    const busy = answers.filter(({ status }) => status === 503);
    // One stranger has the turn and 48 wait; one more may have come while the first was done.
    assert.ok([70, 71].includes(busy.length), `${busy.length} were sent away`);
    assert.ok(answers.every(({ status }) => status === 401 || status === 503));
    assert.equal(busy[0]!.headers.get("retry-after"), "5");
    const { error } = (await busy[0]!.json()) as { error: { reason: string; vi: string } };
    assert.deepEqual([error.reason, error.vi.slice(0, 25)], ["busy", "Máy chủ đang có quá nhiều"]);
    assert.ok(before < 12, `${before} strangers were answered before`);
  });

  it("is held to a number in all, from however many networks; known browsers and those signed in are not", async () => {
    harness = await openHarness({ limits: { strangers: 12, signIns: 5 } });
    const [mark, other] = [await markOf("guard"), await markOf("auditor")];
    const guard = await harness.ask("/api/session", {
      method: "POST",
      body: JSON.stringify({ login: "guard", password: PASSWORD }),
      headers: { "content-type": "application/json", cookie: mark },
    });
    const cookie = guard.headers.getSetCookie()[0]!.split(";")[0]!;
    const statuses = [];
    for (let i = 0; i < 12; i++) statuses.push((await tryIn("nobody", "x")).status);
    assert.deepEqual([statuses.indexOf(429), statuses.at(-1)], [10, 429]);
    assert.equal((await tryIn("guard", PASSWORD)).status, 429, "a stranger with the right password too");
    assert.equal((await tryIn("guard", PASSWORD, "__Host-device=made-up")).status, 429);
    for (let i = 0; i < 4; i++) assert.equal((await tryIn("guard", PASSWORD, mark)).status, 201);
    assert.equal((await tryIn("guard", PASSWORD, mark)).status, 429, "one browser's share is its own");
    assert.equal((await tryIn("auditor", PASSWORD, other)).status, 201);
    assert.equal((await harness.ask("/api/session", { headers: { cookie } })).status, 200);
  });

  it("is a number an hour in the audit log, of names that there are not and of locked accounts", async () => {
    harness = await openHarness();
    for (let i = 0; i < 9; i++) await tryIn("nobody", "x");
    for (let i = 0; i < 9; i++) await tryIn("guard", "x");
    for (let i = 0; i < 4; i++) await tryIn(i % 2 ? "no.one" : "nobody", "x");
    const { guard } = harness.accounts;
    const judged = Array.from({ length: 5 }, () => ({ actor: guard, reference: null }));
    await harness.signInDesk.tries.look();
    assert.deepEqual(await refusals(), judged, "before the hour is over");
    harness.clock.now += HOUR_MS;
    await harness.signInDesk.tries.look();
    await harness.signInDesk.tries.look();
    const counted = [
      { actor: "nobody", reference: "TRIES-13" },
      { actor: guard, reference: "TRIES-4" },
    ];
    assert.deepEqual(await refusals(), [...judged, ...counted]);
    await tryIn("nobody", "x");
    await harness.signInDesk.stop();
    assert.deepEqual((await refusals()).at(-1), { actor: "nobody", reference: "TRIES-1" });
    const { findings } = await harness.office.verify();
    assert.deepEqual(findings, []);
  });

  it("of refusals by somebody signed in: so many rows, then a number", async () => {
    harness = await openHarness({ limits: { refusals: 3 } });
    const guard = await harness.as("guard");
    const station = await harness.as("station");
    const ask = async () => (await guard.ask("GET", "/api/persons?text=x")).status;
    const statuses = [await ask(), await ask(), await ask(), await ask(), await ask()];
    assert.deepEqual(statuses, [403, 403, 403, 429, 429]);
    assert.equal((await guard.ask("GET", "/api/session")).status, 200, "what it may do it still may");
    assert.equal((await station.ask("GET", "/api/audit")).status, 403);
    await harness.signInDesk.stop();
    const rows = (await refusals()).filter(({ actor }) => actor === harness.accounts.guard);
    assert.deepEqual(
      rows.map(({ reference }) => reference),
      [null, null, null, "TRIES-2"],
    );
  });

  it("tells by its time of no name whether it is there, locked or disabled", async () => {
    harness = await openHarness();
    await harness.addAccount("guard", "factory", "disabled");
    await harness.database.query("UPDATE office.account SET enabled = false WHERE login = 'disabled'");
    const logins = ["nobody", "auditor", "disabled"];
    const least = new Map(logins.map((login) => [login, Number.POSITIVE_INFINITY]));
    /** Answers are given at the end of a step: in which one is all that their time tells. */
    const steps = () => [...least.values()].map((ms) => Math.floor(ms / REFUSAL_STEP_MS));
    // The machine may be busy: the shortest of many is what remains of the server's own time.
    for (let i = 0; i < 60 && (i < 3 || new Set(steps()).size > 1); i++)
      for (const login of logins) {
        // So that it is not locked but judged each time.
        await harness.database.query("UPDATE office.account SET failures = 0, locked_until = NULL");
        const began = performance.now();
        assert.equal((await tryIn(login, "wrong password")).status, 401);
        const took = performance.now() - began;
        assert.ok(took > REFUSAL_STEP_MS - 1, `${login} was answered before a step was over: ${took} ms`);
        least.set(login, Math.min(took, least.get(login)!));
      }
    const told = [...least].map(([login, ms]) => `${login} ${ms.toFixed(1)}`).join(", ");
    assert.equal(new Set(steps()).size, 1, told);
  });
});
