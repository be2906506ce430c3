/** What the consent promises, at a station in a real Chromium: to see, to have put right, to get a copy, to withdraw. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { labelDigits } from "../../host-tools/contract/label.ts";
import type { PersonCopy } from "../../host-tools/contract/persons.ts";
import { PATIENCE } from "../support/browser.ts";
import { AtWork } from "./at-work.ts";
import { tooWeak } from "./contrast.ts";
import { useOwnStation } from "./own-station.ts";
import { enterTraining } from "./screens.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Where pictures go; nowhere unless it is set. */
const PICTURES = process.env.RIGHTS_PICTURES;

const NAME = "Trần Thị Bưởi";
const DETAILS = { name: NAME, birth: "1944", hamlet: "Xóm Chùa", phone: "+84912345678" };
const TOKEN = 4;

describe("what a wearer may ask for at a station", function () {
  this.timeout(6 * PATIENCE);
  const own = useOwnStation();

  before(() => {
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  });

  const rowsOf = <T extends object>(text: string, ...values: string[]) =>
    own.station.office.queries.query<T>(text, values);
  const auditOf = async (person: string) =>
    (
      await rowsOf<{ done: string }>(
        `SELECT action || coalesce(' ' || reason, '') AS done FROM audit.entry
         WHERE subject = $1 AND outcome = 'done' AND actor <> 'server' ORDER BY number`,
        person,
      )
    ).map(({ done }) => done);
  const keptOf = async (person: string) =>
    (
      await rowsOf<{ name: string; birth: string; phone: string | null; hamlet: string | null }>(
        "SELECT name, birth, phone, hamlet FROM people.person WHERE id = $1",
        person,
      )
    )[0];

  async function wearer(): Promise<string> {
    const person = await own.station.addPerson(DETAILS);
    await own.station.wears(person, TOKEN);
    return person;
  }

  async function find(work: AtWork, name = "buoi"): Promise<void> {
    await work.go("wearers");
    await work.page.fill("input[name=search]", name, { timeout: PATIENCE });
    await work.page.click(".list-button", { timeout: PATIENCE });
    await work.page.waitForSelector("[data-testid=facts]", { timeout: PATIENCE });
  }

  async function open(work: AtWork, deed: string): Promise<void> {
    await work.page.click(`[data-testid=${deed}]`, { timeout: PATIENCE });
    await work.page.waitForSelector(`[data-testid=${deed}]`, { state: "detached", timeout: PATIENCE });
  }

  /** The cursor comes to stand in the field. */
  const stands = ({ page }: AtWork, name: string) =>
    page.waitForSelector(`input[name=${name}]:focus`, { timeout: PATIENCE });
  const save = ({ page }: AtWork) => page.click("form:has(input[name=birth]) button[type=submit]");

  it("is found by name or by the token's label and shown all that is kept of them", async () => {
    const person = await own.station.addPerson({
      ...DETAILS,
      birth: "2015-03-02",
      group: "Lớp 6A",
      organisation: "truong-ngoc-chau",
      guardian: { name: "Lý Văn Hòa", relation: "bố", phone: "+84987654321" },
    });
    await own.station.wears(person, TOKEN);
    const work = await AtWork.open(own.browser, own.station);
    const { page } = work;
    await work.signIn("lan");
    await page.click("a.tile:has-text('Người đeo thẻ')");
    await page.fill("input[name=label]", labelDigits(TOKEN), { timeout: PATIENCE });
    await page.click("form:has(input[name=label]) button[type=submit]");
    await page.waitForSelector("[data-testid=facts]", { timeout: PATIENCE });
    const byLabel = await page.textContent("[data-testid=facts]");
    await find(work);
    const facts = (await page.textContent("[data-testid=facts]")) ?? "";
    assert.equal(byLabel, facts);
    for (const text of [
      NAME,
      "02/03/2015",
      "0912 345 678",
      "Xóm Chùa",
      "Lớp 6A",
      "Phường Hải Dương",
      "Trường THCS Ngọc Châu",
      "Lý Văn Hòa (bố), 0987 654 321",
    ])
      assert.ok(facts.includes(text), `${text}: ${facts}`);
    assert.match((await page.textContent("[data-testid=worn]")) ?? "", /0004/);
    const purpose = (name: string) => page.textContent(`[data-testid=purpose-${name}] .chip`);
    assert.deepEqual([await purpose("contacts"), await purpose("register")], ["Đồng ý", "Chưa hỏi"]);
    await page.click("[data-testid=change-answer]");
    await page.click("[data-testid=change-register]", { timeout: PATIENCE });
    await page.waitForSelector("[data-testid=register] .chip.green", { timeout: PATIENCE });
    await page.click(`a.button:has-text('${NAME}')`);
    await page.waitForSelector("[data-testid=purpose-register] .chip.green", { timeout: PATIENCE });
    assert.deepEqual(work.errors, []);
  });

  it("has it put right: what is wrong is said at its field, and a colleague's word meanwhile is shown", async () => {
    const person = await wearer();
    await own.station.addAccount("hoa", "Lê Thị Hoa");
    const [work, other] = [
      await AtWork.open(own.browser, own.station),
      await AtWork.open(own.browser, own.station),
    ];
    await work.signIn("lan");
    await other.signIn("hoa");
    for (const one of [work, other]) {
      await find(one);
      await open(one, "correct");
    }
    const { page } = work;
    await page.fill("input[name=birth]", "19444");
    await page.fill("input[name=phone]", "0912 345");
    await save(work);
    assert.match(await work.text(), /Năm sinh chưa đúng/);
    assert.match(await work.text(), /Số này chưa đúng/);
    await stands(work, "birth");
    await page.fill("input[name=birth]", "1945");
    await save(work);
    await stands(work, "phone");
    await page.fill("input[name=phone]", "0912 345 111");
    await page.fill("input[name=name]", "Trần <Thị> Bưởi");
    await save(work);
    await page.waitForSelector("text=Máy chủ không nhận ô này", { timeout: PATIENCE });
    await stands(work, "name");
    await page.fill("input[name=name]", NAME);
    // Meanwhile.
    await other.page.fill("input[name=phone]", "0912 345 222");
    await other.page.fill("input[name=hamlet]", "Xóm Đình");
    await save(other);
    await other.page.waitForSelector("[data-testid=saved]", { timeout: PATIENCE });
    await save(work);
    const both = (await page.textContent("[data-testid=meanwhile-phone]", { timeout: PATIENCE })) ?? "";
    for (const text of ["Lê Thị Hoa", "0912 345 222", "0912 345 111"])
      assert.ok(both.includes(text), `${text}: ${both}`);
    assert.ok(!(await page.isVisible("input[name=phone]")), "first somebody chooses");
    assert.equal((await keptOf(person))?.phone, "+84912345222", "nothing is saved before somebody chose");
    if (PICTURES) await page.screenshot({ path: join(PICTURES, "meanwhile.png"), fullPage: true });
    assert.deepEqual(await serious(work), []);
    await page.click("button:has-text('Ghi của tôi')");
    await page.waitForSelector("[data-testid=saved]", { timeout: PATIENCE });
    assert.deepEqual(await keptOf(person), {
      name: NAME,
      birth: "1945",
      phone: "+84912345111",
      hamlet: "Xóm Đình",
    });
    const sent = own.station.heard.filter(
      ({ path, sent }) => path === `/api/persons/${person}` && sent.length > 0,
    );
    assert.ok(!sent.at(-1)!.sent.toString().includes("hamlet"), "only what changed is sent");
    assert.deepEqual((await auditOf(person)).filter((one) => one === "person.change").length, 2);
  });

  it("is written where the place has them: a hamlet without diacritics is the one that there is, and the nurse is told", async () => {
    const person = await wearer();
    await own.station.addPerson({ name: "Lê Văn Tám", birth: "1950", hamlet: "Xóm Đình" });
    const work = await AtWork.open(own.browser, own.station);
    const { page } = work;
    await work.signIn("lan");
    await work.go("waiting");
    await page.waitForSelector("text=/danh sách \\d+ người/", { timeout: PATIENCE });
    await find(work);
    await open(work, "correct");
    const list = await page.getAttribute("input[name=hamlet]", "list");
    const options = () =>
      page.evaluate(
        (id) => [...document.querySelectorAll(`[id="${id}"] option`)].map((one) => one.getAttribute("value")),
        list,
      );
    assert.deepEqual((await options()).sort(), ["Xóm Chùa", "Xóm Đình"]);
    await page.fill("input[name=hamlet]", "xom dinh");
    await page.press("input[name=hamlet]", "Tab");
    await page.waitForSelector("text=Đã có: Xóm Đình", { timeout: PATIENCE });
    assert.equal(await page.inputValue("input[name=hamlet]"), "Xóm Đình");
    if (PICTURES) await page.screenshot({ path: join(PICTURES, "known-hamlet.png"), fullPage: true });
    assert.deepEqual(await serious(work), []);
    // Sent at once, without leaving the field, it is the same.
    await page.fill("input[name=hamlet]", "xóm đình");
    await page.press("input[name=hamlet]", "Enter");
    await page.waitForSelector("[data-testid=saved]", { timeout: PATIENCE });
    assert.equal((await keptOf(person))?.hamlet, "Xóm Đình");
    assert.deepEqual(work.errors, []);
  });

  it("gets a copy on paper and as a file, and the audit log says so and why", async () => {
    const person = await wearer();
    const work = await AtWork.open(own.browser, own.station);
    const { page } = work;
    await work.signIn("lan");
    await find(work);
    await open(work, "copy");
    assert.ok(
      !(await auditOf(person)).some((one) => one.startsWith("person.export")),
      "not before it is made",
    );
    await page.click("[data-testid=make-copy]");
    const paper = await page.waitForSelector("[data-testid=paper]", { timeout: PATIENCE });
    const text = (await paper.textContent()) ?? "";
    for (const word of [NAME, "1944", "0912 345 678", "Đồng ý", "BZ-0004", "Phường Hải Dương", "đang đeo"])
      assert.ok(text.includes(word), `${word}: ${text}`);
    assert.ok((await auditOf(person)).includes("person.export request-of-the-person"));
    await page.emulateMedia({ media: "print" });
    for (const gone of ["header.bar", "[data-testid=print]", "h1"])
      assert.ok(!(await page.isVisible(gone)), `${gone} is printed`);
    assert.ok(await page.isVisible("[data-testid=paper]"));
    if (PICTURES) await page.pdf({ path: join(PICTURES, "copy.pdf"), format: "A4" });
    if (PICTURES) await page.screenshot({ path: join(PICTURES, "copy-print.png"), fullPage: true });
    await page.emulateMedia({ media: null });
    const [file] = await Promise.all([page.waitForEvent("download"), page.click("[data-testid=file]")]);
    assert.match(file.suggestedFilename(), /^ban-sao-\d{4}-\d{2}-\d{2}\.json$/);
    const copy = JSON.parse(readFileSync((await file.path())!, "utf8")) as PersonCopy;
    assert.deepEqual([copy.person.name, copy.tokens.map(({ serial }) => serial)], [NAME, [TOKEN]]);
    const printed = await page.evaluate(async () => {
      let isPrinted = false;
      window.print = () => {
        isPrinted = true;
      };
      document.querySelector<HTMLButtonElement>("[data-testid=print]")!.click();
      return isPrinted;
    });
    assert.ok(printed);
    assert.deepEqual(work.errors, []);
  });

  it("withdraws everything once their name is typed: it is gone at the server and on the computer, the audit row stays", async () => {
    const person = await wearer();
    const work = await AtWork.open(own.browser, own.station);
    const { page } = work;
    await work.signIn("lan");
    await find(work);
    await open(work, "withdraw");
    const going = (await page.textContent("[data-testid=will-go]")) ?? "";
    for (const word of [NAME, "0912 345 678", "BZ-0004", "mọi câu trả lời"])
      assert.ok(going.includes(word), `${word}: ${going}`);
    assert.match(await work.text(), /Không lấy lại được/);
    assert.ok(await page.isDisabled("[data-testid=withdraw-now]"));
    await page.fill("input[name=confirm]", "Cam");
    await page.click("[data-testid=withdraw-now]");
    assert.match(await work.text(), /Chưa khớp/);
    await stands(work, "confirm");
    assert.ok(await keptOf(person), "nobody else's name deletes them");
    await page.fill("input[name=confirm]", "buoi");
    await page.click("[data-testid=withdraw-now]");
    await page.waitForSelector("[data-testid=withdrawn]", { timeout: PATIENCE });
    const said = await work.text();
    for (const word of ["Thu lại thẻ", "0004", "Không ai bị từ chối"]) assert.ok(said.includes(word), word);
    for (const table of ["person WHERE id", "consent WHERE person", "assignment WHERE person"])
      assert.deepEqual(await rowsOf(`SELECT FROM people.${table} = $1`, person), [], table);
    assert.equal((await auditOf(person)).at(-1), "consent.withdraw request-of-the-person");
    // No way back shows them again.
    await page.goBack();
    assert.ok(!(await work.text()).includes("Xóm Chùa"));
    await work.go("");
    await work.go(`wearers/${person}`);
    await page.waitForSelector("[data-testid=gone]", { timeout: PATIENCE });
    own.station.mood = "away";
    await work.go("wearers");
    await page.fill("input[name=search]", "buoi", { timeout: PATIENCE });
    await page.waitForSelector("text=Không thấy ai", { timeout: PATIENCE });
    assert.deepEqual(work.errors, []);
  });

  it("is told in words that a network is needed, and nothing that was typed is lost", async () => {
    const person = await wearer();
    const work = await AtWork.open(own.browser, own.station);
    const { page } = work;
    await work.signIn("lan");
    await work.go("waiting");
    await page.waitForSelector("text=/danh sách \\d+ người/", { timeout: PATIENCE });
    await find(work);
    await open(work, "correct");
    await page.fill("input[name=hamlet]", "Xóm Mới");
    own.station.mood = "away";
    await save(work);
    await page.waitForSelector("text=Chưa nhận được trả lời của máy chủ", { timeout: PATIENCE });
    assert.equal(await page.inputValue("input[name=hamlet]"), "Xóm Mới");
    own.station.mood = "well";
    await save(work);
    await page.waitForSelector("[data-testid=saved]", { timeout: PATIENCE });
    assert.equal((await keptOf(person))?.hamlet, "Xóm Mới");
    own.station.mood = "away";
    await work.go("wearers");
    await page.fill("input[name=search]", "buoi", { timeout: PATIENCE });
    await page.click(".list-button", { timeout: PATIENCE });
    await page.waitForSelector("[data-testid=needs-network]", { timeout: PATIENCE });
    assert.match(await work.text(), /Cần có mạng.*Trần Thị Bưởi|Trần Thị Bưởi.*Cần có mạng/s);
    if (PICTURES) await page.screenshot({ path: join(PICTURES, "away.png"), fullPage: true });
    own.station.mood = "well";
    await page.click("button:has-text('Thử lại')");
    await page.waitForSelector("[data-testid=facts]", { timeout: PATIENCE });
    assert.deepEqual(work.errors, []);
  });

  /** What axe finds that is serious or worse, what is too weak to be read, and what is wider than the window. */
  async function serious({ page }: AtWork): Promise<string[]> {
    await page.evaluate(AXE);
    const violations = (await page.evaluate("axe.run().then(({ violations }) => violations)")) as {
      id: string;
      impact: string;
      nodes: { html: string }[];
    }[];
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    return [
      ...violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
      ...(await tooWeak(page)),
      ...(wide > 0 ? [`${wide} pixels too wide`] : []),
    ];
  }

  for (const language of ["vi", "en"] as const)
    for (const width of [390, 1366])
      it(`trains it with made-up people, and every screen can be read (${language}, ${width})`, async () => {
        const work = await AtWork.open(own.browser, own.station, { language, width, height: 844 });
        const { page } = work;
        await page.waitForSelector("input[name=login]", { timeout: PATIENCE });
        await enterTraining(work);
        own.station.mood = "away";
        const found: string[] = [];
        const look = async (name: string) => {
          found.push(...(await serious(work)).map((one) => `${name}: ${one}`));
          const path = PICTURES && join(PICTURES, `${name}-${language}-${width}.png`);
          if (path) await page.screenshot({ path, fullPage: true });
        };
        await look("home");
        await work.go("wearers");
        await look("find");
        await find(work, "anh");
        await look("see");
        await open(work, "correct");
        await page.fill("input[name=phone]", "12");
        await save(work);
        await look("correct");
        await page.fill("input[name=phone]", "");
        await page.fill("input[name=group]", "Lớp 7A");
        await save(work);
        await page.waitForSelector("[data-testid=saved]", { timeout: PATIENCE });
        assert.match((await page.textContent("[data-testid=facts]")) ?? "", /Lớp 7A/);
        await look("saved");
        await open(work, "copy");
        await look("copy-before");
        await page.click("[data-testid=make-copy]");
        await page.waitForSelector("[data-testid=paper]", { timeout: PATIENCE });
        await look("copy");
        await page.goBack();
        await open(work, "withdraw");
        await page.fill("input[name=confirm]", "1999");
        await page.click("[data-testid=withdraw-now]");
        await look("withdraw");
        await page.fill("input[name=confirm]", "2014");
        await page.click("[data-testid=withdraw-now]");
        await page.waitForSelector("[data-testid=withdrawn]", { timeout: PATIENCE });
        await look("withdrawn");
        await work.go("roster/Lớp 7A");
        assert.ok(!(await work.text()).includes("Vũ Ngọc Ánh"));
        assert.deepEqual(found, []);
        assert.deepEqual(work.errors, []);
      });
});
