import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { boards } from "../../boards/index.ts";
import { VERSION } from "../../host-tools/lib/version.ts";
import { buildPages } from "../../host-tools/pages/build.ts";
import { definesOf } from "../../host-tools/tools/firmware-build/board-constants.ts";

describe("the version", () => {
  it("is package.json's, and no source writes another one", () => {
    const text = readFileSync(fileURLToPath(new URL("../../package.json", import.meta.url)), "utf8");
    assert.equal(VERSION, JSON.parse(text).version);
    assert.match(VERSION, /^\d{1,3}\.\d{1,3}\.\d+$/, "major and minor are a byte each on the token");
  });

  it("is what tokens say of their program", () => {
    for (const board of Object.values(boards)) {
      const { PROGRAM_MAJOR, PROGRAM_MINOR } = definesOf(board);
      assert.equal(`${PROGRAM_MAJOR}.${PROGRAM_MINOR}`, VERSION.split(".").slice(0, 2).join("."));
    }
  });

  it("is what the station's page shows", async function () {
    this.timeout(120_000);
    const assets = join(await buildPages(), "assets");
    const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
    const texts = scripts.map((name) => readFileSync(join(assets, name), "utf8"));
    assert.ok(texts.some((text) => text.includes(VERSION)));
    assert.ok(!texts.some((text) => text.includes("PROGRAM_VERSION")));
  });
});
