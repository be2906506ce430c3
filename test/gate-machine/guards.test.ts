/** Guards at a gate's machine: who may begin a shift, what needs one, and when it is over. */
import assert from "node:assert/strict";
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GATE_SECRET_BYTES } from "../../host-tools/contract/gates.ts";
import {
  GUARD_COUNTS,
  GUARD_FIRE,
  GUARD_STREAM,
  GUARD_VISITS,
} from "../../host-tools/contract/guard-screen.ts";
import { FIRST_PIN_DAYS, GUARD_SHIFT, GUARD_THERE, SHIFT_IDLE_MS } from "../../host-tools/contract/guards.ts";
import { Guards } from "../../host-tools/gate-machine/guards.ts";
import { writeIdentity } from "../../host-tools/gate-machine/identity-file.ts";
import { Shifts } from "../../host-tools/gate-machine/shifts.ts";
import { gate as gateVerb } from "../../host-tools/tools/cli/gate.ts";
import { BadInput, readArguments } from "../../host-tools/tools/cli/verb.ts";
import { GUARD, GUARD_PIN, GuardGate } from "./guard-gate.ts";

const MINUTE = 60_000;

describe("guards of a gate's machine", () => {
  let folder: string;
  let now: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "guards-"));
    now = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const open = async (name: string, pin: string, newPin?: string) => {
    const opened = await new Guards(folder).open({ name, pin, newPin }, () => now);
    return "file" in opened ? { name: opened.name } : opened;
  };

  it("are in files of their owner alone, with no PIN in them, and found as people write the name", async () => {
    const guards = new Guards(folder);
    const first = (await guards.add(GUARD, now))!;
    assert.match(first, /^\d{6}$/);
    assert.equal(await guards.add(GUARD, now), undefined);
    assert.deepEqual(await open("lê văn GÁC", first, GUARD_PIN), { name: GUARD });
    const [name] = readdirSync(join(folder, "guards"));
    const path = join(folder, "guards", name!);
    assert.equal(statSync(path).mode & 0o077, 0);
    const text = readFileSync(path, "utf8");
    assert.match(text, /\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.ok(!text.includes(first) && !text.includes(GUARD_PIN));
  });

  it("have a first PIN that opens nothing until a good one takes its place", async () => {
    const first = (await new Guards(folder).add(GUARD, now))!;
    assert.deepEqual(await open(GUARD, first), { objection: "change" });
    for (const poor of ["123456", "777777", "4028", first])
      assert.deepEqual(await open(GUARD, first, poor), { objection: "easy" }, poor);
    assert.deepEqual(await open(GUARD, first, GUARD_PIN), { name: GUARD });
    assert.deepEqual(await open(GUARD, first), { objection: "pin" });
    assert.deepEqual(await open(GUARD, GUARD_PIN), { name: GUARD });
    // A new PIN at a later shift is no way round the old one.
    assert.deepEqual(await open(GUARD, "999111", "402858"), { objection: "pin" });
  });

  it("have a first PIN that is over after three days, locks nobody out by that, and is told only to who knows it", async () => {
    const guards = new Guards(folder);
    const first = (await guards.add(GUARD, now))!;
    now = FIRST_PIN_DAYS * 1440 * MINUTE - 1;
    assert.deepEqual(await open(GUARD, first), { objection: "change" });
    assert.deepEqual(guards.list(now), [{ name: GUARD, isFirstPin: true, isOver: false }]);
    now++;
    assert.deepEqual(await open(GUARD, "111222", GUARD_PIN), { objection: "pin" });
    for (let i = 0; i < 6; i++)
      assert.deepEqual(await open(GUARD, first, GUARD_PIN), { objection: "old" }, `${i}`);
    assert.deepEqual(guards.list(now), [{ name: GUARD, isFirstPin: true, isOver: true }]);
    guards.remove(GUARD);
    assert.deepEqual(await open(GUARD, (await guards.add(GUARD, now))!, GUARD_PIN), { name: GUARD });
    // The own one is good for as long as its guard is there.
    now *= 100;
    assert.deepEqual(await open(GUARD, GUARD_PIN), { name: GUARD });
    assert.deepEqual(guards.list(now), [{ name: GUARD, isFirstPin: false, isOver: false }]);
  });

  it("are locked for longer and longer by wrong PINs, over a start and for the right one too", async () => {
    const guards = new Guards(folder);
    await open(GUARD, (await guards.add(GUARD, now))!, GUARD_PIN);
    await open("Mai Thị Cổng", (await guards.add("Mai Thị Cổng", now))!, "581937");
    for (let i = 0; i < 5; i++) assert.deepEqual(await open(GUARD, "111222"), { objection: "pin" });
    assert.deepEqual(await open(GUARD, GUARD_PIN), { objection: "pin" });
    now += 14 * MINUTE;
    assert.deepEqual(await open(GUARD, GUARD_PIN), { objection: "pin" });
    // A colleague is not.
    assert.deepEqual(await open("Mai Thị Cổng", "581937"), { name: "Mai Thị Cổng" });
    now += MINUTE;
    await open(GUARD, "111222");
    now += 16 * MINUTE;
    assert.deepEqual(await open(GUARD, GUARD_PIN), { objection: "pin" });
    now += 15 * MINUTE;
    assert.deepEqual(await open(GUARD, GUARD_PIN), { name: GUARD });
    // And then four are free again.
    for (let i = 0; i < 4; i++) await open(GUARD, "111222");
    assert.deepEqual(await open(GUARD, GUARD_PIN), { name: GUARD });
  });

  it("are judged one after the other, and no more than a few wait", async () => {
    const guards = new Guards(folder);
    await guards.add(GUARD, now);
    const all = await Promise.all(
      Array.from({ length: 7 }, () => guards.open({ name: GUARD, pin: "111222" }, () => now)),
    );
    const words = all.map((one) => ("objection" in one ? one.objection : "in"));
    assert.deepEqual(words, ["pin", "pin", "pin", "pin", "busy", "busy", "busy"]);
  });

  it("who are removed meanwhile do not come back by what the machine writes", async () => {
    const guards = new Guards(folder);
    const first = (await guards.add(GUARD, now))!;
    const opening = guards.open({ name: GUARD, pin: first, newPin: GUARD_PIN }, () => now);
    await Promise.resolve();
    assert.ok(new Guards(folder).remove(GUARD));
    await opening;
    assert.deepEqual(readdirSync(join(folder, "guards")), []);
    assert.ok(!guards.remove(GUARD));
  });

  it("are told apart by tones: each by the own name, and nobody by what fits two", async () => {
    const guards = new Guards(folder);
    const [bay, bayToo] = ["Nguyễn Văn Bảy", "Nguyễn Văn Bay"];
    const firsts = [(await guards.add(bay!, now))!, (await guards.add(bayToo!, now))!];
    assert.deepEqual(await open(bay!, firsts[0]!, GUARD_PIN), { name: bay });
    assert.deepEqual(await open(bayToo!, firsts[1]!, "581937"), { name: bayToo });
    assert.deepEqual(await open("nguyen van bay", GUARD_PIN), { objection: "pin" });
    assert.equal(guards.remove("nguyen van bay"), undefined);
    assert.equal(guards.remove(bayToo!), bayToo);
    assert.deepEqual(await open("nguyen van bay", GUARD_PIN), { name: bay });
    assert.equal(guards.remove("nguyen van bay"), bay);
  });

  it("that an administrator adds are the account's whose folder it is", async function () {
    if (process.getuid?.() !== 0) this.skip();
    chownSync(folder, 12345, 12346);
    await new Guards(folder).add(GUARD, now);
    const [name] = readdirSync(join(folder, "guards"));
    for (const path of ["guards", join("guards", name!)]) {
      const { uid, gid } = statSync(join(folder, path));
      assert.deepEqual([uid, gid], [12345, 12346], path);
    }
  });
});

