/** An empty server is set up once, by who can read its folder, and by nobody else. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDoors } from "../../../host-tools/server/http/doors.ts";
import type { Limits } from "../../../host-tools/server/http/request/limits.ts";
import { KEY_HEADER } from "../../../host-tools/server/http/request/repeats.ts";
import { openFigures, openLog } from "../../../host-tools/server/http/watch/observation.ts";
import { openServer, type Server } from "../../../host-tools/server/server.ts";
import { addAdministrators, putUnits } from "../../../host-tools/server/staff/first-start.ts";
import { SET_UP_FILE } from "../../../host-tools/server/staff/set-up.ts";
import { SAMPLE_UNITS } from "../../../host-tools/server/units/sample-units.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

const ORIGIN = "http://localhost";
const BODY = {
  province: { code: "31", name: "Thành phố Hải Phòng" },
  administrators: [
    { login: "lan.nt", name: "Nguyễn Thị Lan" },
    { login: "an.tv", name: "Trần Văn An" },
  ],
  commune: { code: "10525", name: "Phường Hải Dương" },
};

interface Told {
  readonly administrators: { id: string; login: string; firstPassword: string }[];
  readonly place: string;
}

describeOnDatabases("setting an empty server up", () => {
  let dir: string;
  let file: string;
  let server: Server;
  let doors: Awaited<ReturnType<typeof openDoors>>;

  /** As the service opens them; the tables stay as they are. */
  async function openAgain(limits: Partial<Limits> = {}): Promise<void> {
    doors = await openDoors({
      server,
      dir,
      limits: { signIns: 1_000_000, strangers: 1_000_000, ...limits },
      figures: openFigures(),
      version: "test",
      log: openLog("silent", () => {}),
      addressOf: (context) => context.req.header("x-test-address") ?? "1.2.3.4",
    });
    await doors.setUp.open();
  }
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), "bluezone-setup-"));
    file = join(dir, SET_UP_FILE);
    server = await openServer({ database: await emptyDatabase(), now: () => Date.UTC(2026, 10, 23, 3) });
    await openAgain();
  });
  afterEach(async () => {
    await server.close();
    rmSync(dir, { recursive: true });
  });

  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const own = { host: "localhost", origin: ORIGIN, "sec-fetch-site": "same-origin" };
    return doors.app.request(`${ORIGIN}${path}`, {
      method,
      headers: { ...own, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  const codeNow = () => (existsSync(file) ? readFileSync(file, "utf8").trim() : "gone");
  const setUp = (change: object = {}, key: string = randomUUID(), headers: Record<string, string> = {}) =>
    ask("POST", "/api/setup", { code: codeNow(), ...BODY, ...change }, { [KEY_HEADER]: key, ...headers });
  const refusal = async (answer: Response) => {
    const { error } = (await answer.json()) as { error: { reason: string; field?: string } };
    return [answer.status, error.reason, error.field];
  };
  const isOpen = async () => (await ask("GET", "/api/setup")).json();
  const count = async (table: string) =>
    Number((await doors.office.queries.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]!.n);
  const signsIn = async (login: string, password: string) => {
    const answer = await ask("POST", "/api/session", { login, password });
    return [answer.status, ((await answer.json()) as { stage?: string }).stage];
  };

  it("makes province, commune and two administrators, who sign in with the passwords that it tells", async () => {
    assert.deepEqual(await isOpen(), { isOpen: true });
    const answer = await setUp();
    assert.equal(answer.status, 201);
    const told = (await answer.json()) as Told;
    assert.equal(told.place, "31");
    assert.deepEqual(
      told.administrators.map(({ login }) => login),
      ["lan.nt", "an.tv"],
    );
    for (const { login, firstPassword } of told.administrators)
      assert.deepEqual(await signsIn(login, firstPassword), [201, "must-change"]);
    assert.notEqual(told.administrators[0]!.firstPassword, told.administrators[1]!.firstPassword);
    assert.deepEqual(
      doors.office.places.allUnits().map(({ id, tier, parent }) => [id, tier, parent]),
      [
        ["31", "province", undefined],
        ["10525", "commune", "31"],
      ],
    );
    assert.deepEqual(await isOpen(), { isOpen: false });
    const rows = await doors.office.queries.query<{ row: string }>(
      "SELECT concat_ws(' ', actor, action, outcome, subject) AS row FROM audit.entry WHERE action <> 'session.open' ORDER BY number",
    );
    const [lan, an] = told.administrators.map(({ id }) => id);
    assert.deepEqual(
      rows.map(({ row }) => row),
      [
        "server setup.open done 31",
        "server unit.change done 31",
        "server unit.change done 10525",
        `server staff.change done ${lan}`,
        `server staff.change done ${an}`,
      ],
    );
    assert.deepEqual((await doors.office.verify()).findings, []);
  });

  it("is for who has the code of the file alone: of its owner, in letters that are not looked up", async () => {
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.match(readFileSync(file, "utf8"), /^(?:[a-hjkmnp-z2-9]{4}-){6}[a-hjkmnp-z2-9]{4}\n$/);
    const code = codeNow();
    const turned = code.startsWith("a") ? `b${code.slice(1)}` : `a${code.slice(1)}`;
    for (const wrong of [turned, `${code}a`, code.slice(1), "-", "0".repeat(28)])
      assert.deepEqual(await refusal(await setUp({ code: wrong })), [403, "set-up-code", "code"], wrong);
    assert.deepEqual([await count("office.account"), await count("office.unit")], [0, 0]);
    assert.deepEqual(await isOpen(), { isOpen: true });
    await doors.signIn.stop();
    const [row] = await doors.office.queries.query<{ row: string }>(
      "SELECT concat_ws(' ', actor, action, outcome, reference) AS row FROM audit.entry",
    );
    assert.equal(row!.row, "nobody setup.open refused TRIES-5");
    // However it is typed: a telephone or a sheet of paper may have stood between.
    const typed = code.toUpperCase().replaceAll("-", " ");
    assert.equal((await setUp({ code: typed })).status, 201);
  });

  it("tells a visitor whether it is open, and neither which units there are nor whether a word fits", async () => {
    await putUnits(doors.office, SAMPLE_UNITS);
    assert.deepEqual(await isOpen(), { isOpen: true });
    const wrong = { code: "a".repeat(28) };
    for (const change of [{ province: { code: "31", name: "Tỉnh Khác" } }, {}])
      assert.deepEqual(await refusal(await setUp({ ...change, ...wrong })), [403, "set-up-code", "code"]);
  });

  it("is held to the limit of sign-ins, each address for itself", async () => {
    await openAgain({ signIns: 3 });
    const wrong = { code: "a".repeat(28) };
    for (let i = 0; i < 3; i++) assert.equal((await setUp(wrong)).status, 403);
    assert.equal((await setUp(wrong)).status, 429);
    assert.equal((await setUp()).status, 429, "also with the right one");
    assert.equal((await setUp({}, randomUUID(), { "x-test-address": "5.6.7.8" })).status, 201);
  });

  it("comes from the own page alone", async () => {
    const other = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
    assert.deepEqual((await refusal(await setUp({}, randomUUID(), other)))[1], "csrf");
    assert.equal(await count("office.account"), 0);
  });

  it("is done once: the same request is answered as it was, any other is refused", async () => {
    const code = codeNow();
    const key = randomUUID();
    const first = await (await setUp({ code }, key)).text();
    assert.equal(await (await setUp({ code }, key)).text(), first);
    assert.deepEqual(await refusal(await setUp({ code })), [409, "set-up-done", "server"]);
    assert.deepEqual((await refusal(await setUp({ code: "a".repeat(28) }, key)))[1], "other-request");
    const accounts = await count("office.account");
    assert.equal(accounts, 2);
    assert.equal(await count("repeats.done"), 1);
    const [kept] = await doors.office.queries.query<{ row: string }>(
      "SELECT concat(key, encode(print, 'escape'), encode(answer, 'escape'), about) AS row FROM repeats.done",
    );
    const { administrators } = JSON.parse(first) as Told;
    for (const word of [code, key, "Lan", ...administrators.map(({ firstPassword }) => firstPassword)])
      assert.ok(!kept!.row.includes(word), word);
    await openAgain();
    assert.equal(await (await setUp({ code }, key)).text(), first, "also after a start");
  });

  it("is one set-up where two come together, each with the code", async () => {
    const code = codeNow();
    const other = { administrators: BODY.administrators.map((one) => ({ ...one, login: `x.${one.login}` })) };
    const answers = await Promise.all([setUp({ code }), setUp({ code, ...other }), setUp({ code })]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409]);
    assert.deepEqual([await count("office.account"), await count("office.unit")], [2, 2]);
    const key = randomUUID();
    const same = await Promise.all([setUp({ code }, key), setUp({ code }, key)]);
    for (const answer of same) assert.deepEqual((await refusal(answer))[1], "set-up-done");
  });

  it("is over where the machine's owner has made administrators, and leaves no code", async () => {
    const code = codeNow();
    await putUnits(doors.office, SAMPLE_UNITS);
    await addAdministrators(doors.office, ["admin", "deputy"], "31", () => {});
    assert.deepEqual(await refusal(await setUp({ code })), [409, "set-up-done", "server"]);
    await openAgain();
    assert.ok(!existsSync(file));
    assert.deepEqual(await isOpen(), { isOpen: false });
    assert.deepEqual(await refusal(await setUp({ code })), [409, "set-up-done", "server"]);
  });

  it("keeps its code while it is open, makes another one of a torn file, and removes it when it is done", async () => {
    const code = codeNow();
    await openAgain();
    assert.equal(codeNow(), code);
    writeFileSync(file, code.slice(0, 9));
    await openAgain();
    assert.notEqual(codeNow().slice(0, 9), code.slice(0, 9));
    assert.deepEqual((await refusal(await setUp({ code })))[1], "set-up-code");
    assert.equal((await setUp()).status, 201);
    assert.ok(!existsSync(file));
  });

  it("killed behind the change is over at the next start, and answers who asks again", async () => {
    const code = codeNow();
    const key = randomUUID();
    const first = await (await setUp({}, key)).text();
    // As a kill leaves it that comes before the file is removed.
    await doors.office.queries.query("UPDATE repeats.done SET is_settled = false");
    writeFileSync(file, `${code}\n`);
    await openAgain();
    assert.ok(!existsSync(file));
    assert.deepEqual(await isOpen(), { isOpen: false });
    writeFileSync(file, `${code}\n`);
    assert.equal(await (await setUp({ code }, key)).text(), first);
    assert.ok(!existsSync(file), "settled by the repetition");
    assert.equal(await count("office.account"), 2);
  });

  it("that fails in the middle has changed nothing, and is done by the same request", async () => {
    const key = randomUUID();
    const { commitWith } = doors.office;
    Object.assign(doors.office, {
      commitWith: (entry: never, changes: never, last: (queries: never) => Promise<unknown>) =>
        commitWith(entry, changes, async (queries) => {
          await last(queries as never);
          throw new Error("the disk is gone");
        }),
    });
    assert.equal((await setUp({}, key)).status, 500);
    Object.assign(doors.office, { commitWith });
    assert.deepEqual([await count("office.account"), await count("repeats.done")], [0, 0]);
    assert.ok(existsSync(file));
    assert.equal((await setUp({}, key)).status, 201);
  });

  it("takes units that were given before for what they are, and no other under their code", async () => {
    await putUnits(doors.office, SAMPLE_UNITS);
    const before = await count("office.unit");
    const province = { code: "31", name: "Tỉnh Hải Dương" };
    assert.deepEqual(await refusal(await setUp({ province })), [409, "taken", "province.code"]);
    const commune = { code: "10525", name: "Phường Khác" };
    assert.deepEqual(await refusal(await setUp({ commune })), [409, "taken", "commune.code"]);
    assert.equal((await setUp()).status, 201);
    assert.equal(await count("office.unit"), before);
  });

  it("says which field does not fit, and needs no commune", async () => {
    const [first, second] = BODY.administrators;
    const twice = { administrators: [first, { ...second, login: "lan.nt" }] };
    assert.deepEqual(await refusal(await setUp(twice)), [409, "taken", "administrators.1.login"]);
    const bad = { administrators: [first, { ...second, login: "ÂN" }] };
    assert.deepEqual(await refusal(await setUp(bad)), [422, "input", "administrators.1.login"]);
    assert.deepEqual(await refusal(await setUp({ administrators: [first] })), [
      422,
      "input",
      "administrators",
    ]);
    const same = { commune: { code: "31", name: "Phường Một" } };
    assert.deepEqual(await refusal(await setUp(same)), [409, "taken", "commune.code"]);
    assert.deepEqual(await refusal(await ask("POST", "/api/setup", BODY)), [422, "input", KEY_HEADER]);
    const { commune: _, ...without } = BODY;
    const answer = await ask(
      "POST",
      "/api/setup",
      { code: codeNow(), ...without },
      { [KEY_HEADER]: randomUUID() },
    );
    assert.equal(answer.status, 201);
    assert.equal(await count("office.unit"), 1);
  });
});
