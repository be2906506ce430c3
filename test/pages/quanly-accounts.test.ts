/** Accounts on the administration page, in a real Chromium and with a real server behind it. */
import assert from "node:assert/strict";
import { PATIENCE } from "../support/browser.ts";
import { PASSWORD } from "../support/station-server.ts";
import { screenLooksWell, useQuanly } from "./quanly-at-work.ts";

describe("accounts on the administration page", function () {
  this.timeout(4 * PATIENCE);
  const at = useQuanly();
  afterEach(() => assert.deepEqual(at.errors.splice(0), []));

  const accountOf = async (login: string) =>
    (
      await at.station.office.queries.query<{ id: string; enabled: boolean; name: string; role: string }>(
        "SELECT id, enabled, name, role FROM office.account WHERE login = $1",
        [login],
      )
    )[0];
  const signsIn = async (login: string, password: string) => {
    const answer = await fetch(`${at.station.url}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login, password }),
    });
    return answer.status;
  };

  it("are found without diacritics, by given name, with how each is used", async () => {
    const { page, go } = await at.enter("tinh");
    await go("accounts");
    await page.locator("[data-testid=account]").first().waitFor();
    await page.fill("input[name=search]", "ngo kiem");
    assert.deepEqual(await page.locator("[data-testid=account] a").allTextContents(), ["Ngô Thị Kiểm"]);
    await page.fill("input[name=search]", "thcs");
    assert.deepEqual(await page.locator("[data-testid=account] a").allTextContents(), [
      "Bùi Văn Cổng",
      "Lê Văn Trường",
    ]);
    await page.fill("input[name=search]", "");
    await page.locator("text=chưa đăng nhập lần nào").first().waitFor();
    await screenLooksWell(page, "accounts");
  });

  it("one is added; what lacks is told at its field, and the first password is told once", async () => {
    const { page, go } = await at.enter("donvi");
    await go("accounts/new");
    await page.locator("select[name=role]").waitFor();
    assert.deepEqual(
      await page
        .locator("select[name=role] option")
        .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value)),
      ["station", "guard", "manager"],
    );
    await page.click("button[type=submit]");
    await page.locator("[role=alert]", { hasText: "Hãy nhập họ và tên." }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "name");
    await screenLooksWell(page, "account-new");
    await page.fill("input[name=name]", "Trần Thị Hoa");
    await page.fill("input[name=place-search]", "hai duong");
    await page.check("input[name=place]");
    await page.fill("input[name=login]", "TINH!");
    await page.click("button[type=submit]");
    await page.locator("input[name=login][aria-invalid=true]").waitFor();
    await page.fill("input[name=login]", "");
    await page.click("button[type=submit]");
    await page.locator("[data-testid=slip]").waitFor();
    assert.equal(await page.textContent("[data-testid=slip-login]"), "hoa.tt");
    const password = (await page.textContent("[data-testid=slip-password]"))!;
    assert.equal(await signsIn("hoa.tt", password), 201);
    await page.click("[data-testid=done]");
    await page.click("[data-testid=sure-yes]");
    await page.locator("[data-testid=account]", { hasText: "Trần Thị Hoa" }).waitFor();
  });

  it("forty come from one sheet: wrong rows are named, none is stored, then all are", async () => {
    const { page, go } = await at.enter("tinh");
    await go("accounts/sheet");
    await page.locator("textarea[name=list]").waitFor();
    await page.click("[data-testid=check]");
    await page.locator("[role=alert]", { hasText: "Chưa có dòng nào." }).waitFor();
    const rows = Array.from({ length: 40 }, (_, i) => `Nguyễn Thị Số ${i + 1}\tY tá\tPhường Hải Dương\t`);
    const wrong = [...rows];
    wrong[3] = "Trần Văn Ân\tThợ săn\tPhường Hải Dương\t";
    wrong[7] = "\tY tá\tXã Không Có\ttinh";
    await page.fill(
      "textarea[name=list]",
      ["Họ tên\tVai trò\tNơi làm việc\tTên đăng nhập", ...wrong].join("\n"),
    );
    await page.click("[data-testid=check]");
    await page
      .locator("[data-testid=verdict]", { hasText: "2 trên 40 dòng chưa đúng. Chưa ghi gì." })
      .waitFor();
    const faulty = await page.locator("tr[data-fits=false] td:last-child").allTextContents();
    assert.deepEqual(faulty, [
      "Vai trò: không có trong hệ thống",
      "Họ và tên: còn trống; Nơi làm việc: không có trong hệ thống; Tên đăng nhập: tên đăng nhập này có người dùng rồi",
    ]);
    assert.equal(await page.locator("[data-testid=add-sheet]").count(), 0);
    await screenLooksWell(page, "sheet-wrong", false);
    const download = page.waitForEvent("download");
    await page.click("text=Tải về danh sách kèm cột Lỗi");
    const stream = await (await download).createReadStream();
    const file = Buffer.concat(await stream.toArray()).toString("utf8");
    assert.match(file, /^\ufeffHọ và tên,Vai trò,.*Lỗi\r\n/);
    assert.match(file, /Trần Văn Ân,Thợ săn,.*không có trong hệ thống/);
    // Their own file again, put right, with its column of faults.
    const right = file
      .replace("Trần Văn Ân,Thợ săn", "Trần Văn Ân,Y tá")
      .replace("\r\n,Y tá,Xã Không Có,tinh", "\r\nLê Bưởi,Y tá,10525,");
    await page.fill("textarea[name=list]", right);
    await page.click("[data-testid=check]");
    await page.locator("[data-testid=verdict]", { hasText: "Cả 40 dòng đều đúng." }).waitFor();
    await screenLooksWell(page, "sheet-right", false);
    await page.click("[data-testid=add-sheet]");
    await page.locator("[data-testid=slip]").first().waitFor();
    assert.equal(await page.locator("[data-testid=slip]").count(), 40);
    await screenLooksWell(page, "slips", false);
    const last = page.locator("[data-testid=slip]").last();
    const [login, password] = await Promise.all([
      last.locator("[data-testid=slip-login]").textContent(),
      last.locator("[data-testid=slip-password]").textContent(),
    ]);
    assert.equal(await signsIn(login!, password!), 201);
  });

  it("who leaves is shut out at once with all sessions, and that can be undone", async () => {
    await at.station.addAccount("mai", "Phạm Thị Mai");
    await at.station.addAccount("sep", "Đào Văn Sếp", { role: "auditor", place: "31" });
    const leaver = await at.enter("sep");
    const { page, go } = await at.enter("tinh");
    await go(`account/${(await accountOf("sep"))!.id}`);
    await page.locator("[data-testid=deeds]").waitFor();
    await screenLooksWell(page, "account");
    await page.click("text=Khóa tài khoản");
    await page.locator("[role=status]", { hasText: "Đã khóa. Mọi phiên" }).waitFor();
    assert.equal((await accountOf("sep"))!.enabled, false);
    assert.equal(await signsIn("sep", PASSWORD), 401);
    await leaver.go("access");
    await leaver.page.reload();
    await leaver.page.locator("input[name=login]").waitFor();
    await page.click("button:has-text('Hoàn tác')");
    await page.locator("button:has-text('Khóa tài khoản')").waitFor();
    assert.equal((await accountOf("sep"))!.enabled, true);
  });

  it("is changed with a colleague's word beside it where both changed the same", async () => {
    const { page, go } = await at.enter("tinh", "en");
    const { id } = (await accountOf("mai"))!;
    await go(`account/${id}`);
    await page.locator("[data-testid=account-form]").waitFor();
    await page.fill("[data-testid=account-form] input[name=name]", "Phạm Thị Mai Một");
    await at.station.office.commit(
      { actor: "server", action: "staff.change", outcome: "done", subject: id, fields: ["name"] },
      [
        {
          kind: "account",
          account: {
            id,
            login: "mai",
            name: "Phạm Thị Mai Hai",
            role: "station",
            place: "10525-2025",
            enabled: true,
          },
        },
      ],
    );
    await page.click("[data-testid=account-form] button[type=submit]");
    await page.locator("[data-testid=meanwhile]", { hasText: "Phạm Thị Mai Hai" }).waitFor();
    await screenLooksWell(page, "account-meanwhile.en", false);
    await page.click("text=Write mine");
    await page.locator("[role=status]", { hasText: "Saved." }).waitFor();
    assert.equal((await accountOf("mai"))!.name, "Phạm Thị Mai Một");
  });

  it("that opens cases waits until a second administrator has accepted it", async () => {
    await at.station.addAccount("tinh.hai", "Vũ Văn Hai", { role: "province-administrator", place: "31" });
    const first = await at.enter("tinh");
    await first.go("accounts/new");
    await first.page.selectOption("select[name=role]", "investigator");
    await first.page.fill("input[name=name]", "Cao Văn Truy");
    await first.page.fill("input[name=place-search]", "10525");
    await first.page.check("input[name=place]");
    await first.page.click("button[type=submit]");
    await first.page.locator("[data-testid=slip]", { hasText: "quản trị thứ hai" }).waitFor();
    const second = await at.enter("tinh.hai");
    await second.go("waiting");
    await second.page.locator("[data-testid=waiting]", { hasText: "Cao Văn Truy" }).waitFor();
    await second.page.click("[data-testid=waiting] >> text=Chấp thuận");
    await second.page.locator("[data-testid=sure]").waitFor();
    await screenLooksWell(second.page, "waiting", false);
    await second.page.click("[data-testid=sure-yes]");
    await second.page.locator("text=Không có tài khoản nào đang chờ.").waitFor();
  });
});
