/** Gates and the codes of their machines on the administration page, in a real Chromium and with a real server behind it. */
import assert from "node:assert/strict";
import { letIn } from "../../host-tools/gate-machine/let-in.ts";
import { PATIENCE } from "../support/browser.ts";
import { screenLooksWell, useQuanly } from "./quanly-at-work.ts";

describe("gates and their machines on the administration page", function () {
  this.timeout(4 * PATIENCE);
  const at = useQuanly();
  afterEach(() => assert.deepEqual(at.errors.splice(0), []));

  it("are added with a code that lets one machine in; another code is given, and a gate is taken away", async () => {
    const { page, go } = await at.enter("donvi");
    await go("gates");
    await page.click("a[href='#/machines']");
    await page.getByTestId("add-gate").click();
    await page.locator("text=Hãy ghi ô này").first().waitFor();
    await page.fill("input[name=name]", "Cổng chính");
    await page.fill("input[name=zone]", "Dãy nhà A");
    await page.getByTestId("add-gate").click();
    const code = (await page.getByTestId("code").textContent())!;
    const gate = page.locator("[data-testid=gate]", { hasText: "Cổng chính" });
    await gate.waitFor();
    assert.match((await gate.textContent())!, /mã chờ nhập đến/);
    await screenLooksWell(page, "machines", false);
    const identity = await letIn(at.station.url, code);
    assert.deepEqual([identity.name, identity.zone], ["Cổng chính", "Dãy nhà A"]);
    await page.getByRole("button", { name: "Cấp mã khác: Cổng chính" }).click();
    await page.getByTestId("sure-yes").click();
    await page.waitForFunction(
      (before) => document.querySelector("[data-testid=code]")?.textContent !== before,
      code,
    );
    await page.getByRole("button", { name: "Bỏ cổng: Cổng chính" }).click();
    await page.getByTestId("sure-yes").click();
    await gate.waitFor({ state: "detached" });
    await page.locator("[role=status]", { hasText: "Đã bỏ Cổng chính" }).waitFor();
    assert.equal(await page.getByTestId("code").count(), 0, "the code of a gate that is gone");
  });

  it("are nobody's to add who manages an organisation alone; in English too", async () => {
    const manager = await at.enter("truong");
    await manager.go("gates");
    await manager.page.locator("a[href='#/poster']").waitFor();
    assert.equal(await manager.page.locator("a[href='#/machines']").count(), 0);
    const { page, go } = await at.enter("donvi", "en");
    await go("machines");
    await page.getByTestId("add-gate").waitFor();
    await screenLooksWell(page, "machines.en", false);
  });
});
