/** Every screen of the station page, and how somebody gets there; for pictures, for axe and for the guide. */

import { labelDigits } from "../../host-tools/contract/label.ts";
import { PATIENCE } from "../support/browser.ts";
import type { AtWork } from "./at-work.ts";

interface Screen {
  /** Name of its picture. */
  readonly name: string;
  show(work: AtWork): Promise<void>;
}

const wait = (work: AtWork, selector: string) => work.page.waitForSelector(selector, { timeout: PATIENCE });

const typeLabel = async (work: AtWork, serial: number) => {
  await work.page.fill("input[name=label]", labelDigits(serial));
  await work.page.click("form:has(input[name=label]) button[type=submit]");
};

const findWearer = async (work: AtWork, name: string) => {
  await work.go("wearers");
  await work.page.fill("input[name=search]", name, { timeout: PATIENCE });
  await work.page.click(".list-button");
  await wait(work, "[data-testid=facts]");
};

/** Screens that need nobody to be signed in come first; those after them are one walk through the training. */
export const TRAINING_SCREENS: readonly Screen[] = [
  { name: "home", show: (work) => work.go("") },
  { name: "sync", show: (work) => work.go("sync") },
  {
    name: "sync-choose",
    async show(work) {
      await work.page.click("[data-testid=sync]");
      await wait(work, "dialog[open] .list-button");
    },
  },
  {
    name: "sync-progress",
    async show(work) {
      await work.page.click("dialog .list-button:has-text('BZ-2001')");
      await work.page.waitForFunction(
        () => Number(document.querySelector("progress")?.value ?? 0) > 15,
        undefined,
        { timeout: PATIENCE },
      );
    },
  },
  { name: "sync-done", show: async (work) => void (await wait(work, "[data-testid=result]")) },
  { name: "sync-details", show: (work) => work.page.click("[data-testid=result] summary") },
  {
    name: "sync-called",
    async show(work) {
      await work.page.click("[data-testid=sync]");
      await work.page.click("dialog .list-button:has-text('BZ-3003')");
      await wait(work, "[data-testid=progress]");
      await wait(work, "[data-testid=result]");
    },
  },
  {
    name: "sync-none",
    async show(work) {
      await work.go("");
      await work.go("sync");
      await work.page.click("[data-testid=sync]");
      await work.page.click("dialog .stack > .button");
      await wait(work, "[data-testid=problem]");
    },
  },
  { name: "hand-out", show: (work) => work.go("hand-out") },
  {
    name: "hand-out-who",
    async show(work) {
      await typeLabel(work, 5001);
      await work.page.fill("input[name=search]", "dao", { timeout: PATIENCE });
      await wait(work, ".list-button");
    },
  },
  {
    name: "hand-out-new",
    async show(work) {
      await work.page.click("[data-testid=new-person]");
      await work.page.fill("input[name=name]", "Lý Gia Hân");
      await work.page.fill("input[name=birth]", "2015");
      await work.page.fill("input[name=guardian]", "Lý Văn Hòa");
      await work.page.fill("input[name=relation]", "bố");
    },
  },
  {
    name: "hand-out-consent",
    async show(work) {
      await work.page.click("form:has(input[name=birth]) button[type=submit]");
      await wait(work, ".consent");
    },
  },
  {
    name: "hand-out-done",
    async show(work) {
      await work.answer("contacts", true);
      await work.answer("register", true);
      await work.answer("call-by-token", false);
      await work.page.click("[data-testid=agreed]");
      await wait(work, "[data-testid=handed-out]");
    },
  },
  {
    name: "consent",
    async show(work) {
      await findWearer(work, "cam");
      await work.page.click("[data-testid=change-answer]");
      await wait(work, "[data-testid=change-register]");
    },
  },
  { name: "wearers", show: (work) => work.go("wearers") },
  { name: "wearer", show: (work) => findWearer(work, "cam") },
  ...(["correct", "copy", "withdraw"] as const).map((deed) => ({
    name: `wearer-${deed}`,
    async show(work: AtWork) {
      await findWearer(work, "cam");
      await work.page.click(`[data-testid=${deed}]`);
      await work.page.waitForSelector(`[data-testid=${deed}]`, { state: "detached", timeout: PATIENCE });
      if (deed === "copy") await work.page.click("[data-testid=make-copy]");
      if (deed === "copy") await wait(work, "[data-testid=paper]");
    },
  })),
  { name: "give-back", show: (work) => work.go("give-back") },
  {
    name: "give-back-what",
    async show(work) {
      await typeLabel(work, 2003);
      await wait(work, "[data-testid=lost]");
    },
  },
  {
    name: "give-back-lost",
    async show(work) {
      await work.page.click("[data-testid=lost]");
      await wait(work, "input[name=label]");
    },
  },
  {
    name: "give-back-done",
    async show(work) {
      await typeLabel(work, 5002);
      await wait(work, "[data-testid=given-back]");
    },
  },
  { name: "counter", show: (work) => work.go("counter") },
  {
    name: "counter-ask",
    async show(work) {
      await work.page.fill(
        "input[name=search]",
        "030150001234||Trịnh Thị Lựu|02031950|Nữ|Thôn 3, Xã An Lâm|11052021",
        { timeout: PATIENCE },
      );
      await wait(work, "input[name=heard]");
      await work.page.check("input[name=heard]");
      await work.answer("contacts", true);
    },
  },
  {
    name: "counter-family",
    async show(work) {
      await typeLabel(work, 5003);
      await work.page.click("[data-testid=family-too]", { timeout: PATIENCE });
      await wait(work, "[data-testid=household]");
    },
  },
  { name: "queue", show: (work) => work.go("queue") },
  { name: "roster", show: (work) => work.go("roster") },
  { name: "roster-list", show: (work) => work.go("roster/Lớp 6A") },
  { name: "visit", show: (work) => work.go("visit") },
  {
    name: "visit-list",
    async show(work) {
      await work.go("visit/Xóm Chùa");
      const marks = work.page.locator(".visit .button.quiet");
      await marks.first().click();
    },
  },
  { name: "help", show: (work) => work.go("help") },
];

/** Enters the training without signing in. */
export async function enterTraining(work: AtWork): Promise<void> {
  await work.page.click("main .button.quiet", { timeout: PATIENCE });
  await wait(work, ".watermark");
}