describe("bztoken gate guard", () => {
  const work = (...words: string[]) => Promise.resolve(gateVerb.run(readArguments(gateVerb, words)));

  it("adds with a first PIN that is told once, lists and removes, and says what is wrong", async () => {
    const folder = mkdtempSync(join(tmpdir(), "guards-"));
    const at = ["--data", folder];
    for (const words of [
      ["guard", "list"],
      ["guard", "add", GUARD],
    ])
      await assert.rejects(work(...words, ...at), /no folder of a gate/);
    assert.deepEqual(readdirSync(folder), []);
    writeIdentity(folder, {
      server: "https://bluezone.example",
      secret: "ab".repeat(GATE_SECRET_BYTES),
      gate: "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
      name: "Cổng 1",
      placeName: "Nhà máy",
      zone: "Xưởng",
      sealTo: { id: "ab".repeat(4), point: `04${"ab".repeat(64)}` },
    });
    assert.match((await work("guard", "list", ...at)).text, /No guard/);
    const { text, json } = await work("guard", "add", "  Lê Văn  Gác ", ...at);
    const { firstPin } = json as { firstPin: string };
    assert.ok(text.includes(firstPin) && text.includes(GUARD));
    const told = await new Guards(folder).open({ name: GUARD, pin: firstPin }, () => 0);
    assert.deepEqual(told, { objection: "change" });
    assert.equal((await work("guard", "list", ...at)).text, `${GUARD} (no shift yet)`);
    for (const words of [
      ["guard", "add", "Lê  Văn Gác"],
      ["guard", "add", "<b>"],
      ["guard", "add"],
      ["guard", "add", "Mai", "Cổng"],
      ["guard", "remove", "Mai Thị Cổng"],
      ["guards", "list"],
    ])
      await assert.rejects(work(...words, ...at), BadInput, words.join(" "));
    const removed = await work("guard", "remove", "lê văn gác", ...at);
    assert.deepEqual(removed.json, { removed: GUARD });
    assert.equal(removed.text, `${GUARD} begins no shift here any more.`);
    assert.deepEqual(readdirSync(join(folder, "guards")), []);
    rmSync(folder, { recursive: true });
  });
});

