/** The steps from an empty machine to a first sync, each by keys alone and counted. */
import { type TOTP, URI } from "otpauth";
import type { Page } from "playwright-core";
import { labelDigits } from "../../../host-tools/contract/label.ts";
import type { TokenInHand } from "../../../host-tools/models/bluez/stand-in.ts";
import { tokenName } from "../../../protocol/identity.ts";
import { Chooser } from "../../support/browser.ts";
import { PIN } from "../../support/station-server.ts";
import { Hand } from "./hand.ts";

export const SERIAL = 1_000_012;
export const WEARER = "Trần Thị Bưởi";
export const NURSE = "hoa.nt";
/** Of the staff, all called Nguyễn Thị. */
export const GIVEN_NAMES = "Lan Hoa Mai Cúc Đào Huệ Sen Thu Xuân Hạ Đông Nhài".split(" ");
const COMMUNE = { code: "10525", name: "Phường Hải Dương" };
const PROVINCE = "31";
const OWN_PASSWORD = "con tau di qua nui doi";
/** As a sheet has them. */
const ROLES = {
  vi: { head: "Quản trị đơn vị", others: "Y tá" },
  en: { head: "Unit administrator", others: "Health station" },
} as const;

/** Looks at a screen once it stands; what that takes is not counted. */
export type Look = (page: Page, name: string) => Promise<void>;

interface Common {
  /** Another person at another computer. */
  readonly open: (path: string) => Promise<Page>;
  readonly look: Look;
}

interface OfficeOptions extends Common {
  readonly language: "vi" | "en";
  /** From the server's folder. */
  readonly code: string;
}

/** First passwords by login. */
async function slipsOn(page: Page): Promise<ReadonlyMap<string, string>> {
  await page.locator("[data-testid=slip]").first().waitFor();
  const told = (what: string) => page.locator(`[data-testid=slip-${what}]`).allTextContents();
  const [logins, passwords] = [await told("login"), await told("password")];
  return new Map(logins.map((login, i) => [login, passwords[i]!]));
}

async function leavesSlips(hand: Hand): Promise<void> {
  await hand.goes("[data-testid=done]");
  await hand.goes("[data-testid=sure-yes]");
}

/** With what stands on a slip, and then with a password of their own. */
async function signsIn(hand: Hand, login: string, first: string, look: (name: string) => Promise<void>) {
  await hand.types("input[name=login]", login);
  await hand.types("input[name=password]", first);
  await hand.presses("Enter");
  await look("own-password");
  for (const name of ["new", "again"]) await hand.types(`input[name=${name}]`, OWN_PASSWORD);
  await hand.presses("Enter");
}

