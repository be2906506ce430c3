/** Posters for gates on the administration page: a code is drawn, printed on one sheet, and read back by a scanner. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { siteLink } from "../../host-tools/contract/site-link.ts";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { ON_PAPER, POSTER } from "../../host-tools/pages/quanly/texts/poster.ts";
import { listGates } from "../../host-tools/server/gates/gate-store.ts";
import { PATIENCE } from "../support/browser.ts";
import { screenLooksWell, useQuanly } from "./quanly-at-work.ts";

const NAME = "Cổng chính phía đường Nguyễn Lương Bằng";
const LEAST_MM = 150;
/** A small letter of so many millimetres is read from two metres: 13.7 minutes of arc, nearly three times what a good eye needs. */
const LEAST_LETTER_MM = 8;
const t = POSTER.vi;

describe("posters for gates on the administration page", function () {
  this.timeout(4 * PATIENCE);
  const at = useQuanly();
  afterEach(() => assert.deepEqual(at.errors.splice(0), []));

  const site = async () => (await listGates(at.station.office.queries))[0]!.site;

  /** What a scanner reads of a sheet, its words, and how many sheets there are of which size. */
  function read(pdf: Uint8Array) {
    const folder = mkdtempSync(join(tmpdir(), "poster-"));
    const file = join(folder, "poster.pdf");
    writeFileSync(file, pdf);
    const of = (tool: string, ...args: readonly string[]) =>
      execFileSync(tool, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    of("pdftoppm", "-r", "60", "-gray", "-singlefile", file, join(folder, "page"));
    const told = {
      code: of("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", join(folder, "page.pgm")).trim(),
      info: of("pdfinfo", file),
      words: of("pdftotext", file, "-").replace(/\s+/g, " "),
    };
    rmSync(folder, { recursive: true });
    return told;
  }

  it("are one sheet of A4 in both languages, whose code a scanner reads from a coarse picture", async function () {
    if (!outside("poppler") || !outside("zbar")) this.skip();
    const gate = { id: randomUUID(), place: "truong-ngoc-chau", name: NAME, zone: "Sân trường", addedAt: 0 };
    await at.station.office.commit({ actor: "server", action: "test", outcome: "done" }, [
      { kind: "gate", gate, by: "somebody" },
    ]);
    const { page } = await at.enter("truong");
    await page.click("a[href='#/gates']");
    await page.click("a[href='#/poster']");
    await page.getByRole("button", { name: t.make(NAME) }).click();
    await page.locator("[data-testid=poster] svg path").waitFor();
    await screenLooksWell(page, "poster", false);
    const { code, info, words } = read(await page.pdf({ preferCSSPageSize: true, printBackground: false }));
    const link = siteLink(at.station.url, (await site())!);
    assert.equal(code, link);
    assert.match(info, /Pages: +1\n/);
    assert.match(info, /Page size: +59[45]\.\d+ x 841\.\d+ pts \(A4\)/);
    for (const word of [
      NAME,
      "Trường THCS Ngọc Châu",
      ON_PAPER.vi.how,
      ON_PAPER.en.how,
      "Nobody is refused",
      link,
    ])
      assert.ok(words.includes(word), `${word}: ${words}`);
    assert.ok(!words.includes(t.print) && !words.includes(t.title));
    await page.emulateMedia({ media: "print" });
    const { width } = (await page.locator("[data-testid=poster] svg path").boundingBox())!;
    assert.ok((width / 96) * 25.4 >= LEAST_MM, `${(width / 96) * 25.4} mm`);
    const letters = await page.locator("[data-testid=poster] .how").evaluateAll((all) =>
      all.map((one) => {
        const { fontWeight, fontSize, fontFamily } = getComputedStyle(one);
        const drawing = document.createElement("canvas").getContext("2d")!;
        drawing.font = `${fontWeight} ${fontSize} ${fontFamily}`;
        return { text: one.textContent, px: drawing.measureText("x").actualBoundingBoxAscent };
      }),
    );
    assert.deepEqual(
      letters.map(({ text }) => text),
      [ON_PAPER.vi.how, ON_PAPER.en.how],
    );
    for (const { text, px } of letters)
      assert.ok((px / 96) * 25.4 >= LEAST_LETTER_MM, `${text}: ${(px / 96) * 25.4} mm`);
  });

  it("ask before another code is drawn, and the sheet has that one then", async () => {
    const { page, go } = await at.enter("truong", "en");
    const before = await site();
    await go("poster");
    const en = POSTER.en;
    await page.getByRole("button", { name: en.change(NAME) }).click();
    assert.equal(await page.getByTestId("sure").textContent(), en.sure(NAME));
    await screenLooksWell(page, "posters.en");
    await page.getByTestId("sure-yes").click();
    await page.locator("[data-testid=poster] svg path").waitFor();
    const after = await site();
    assert.notEqual(after, before);
    assert.ok((await page.getByTestId("poster").innerText()).includes(siteLink(at.station.url, after!)));
  });
});
