/** Slides as one page: each is seen for as long as it is to be, nothing is fetched, and it begins anew. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installedFaces } from "../../host-tools/paper/faces.ts";
import { Letters } from "../../host-tools/paper/letters.ts";
import { slidePage } from "../../host-tools/word/drawing/slide.ts";
import { slidesPage } from "../../host-tools/word/files/slides-page.ts";
import type { Slides } from "../../host-tools/word/model.ts";
import { launchBrowser, needsBrowser, SETTING_UP } from "../support/browser.ts";

const SIZE = { width: 1080, height: 1920 };
const SLIDES: Slides["slides"] = [
  { title: "Không có điện thoại?", lines: ["Đã có thẻ <đeo> & “vòng”"], pictogram: "token", seconds: 5 },
  {
    title: "Có điện thoại",
    lines: ["Cài ứng dụng"],
    code: { data: "https://bluezone.gov.vn/", caption: "Bluezone" },
    seconds: 3,
  },
  { title: "Thẻ không biết bạn ở đâu", lines: [], pictogram: "no-place", seconds: 4 },
];

describe("slides as one page", function () {
  this.timeout(SETTING_UP);
  const letters = new Letters(installedFaces());
  const htmlOf = (loops: boolean) => {
    const sender = { name: "Xã Ái Quốc" };
    const pages = SLIDES.map((slide, i) =>
      slidePage("these", slide, { number: i + 1, size: SIZE, sender, letters }),
    );
    const content: Slides = { kind: "slides", sizes: [SIZE], slides: SLIDES, loops };
    return slidesPage({ title: "Màn hình", language: "vi", content, pages, letters });
  };

  it("names no other file, runs nothing and has no sound", () => {
    const html = htmlOf(true).replaceAll("http://www.w3.org/2000/svg", "");
    assert.doesNotMatch(html, /https?:|<script|<audio|<video|@import|url\(/);
    assert.match(html, /aria-label="Không có điện thoại\?\. Đã có thẻ &lt;đeo> &amp; “vòng”"/);
  });

  it("shows each slide for as long as it is to be seen, over and over or once", async function () {
    needsBrowser(this);
    const folder = mkdtempSync(join(tmpdir(), "slides-"));
    const browser = await launchBrowser({ address: "unix:path=/nowhere" });
    try {
      const page = await (await browser.newContext({ viewport: { width: 540, height: 960 } })).newPage();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      for (const [loops, last] of [
        [true, 0],
        [false, 2],
      ] as const) {
        const file = join(folder, "slides.html");
        writeFileSync(file, htmlOf(loops));
        await page.goto(pathToFileURL(file).href);
        const seenAt = (seconds: number) =>
          page.evaluate((at) => {
            for (const one of document.getAnimations()) {
              one.pause();
              one.currentTime = at * 1000;
            }
            const shown = [...document.querySelectorAll("section")].map((one) =>
              Number(getComputedStyle(one).opacity),
            );
            return shown.lastIndexOf(1);
          }, seconds);
        const seen: number[] = [];
        for (const at of [0, 4.9, 5.7, 7.9, 8.7, 11.3, 12]) seen.push(await seenAt(at));
        assert.deepEqual(seen, [0, 0, 1, 1, 2, 2, last], loops ? "over and over" : "once");
      }
      assert.ok(
        asked.every((url) => url.startsWith("file:")),
        asked.join(),
      );
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true });
    }
  });
});
