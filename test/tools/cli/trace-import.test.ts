import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDayKeys } from "../../../host-tools/formats/bluezone/key-file.ts";
import { bztoken } from "../../support/bztoken.ts";

const DATE = "2026-11-20";
const DAY = Date.parse(DATE) / 86_400_000;
const WORLD = ["--shift", "school", "--people", "16", "--minutes", "30", "--date", DATE];
/** What many a phone shows after an empty battery. */
const STRAY = `${"ab".repeat(12)}\t${"cd".repeat(12)}\t-80\t1609459500000\n`;

describe("bztoken trace import", function () {
  this.timeout(120_000);
  let folder: string;
  let data: string;
  let history: string;
  let fileCount = 0;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "bztoken-"));
    data = join(folder, "data");
    const played = await bztoken("world", ...WORLD, "--data", data);
    assert.equal(played.code, 0, played.stderr);
    const exported = await bztoken(
      "trace",
      "export",
      "--case",
      "2100000002",
      "--out",
      folder,
      "--data",
      data,
    );
    assert.equal(exported.code, 0, exported.stderr);
    history = readFileSync(join(folder, "data_trace.txt"), "utf8");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function fileOf(text: string): string {
    const file = join(folder, `file-${fileCount++}`);
    writeFileSync(file, text);
    return file;
  }
  const imported = (text: string, ...more: string[]) =>
    bztoken("trace", "import", "--trace", fileOf(text), "--data", data, ...more);
  async function jsonOf(text: string, ...more: string[]) {
    const { code, stdout, stderr } = await imported(text, "--json", ...more);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  }

  it("finds the same contacts with a row of years ago in front, and says which days and tokens it looked at", async () => {
    const plain = await jsonOf(history);
    assert.ok(plain.contacts.length > 0);
    const { coverage } = plain;
    assert.deepEqual(
      [coverage.from, coverage.to, coverage.zone, coverage.firstKept],
      [DATE, DATE, "UTC", undefined],
    );
    assert.deepEqual([coverage.tokens, coverage.lookedAt, coverage.isExhaustive], [16, 16, true]);
    assert.ok(coverage.ids > 0 && coverage.logs > plain.contacts.length, JSON.stringify(coverage));
    const withStray = await jsonOf(STRAY + history);
    assert.deepEqual(withStray.coverage, coverage);
    assert.deepEqual(withStray.contacts, plain.contacts);
    assert.equal(withStray.rows, plain.rows + 1);
  });

  it("names what it left out, and does not call tokens nobody's that were not looked at", async () => {
    const whole = await imported(`\n${history}`, "--language", "en");
    assert.match(whole.stdout, /^1 row left out \(row 1\): blank\.\n/);
    assert.match(whole.stdout, /IDs that the case heard were looked up among all 16 enrolled tokens/);
    assert.match(whole.stdout, /Days asked for: 20\/11\/2026 – 20\/11\/2026 UTC/);
    assert.doesNotMatch(whole.stdout, /NOT ALL/);
    const long = ["--from", "2000-01-01", "--to", DATE];
    const cut = await imported(history, ...long);
    assert.equal(cut.code, 0, cut.stderr);
    assert.match(
      cut.stdout,
      /^case file.*\nNOT ALL TOKENS WERE LOOKED AT: .* among 0 of 16 enrolled tokens; of \d+ .*\nAsk for fewer days/,
    );
    assert.match(cut.stdout, /\d+ records of nobody looked at/);
    assert.doesNotMatch(cut.stdout, /nobody enrolled/);
    const { coverage } = await jsonOf(history, ...long);
    assert.deepEqual([coverage.isExhaustive, coverage.lookedAt, coverage.from], [false, 0, "2000-01-01"]);
    const all = await jsonOf(history, ...long, "--all");
    assert.deepEqual([all.coverage.isExhaustive, all.coverage.lookedAt], [true, 16]);
    const plain = await jsonOf(history);
    assert.deepEqual([all.contacts, all.unresolved], [plain.contacts, plain.unresolved]);
  });

  it("looks at the days of --from and --to", async () => {
    const before = await jsonOf(history, "--from", "2026-11-18", "--to", "2026-11-19");
    assert.deepEqual([before.contacts, before.unresolved], [[], 0]);
    assert.deepEqual([before.coverage.from, before.coverage.to], ["2026-11-18", "2026-11-19"]);
    const during = await jsonOf(history, "--from", "2026-11-19", "--to", "2026-11-21");
    assert.ok(during.contacts.length > 0);
    const backwards = await imported(history, "--from", "2026-11-21", "--to", "2026-11-19");
    assert.match(backwards.stderr, /--from 2026-11-21 is later than --to 2026-11-19/);
    const nothing = await imported(STRAY);
    assert.notEqual(nothing.code, 0);
    assert.match(nothing.stderr, /no day that the server holds anything of/);
  });

  it("refuses a history that is not of the phone of the keys, unless told that it is right", async () => {
    const key = new Uint8Array(32).fill(7);
    const keys = fileOf(writeDayKeys([{ key, start: DAY * 86_400, end: (DAY + 1) * 86_400 - 1 }]));
    const refused = await imported(history, "--keys", keys);
    assert.notEqual(refused.code, 0);
    assert.match(refused.stderr, /--trace is not of the phone that --keys is of/);
    const taken = await jsonOf(history, "--keys", keys, "--another-phone");
    assert.ok(taken.contacts.length > 0);
  });
});
