/** How many went through gates, as the administration page draws it, in a real Chromium and with a real server behind it. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { GateWay } from "../../host-tools/contract/gate-hours.ts";
import { dayAfter, dayEnd, dayStart } from "../../host-tools/contract/province-time.ts";
import { gateWeek, type HourCount } from "../../host-tools/server/gates/gate-weeks.ts";
import { PATIENCE } from "../support/browser.ts";
import { screenLooksWell, useQuanly } from "./quanly-at-work.ts";

const WEEKS = ["2026-11-02", "2026-11-09", "2026-11-16"];
const SCHOOL = "truong-ngoc-chau";
/** How many come in an hour of a working day. */
const RUSH: Readonly<Record<GateWay, readonly (readonly [number, number])[]>> = {
  in: [
    [6, 130],
    [7, 240],
    [9, 2],
    [13, 180],
  ],
  out: [
    [11, 190],
    [12, 8],
    [17, 310],
    [19, 1],
  ],
};

describe("counts of gates on the administration page", function () {
  this.timeout(4 * PATIENCE);
  const at = useQuanly();
  afterEach(() => assert.deepEqual(at.errors.splice(0), []));

  const gateOf = (name: string, heardAt: number) => ({
    id: randomUUID(),
    place: SCHOOL,
    name,
    zone: "Sân trường",
    addedAt: 0,
    heardAt,
  });
  const countsOf = (gate: string, monday: string, share: number): HourCount[] =>
    [0, 1, 2, 3, 4].flatMap((day) =>
      (["in", "out"] as const).flatMap((way) =>
        RUSH[way].map(([hour, ids]) => ({
          gate,
          way,
          hour: dayStart(dayAfter(monday, day)) / 3_600_000 + hour,
          ids: Math.ceil(ids * share) + day,
        })),
      ),
    );

  it("shows a school its gates, by day and by hour, once a week has been counted", async () => {
    const { page, go } = await at.enter("truong");
    await page.click("a[href='#/gates']");
    await page.locator("[role=status]", { hasText: "Chưa có tuần nào" }).waitFor();
    const [main, side] = [
      gateOf("Cổng chính", dayEnd("2026-11-22")),
      gateOf("Cổng phụ", dayStart("2026-11-19")),
    ];
    for (const monday of WEEKS)
      await at.station.office.commit({ actor: "server", action: "week-of-gates", outcome: "done" }, [
        {
          kind: "week-of-gates",
          monday,
          gates: [
            gateWeek(main, monday, countsOf(main.id, monday, 1), { times: 3, people: 120, passages: 93 }),
            gateWeek(
              side,
              monday,
              countsOf(side.id, monday, 0.002).filter(({ way }) => way === "in"),
            ),
          ],
        },
      ]);
    await go("");
    await page.click("a[href='#/gates']");
    const gate = (name: string) => page.locator("[data-testid=gate]", { hasText: name });
    const way = (name: string, of: string) => gate(name).locator(`[data-way=${of}]`);
    await way("Cổng chính", "in").locator("svg rect.sure").first().waitFor();
    assert.match(await page.innerText("h2"), /Tuần 16\/11\/2026 – 22\/11\/2026/);
    const [days, hours] = await way("Cổng chính", "in")
      .locator("svg")
      .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    assert.match(days!, /T2 550, T3 555.*T7 0, CN 0$/);
    assert.match(hours!, /6 giờ 660, 7 giờ 1210, .*9 giờ 20, .*13 giờ 910/);
    // Five days, each as sure as it is told, and two without anybody.
    assert.match(await way("Cổng chính", "in").innerText(), /2790–2810 lượt/);
    const few = way("Cổng phụ", "in");
    assert.match(await few.innerText(), /3 trong 7 ngày/);
    assert.match(
      (await few.locator("svg").first().getAttribute("aria-label"))!,
      /T2 \*.*T5 \?, T6 \?, T7 \?, CN \?/,
    );
    assert.match(await way("Cổng phụ", "out").innerText(), /0 lượt.*không hiện/s);
    // 118 to 122 people, of whom the gate told 93 to 97.
    assert.match(await gate("Cổng chính").innerText(), /đếm tay 3 lần, khoảng 120 người: cổng ghi 76–82 %/);
    assert.match(await gate("Cổng phụ").innerText(), /chưa đếm tay đủ 20 người/);
    await page.click("details summary");
    await page.locator("details td", { hasText: "2790–2810" }).first().waitFor();
    await screenLooksWell(page, "gates-school");
  });

  it("shows them in English, and a place without a gate that it has none", async () => {
    const { page, go } = await at.enter("truong", "en");
    await go("gates");
    await page.locator("[data-testid=gate]").first().waitFor();
    await screenLooksWell(page, "gates-school.en");
    await at.station.addAccount("xakhac", "Hà Văn Xa", { role: "unit-administrator", place: "10507-2025" });
    const far = await at.enter("xakhac");
    await far.go("gates");
    await far.page.locator("[role=status]", { hasText: "chưa có cổng" }).waitFor();
  });
});
