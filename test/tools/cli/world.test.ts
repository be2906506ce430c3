import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bztoken } from "../../support/bztoken.ts";

describe("bztoken world, match and inspect", function () {
  this.timeout(120_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "bztoken-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("plays a shift, keeps the server's data and finds a case's contacts in them", async () => {
    const data = join(folder, "data");
    const played = await bztoken(
      "world",
      "--shift",
      "park",
      "--people",
      "4",
      "--minutes",
      "45",
      "--seed",
      "3",
      "--data",
      data,
      "--json",
    );
    assert.equal(played.code, 0, played.stderr);
    const report = JSON.parse(played.stdout);
    assert.equal(report.people, 4);
    assert.deepEqual(Object.keys(report.truth).sort(), ["faceMinutes", "pairs15", "presenceMinutes"]);
    assert.ok(report.heard.shareOfPresenceMinutes > 0.5);
    for (const part of ["rule", "log", "energy", "lost"]) assert.ok(part in report, part);
    assert.equal(report.lost.errors, 0);

    const found = await bztoken("match", "--case", "2100000001", "--data", data, "--json");
    assert.equal(found.code, 0, found.stderr);
    const { contacts } = JSON.parse(found.stdout);
    assert.equal(contacts.length, 3);
    for (const contact of contacts) {
      assert.equal(contact.evidence, "both");
      assert.ok(contact.days.length > 0);
    }
    const named = await bztoken("match", "--case", "BZ-0001", "--data", data);
    assert.match(named.stdout, /2100000002/);
  });

  it("reads a contact file and tells what is wrong with one", async () => {
    const good = join(folder, "contacts.csv");
    writeFileSync(good, Array.from({ length: 40 }, (_, i) => `${1_372_060_800 + 20 * i},Hoa,Nam`).join("\n"));
    const played = await bztoken("world", "--contacts", good, "--json");
    assert.equal(played.code, 0, played.stderr);
    assert.deepEqual(JSON.parse(played.stdout).truth, { presenceMinutes: 13, faceMinutes: 14, pairs15: 0 });

    const bad = join(folder, "bad.csv");
    writeFileSync(bad, "1372060800,Hoa,Nam\n1372060820,Hoa\n");
    const refused = await bztoken("world", "--contacts", bad);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /bad\.csv:2/);
    for (const words of [
      ["world"],
      ["world", "--shift", "moon"],
      ["world", "--contacts", join(folder, "none")],
    ])
      assert.equal((await bztoken(...words)).code, 2, words.join(" "));
  });

  it("plays gates with what goes with them alone", async () => {
    for (const words of [
      ["--shift", "park", "--seeds", "2"],
      ["--shift", "factory-gate", "--people", "40"],
    ]) {
      const refused = await bztoken("world", ...words);
      assert.equal(refused.code, 2, words.join(" "));
      assert.match(refused.stderr, /goes with/);
    }
  });

  it("refuses what is not an image", async () => {
    const file = join(folder, "image.bin");
    writeFileSync(file, new Uint8Array(100));
    const refused = await bztoken("inspect", file);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /100 bytes/);
  });
});
