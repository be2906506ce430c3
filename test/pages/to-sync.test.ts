/** Whom a station is to ask to sync stands on its first page, as long as it counts, and says nothing of why. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { PATIENCE } from "../support/browser.ts";
import { WARD } from "../support/station-server.ts";
import { AtWork } from "./at-work.ts";
import { useOwnStation } from "./own-station.ts";

describe("a notice to sync at a station", function () {
  this.timeout(3 * PATIENCE);
  const own = useOwnStation({ isForAll: true });

  it("is read on the first page, and is gone when it is withdrawn", async () => {
    const by = { actor: "server", action: "notice.change", outcome: "done" } as const;
    const now = Date.now();
    const notice = {
      id: randomUUID(),
      place: WARD,
      kind: "hamlet",
      names: ["Tổ 3", "Tổ 4"],
      madeAt: now,
      until: now + 86_400_000,
    } as const;
    await own.station.office.commit(by, [{ kind: "notice", notice }]);
    const work = await AtWork.open(own.browser, own.station);
    await work.signIn("lan");
    const shown = work.page.locator("[data-testid=to-sync]");
    await shown.waitFor();
    assert.match(
      await shown.innerText(),
      /^Mời đồng bộ định kỳ: Tổ 3, Tổ 4 đến \d\d:\d\d \d\d\/\d\d\/\d{4}$/,
    );
    await own.station.office.commit(by, [{ kind: "notice-withdrawn", id: notice.id, at: now + 1 }]);
    await work.go("help");
    await work.go("");
    await work.page.locator(".tiles").waitFor();
    await shown.waitFor({ state: "detached" });
  });
});
