import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openServer } from "../../host-tools/server/core.ts";
import { bztoken } from "../support/bztoken.ts";
import { enrolTokens, pageOf, record, uploadOf } from "../support/scenario.ts";

describe("bztoken admin", function () {
  this.timeout(180_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "bluezone-admin-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("backs up, restores, changes the key, erases and closes, step by step", async () => {
    const data = join(folder, "data");
    const day = Math.floor(Date.now() / 86_400_000) - 2;
    const server = await openServer({ dir: data });
    const tokens = await enrolTokens(server, 2, day);
    for (const [i, token] of tokens.entries()) {
      const page = pageOf(token, 0, day * 96).records(day * 96, [record(tokens[1 - i]!, day * 96)]);
      await server.receivePage(uploadOf(token, page.build(true)));
    }
    await server.close();

    const file = join(folder, "one.backup");
    const saved = await bztoken("admin", "backup", "--data", data, "--file", file, "--json");
    assert.equal(saved.code, 0, saved.stderr);
    const { fingerprint } = JSON.parse(saved.stdout);
    const again = await bztoken("admin", "backup", "--data", data, "--file", file);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /is there already/);

    const other = join(folder, "other");
    const without = await bztoken("admin", "restore", "--data", other, "--file", file);
    assert.equal(without.code, 1);
    assert.match(without.stderr, /wrapping-key is missing/);
    mkdirSync(other, { recursive: true });
    writeFileSync(join(other, "wrapping-key"), readFileSync(join(data, "wrapping-key")));
    const restored = await bztoken("admin", "restore", "--data", other, "--file", file, "--json");
    assert.equal(JSON.parse(restored.stdout).fingerprint, fingerprint, restored.stderr);

    const rotated = await bztoken("admin", "rotate-key", "--data", other, "--json");
    assert.equal(JSON.parse(rotated.stdout).from, fingerprint, rotated.stderr);
    assert.equal(JSON.parse(rotated.stdout).keys, 6);
    const erased = await bztoken("admin", "erase", "--data", other, "--token", "2");
    assert.equal(erased.code, 0, erased.stderr);
    const reopened = await openServer({ dir: other });
    assert.deepEqual(
      (await reopened.tokens()).map(({ serial, records }) => [serial, records]),
      [
        [1, 0],
        [2, 0],
      ],
    );
    await reopened.close();

    const unsure = await bztoken("admin", "close-programme", "--data", other);
    assert.equal(unsure.code, 2);
    assert.ok(existsSync(join(other, "journal")));
    const closed = await bztoken(
      "admin",
      "close-programme",
      "--data",
      other,
      "--confirm",
      "DELETE-EVERYTHING",
      "--json",
    );
    assert.deepEqual(JSON.parse(closed.stdout).found, [], closed.stderr);
    assert.deepEqual(readdirSync(other), []);
  });

  it("says what does not fit", async () => {
    for (const [words, reason] of [
      [["admin"], /backup\|restore/],
      [["admin", "sing"], /backup\|restore/],
      [["admin", "backup", "--data", join(folder, "nowhere")], /is no server's folder/],
      [["admin", "restore", "--file", join(folder, "nowhere")], /there is no file/],
    ] as const) {
      const ended = await bztoken(...words);
      assert.equal(ended.code, 2);
      assert.match(ended.stderr, reason);
    }
  });
});