describe("a shift", () => {
  const LE = { name: GUARD, file: "0000000a.json" };

  it("ends when nobody is there for long, at the latest after twelve hours, and with who takes over", () => {
    const shifts = new Shifts(() => true);
    const word = shifts.begin(LE, 0);
    assert.equal(shifts.of(word, SHIFT_IDLE_MS - 1), GUARD);
    assert.equal(shifts.of(`${word}x`, 0), undefined);
    shifts.touch(SHIFT_IDLE_MS - 1);
    assert.equal(shifts.of(word, 2 * SHIFT_IDLE_MS - 2), GUARD);
    assert.equal(shifts.changes(2 * SHIFT_IDLE_MS - 2), 1);
    assert.equal(shifts.changes(2 * SHIFT_IDLE_MS - 1), 2);
    assert.equal(shifts.of(word, 0), undefined);
    const second = shifts.begin(LE, 0);
    const third = shifts.begin({ name: "Mai Thị Cổng", file: "0000000b.json" }, 0);
    assert.deepEqual([shifts.of(second, 1), shifts.of(third, 1)], [undefined, "Mai Thị Cổng"]);
    for (let at = 0; at < 720 * MINUTE; at += 10 * MINUTE) shifts.touch(at);
    assert.equal(shifts.of(third, 719 * MINUTE), "Mai Thị Cổng");
    assert.equal(shifts.of(third, 720 * MINUTE), undefined);
  });

  it("is over for who is a guard no more", () => {
    let isGuard = true;
    const shifts = new Shifts(() => isGuard);
    const word = shifts.begin(LE, 0);
    assert.equal(shifts.changes(1), 1);
    isGuard = false;
    // The page is told, and asks whose it is.
    assert.equal(shifts.changes(1), 2);
    isGuard = true;
    assert.equal(shifts.of(word, 1), undefined);
  });

  it("is over when the clock is set back, and not when it is put right by seconds", () => {
    const shifts = new Shifts(() => true);
    const word = shifts.begin(LE, 600 * MINUTE);
    assert.equal(shifts.of(word, 599.5 * MINUTE), GUARD);
    assert.equal(shifts.of(word, 598 * MINUTE), undefined);
    assert.equal(shifts.changes(600 * MINUTE), 2);
  });
});

