import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { visitorSheet } from "../../host-tools/labels/visitor-sheet.ts";
import { outside } from "../../host-tools/lib/system-packages.ts";

describe("the sheet for visitors", () => {
  it("is one lying page of A4 with the gate's name, however long, and every column", async function () {
    if (!outside("poppler")) this.skip();
    const folder = mkdtempSync(join(tmpdir(), "sheet-"));
    const file = join(folder, "sheet.pdf");
    for (const gate of ["Cổng chính", "Cổng phụ phía nhà ăn công nhân ca đêm khu vực kho thành phẩm số 2"]) {
      writeFileSync(file, await visitorSheet({ gate, placeName: "Nhà máy May Hải Dương" }));
      const info = execFileSync("pdfinfo", [file], { encoding: "utf8" });
      assert.match(info, /Pages: +1\n/);
      assert.match(info, /Page size: +841\.8\d* x 595\.2\d* pts \(A4\)/);
      const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
      for (const word of [
        gate,
        "Nhà máy May Hải Dương",
        "Họ tên",
        "Điện thoại",
        "Gặp ai",
        "Giờ vào",
        "Giờ ra",
      ])
        assert.ok(text.includes(word), `${word}: ${text}`);
      assert.match(text, /Không ghi số giấy tờ\./);
      assert.match(text, /\n\s*15\s*\n/);
    }
    rmSync(folder, { recursive: true });
  });
});