/** What administrators do, up to the code that enrols the station's computer. */
export async function staffed({ open, look, language, code }: OfficeOptions) {
  const page = await open("/quanly/");
  const hand = new Hand(page);
  const lookAt = (name: string) => hand.pauses(() => look(page, name));
  let slips: ReadonlyMap<string, string> = new Map();
  const setUp = await hand.does(async () => {
    await hand.types("input[name=code]", code);
    await hand.selects("select[name=province]", PROVINCE);
    await lookAt("set-up");
    await hand.presses("Enter");
    await hand.goes("form button[type=submit]");
    await hand.types("input[name=name0]", "Vũ Thị Tỉnh");
    await hand.types("input[name=name1]", "Trần Văn Phó");
    await hand.presses("Enter");
    await page.locator("input[name=communeCode]").waitFor();
    await hand.goes("[data-testid=skip]");
    slips = await slipsOn(page);
    await lookAt("first-slips");
    await leavesSlips(hand);
  });
  const second = new Hand(await open("/quanly/"));
  const administrators = await hand.does(async () => {
    for (const [i, [login, first]] of [...slips].entries()) {
      const one = i === 0 ? hand : second;
      const its = (name: string) => (i === 0 ? lookAt(name) : Promise.resolve());
      await signsIn(one, login, first, its);
      await one.page.locator("main svg.qr").waitFor();
      await its("codes");
      const secret = (await one.page.locator("main code").textContent())!.replace(/\s/g, "");
      await one.types(
        "input[name=code]",
        (URI.parse(`otpauth://totp/x?secret=${secret}`) as TOTP).generate(),
      );
      await one.presses("Enter");
      await one.page.locator("main.quanly .tile").first().waitFor();
    }
    hand.counts(second.counted);
  });
  const commune = await hand.does(async () => {
    await lookAt("jobs");
    await hand.goes("a[href='#/units']");
    await hand.goes("a[href='#/units/new']");
    await hand.types("input[name=name]", COMMUNE.name);
    await hand.types("input[name=code]", COMMUNE.code);
    await hand.ticks(`input[name=parent][value='${PROVINCE}']`);
    await lookAt("commune");
    await hand.goes("[data-testid=unit-form] button[type=submit]");
    await page.locator("[data-testid=removal]").waitFor();
    await hand.goes("header a.home");
  });
  const sheet = await hand.does(async () => {
    await hand.goes("a[href='#/accounts']");
    await hand.goes("a[href='#/accounts/sheet']");
    const { head, others } = ROLES[language];
    const rows = GIVEN_NAMES.map(
      (name, i) => `Nguyễn Thị ${name}\t${i === 0 ? head : others}\t${COMMUNE.name}`,
    );
    await hand.pastes("textarea[name=list]", rows.join("\n"));
    await hand.goes("[data-testid=check]");
    await page.locator("[data-testid=add-sheet]").waitFor();
    await lookAt("sheet");
    await hand.goes("[data-testid=add-sheet]");
    slips = await slipsOn(page);
    await lookAt("slips");
    await leavesSlips(hand);
    await hand.goes("header a.home");
  });
  let enrolment = "";
  const computer = await hand.does(async () => {
    await hand.goes("a[href='#/computers']");
    await hand.types("input[name=name]", "Máy trạm");
    await hand.types("input[name=place-search]", COMMUNE.code);
    await hand.ticks(`label:has-text('${COMMUNE.name}') input[name=place]`);
    await hand.goes("form.form button[type=submit]");
    enrolment = (await page.locator("[data-testid=code]").textContent())!;
    await lookAt("computer");
  });
  return { "set-up": setUp, administrators, commune, sheet, computer, slips, enrolment };
}

interface StationOptions extends Common {
  readonly hand: TokenInHand;
  /** The nurse's first password. */
  readonly slip: string;
  /** The code for the station's computer. */
  readonly enrolment: string;
}

/** What the nurse does, up to the result of the sync. */
export async function synced({ open, look, hand: token, slip, enrolment }: StationOptions) {
  const page = await open("/station/");
  const chooser = await Chooser.of(page);
  const hand = new Hand(page);
  const lookAt = (name: string) => hand.pauses(() => look(page, name));
  const nurse = await hand.does(async () => {
    await signsIn(hand, NURSE, slip, async () => {});
    await hand.types("input[name=enrolment]", enrolment);
    await lookAt("enrolment");
    await hand.presses("Enter");
    for (const name of ["pin", "pin-again"]) await hand.types(`input[name=${name}]`, PIN);
    await hand.presses("Enter");
    await page.locator(".tiles").waitFor();
    await lookAt("station");
  });
  const handOut = await hand.does(async () => {
    await hand.goes("a[href='#/hand-out']");
    await hand.types("input[name=label]", labelDigits(SERIAL));
    await hand.presses("Enter");
    await hand.goes("[data-testid=new-person]");
    await hand.types("input[name=name]", WEARER);
    await hand.types("input[name=birth]", "1944");
    await hand.presses("Enter");
    await hand.ticks("[data-testid=contacts] input[value=yes]");
    await lookAt("consent");
    await hand.goes("[data-testid=agreed]");
    await page.locator("[data-testid=handed-out]").waitFor();
    await lookAt("handed-out");
  });
  let result = "";
  const sync = await hand.does(async () => {
    await hand.goes("header a.home");
    await hand.goes("a[href='#/sync']");
    chooser.take(tokenName(SERIAL));
    const held = token.hold();
    await hand.goes("[data-testid=sync]");
    // The token and "Pair" in the browser's chooser.
    hand.counts({ presses: 2, aims: 1 });
    await held;
    const ended = page.locator("[data-testid=result], [data-testid=problem]").first();
    await ended.waitFor();
    result = (await ended.textContent())!;
    await lookAt("first-sync");
  });
  return { nurse, "hand-out": handOut, sync, result };
}