describe("what needs a guard on shift", () => {
  let gate: GuardGate;
  beforeEach(async () => {
    gate = await GuardGate.open({ files: 0, styles: [], answer: () => undefined, missing: () => undefined });
  });
  afterEach(() => gate.close());

  const VISIT = { id: "0123456789abcdef", direction: "in", by: "spoken", name: "Tạ Thị Khách" };
  const ask = async (method: string, path: string, body?: object, cookie?: string) => {
    const headers = cookie === undefined ? {} : { cookie };
    const told = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${gate.url}${path}`, { method, headers, ...told });
    return { status: answer.status, told: await answer.json(), cookies: answer.headers.getSetCookie() };
  };
  const WRITES = [
    ["POST", GUARD_VISITS, VISIT],
    ["DELETE", `${GUARD_VISITS}/${VISIT.id}`],
    ["POST", GUARD_COUNTS, { from: "", to: "", people: 1, passagesBefore: 0 }],
    ["POST", GUARD_FIRE],
    ["DELETE", GUARD_FIRE],
    ["POST", GUARD_THERE],
  ] as const;

  it("is refused without one, and taps are told all the same", async () => {
    for (const [method, path, body] of WRITES) {
      const { status, told } = await ask(method, path, body, "gate-shift=guessed");
      assert.deepEqual([status, told], [401, { error: "shift" }], path);
    }
    assert.deepEqual(readdirSync(join(gate.folder, "journal")), []);
    const reader = (await fetch(`${gate.url}${GUARD_STREAM}`)).body!.getReader();
    gate.press("Cửa vào");
    let all = "";
    while (!all.includes("event: tap")) all += new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
  });

  it("is done by name and PIN, told to that browser alone, by a cookie that no script and no other site has", async () => {
    assert.deepEqual((await ask("GET", GUARD_SHIFT)).told, { hasGuards: false });
    const first = (await gate.guards.add(GUARD, gate.now()))!;
    assert.deepEqual((await ask("GET", GUARD_SHIFT)).told, { hasGuards: true });
    for (const [body, status, error] of [
      [{ name: GUARD, pin: "000000" }, 403, "pin"],
      [{ name: "Không Có Ai", pin: first }, 403, "pin"],
      [{ name: GUARD, pin: first }, 409, "change"],
      [{ name: GUARD, pin: first, newPin: "123456" }, 409, "easy"],
      [{ name: GUARD }, 403, "pin"],
    ] as const) {
      const answer = await ask("POST", GUARD_SHIFT, body);
      assert.deepEqual([answer.status, answer.told, answer.cookies], [status, { error }, []]);
    }
    const begun = await ask("POST", GUARD_SHIFT, { name: "le van gac", pin: first, newPin: GUARD_PIN });
    assert.deepEqual([begun.status, begun.told], [201, { guard: GUARD, hasGuards: true }]);
    assert.match(begun.cookies[0]!, /^gate-shift=[\w-]{43}; Path=\/gate; HttpOnly; SameSite=Strict$/);
    const cookie = begun.cookies[0]!.split(";")[0]!;
    assert.deepEqual((await ask("GET", GUARD_SHIFT, undefined, cookie)).told, {
      guard: GUARD,
      hasGuards: true,
    });
    assert.deepEqual((await ask("GET", GUARD_SHIFT)).told, { hasGuards: true });
    assert.equal((await ask("POST", GUARD_VISITS, VISIT, cookie)).status, 201);
    // Another browser ends nobody's shift.
    await ask("DELETE", GUARD_SHIFT, undefined, "gate-shift=guessed");
    assert.equal((await ask("DELETE", `${GUARD_VISITS}/${VISIT.id}`, undefined, cookie)).status, 200);
    await ask("DELETE", GUARD_SHIFT, undefined, cookie);
    assert.equal((await ask("POST", GUARD_VISITS, VISIT, cookie)).status, 401);
  });

  it("is over at once for a guard who is removed", async () => {
    const cookie = await gate.onShift();
    assert.ok(gate.guards.remove(GUARD));
    // Of that name, and somebody else: the old shift does not come back.
    await gate.guards.add(GUARD, gate.now());
    assert.equal((await ask("POST", GUARD_VISITS, VISIT, cookie)).status, 401);
    assert.deepEqual((await ask("GET", GUARD_SHIFT, undefined, cookie)).told, { hasGuards: true });
  });

  it("says so where guards cannot be read", async () => {
    writeFileSync(join(gate.folder, "guards"), "");
    const { status, told } = await ask("GET", GUARD_SHIFT);
    assert.deepEqual([status, told], [507, { error: "disk" }]);
    assert.equal((await ask("DELETE", GUARD_SHIFT)).status, 200);
  });
});
