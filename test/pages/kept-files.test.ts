import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildPages } from "../../host-tools/pages/build.ts";
import { SETTING_UP } from "../support/browser.ts";

/** What only one page says, each on a screen that is fetched when it is wanted. */
const SAID = {
  station: ["Không thấy thẻ?", "Đang nhận nhật ký"],
  desk: ["Bảng gọi điện", "Mở ca bệnh mới"],
  quanly: ["Kiểm tra chuỗi", "Nhập danh sách của tỉnh"],
  cong: ["Cổng đang ghi"],
};

/** Which app each page can be installed as. */
const INSTALLED = {
  station: ["/manifest.webmanifest"],
  desk: [],
  quanly: [],
  cong: ["/cong/manifest.webmanifest"],
  den: [],
};

describe("what pages can be installed as", function () {
  this.timeout(SETTING_UP);

  it("is their own app, or none: never the station in another page's place", async () => {
    const folder = await buildPages();
    for (const [page, manifests] of Object.entries(INSTALLED)) {
      const html = readFileSync(join(folder, page, "index.html"), "utf8");
      const found = [...html.matchAll(/<link rel="manifest" href="([^"]*)"/g)].map(([, href]) => href);
      assert.deepEqual(found, manifests, page);
    }
  });
});

/** Which scripts hold some words. */
function scriptsIn(folder: string): (words: string) => string[] {
  const scripts = readdirSync(join(folder, "assets")).filter((name) => name.endsWith(".js"));
  return (words) =>
    scripts.filter((name) => readFileSync(join(folder, "assets", name), "utf8").includes(words));
}

describe("what a station's computer keeps of the pages", function () {
  this.timeout(SETTING_UP);

  it("is the station's own, all of it, and no screen of the desk, of the administration or of the gate", async () => {
    const folder = await buildPages();
    const kept = readFileSync(join(folder, "sw.js"), "utf8");
    const holding = scriptsIn(folder);
    for (const [page, words] of Object.entries(SAID))
      for (const one of words) {
        const files = holding(one);
        assert.ok(files.length > 0, one);
        for (const file of files) assert.equal(kept.includes(file), page === "station", `${file}: ${one}`);
      }
    assert.match(kept, /station\/index\.html/);
    assert.doesNotMatch(kept, /(?:desk|quanly|cong)\/index\.html/);
  });
});

describe("what an administrator's computer keeps of the pages", function () {
  this.timeout(SETTING_UP);

  it("is the public word with its letters, and no other screen", async () => {
    const folder = await buildPages();
    const kept = readFileSync(join(folder, "quanly/sw.js"), "utf8");
    const holding = scriptsIn(folder);
    for (const [words, isKept] of [
      ["Từ đây không cần mạng nữa", true],
      ["Nhắc lại: nhà mình ai chưa nhận thẻ đeo", true],
      ["Kiểm tra chuỗi", false],
      ["Nhập danh sách của tỉnh", false],
      ["Bảng gọi điện", false],
      ["Đang nhận nhật ký", false],
    ] as const) {
      const files = holding(words);
      assert.ok(files.length > 0, words);
      for (const file of files) assert.equal(kept.includes(`/assets/${file}`), isKept, `${file}: ${words}`);
    }
    const letters = readdirSync(join(folder, "assets")).filter((name) => name.endsWith(".ttf"));
    assert.equal(letters.length, 2);
    for (const file of letters) assert.ok(kept.includes(`/assets/${file}`), file);
    assert.match(kept, /"\/quanly\/index\.html"/);
    assert.doesNotMatch(kept, /(?:desk|station|cong)\/index\.html/);
  });
});
