/** Signs in at the desk as a person does, with one-time codes, which are set up the first time. */
import { type TOTP, URI } from "otpauth";
import type { Page } from "playwright-core";
import { PASSWORD } from "../support/station-server.ts";

interface CodeClock {
  /** Secrets of one-time codes, by login. */
  readonly secrets: Map<string, string>;
  /** Server time in world ms, a step of codes further than before: no code is taken twice. */
  next(): number;
  now(): number;
}

export async function signInAtDesk(page: Page, login: string, clock: CodeClock): Promise<void> {
  await page.fill("input[name=login]", login);
  await page.fill("input[name=password]", PASSWORD);
  await page.click("button[type=submit]");
  const inside = page.locator("main.desk h1, main.quanly h1, [data-testid=wrong-role]");
  await page.locator("input[name=code], input[name=enrolment]").or(inside).first().waitFor();
  if ((await page.locator("input[name=enrolment]").count()) > 0) {
    await page.click("[data-testid=other-way]");
    await page.locator("input[name=code]").waitFor();
  }
  if ((await page.locator("input[name=code]").count()) === 0) return;
  const known = clock.secrets.get(login);
  const secret = known ?? (await page.locator("main code").textContent())!.replace(/\s/g, "");
  clock.secrets.set(login, secret);
  const totp = URI.parse(`otpauth://totp/x?secret=${secret}`) as TOTP;
  await page.fill("input[name=code]", totp.generate({ timestamp: known ? clock.next() : clock.now() }));
  await page.click("button[type=submit]");
  await inside.first().waitFor();
}
