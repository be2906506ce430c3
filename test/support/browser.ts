/** What tests with a real Chromium share: when they are left out, how long they wait, and the browser of the models. */
import { outside } from "../../host-tools/lib/system-packages.ts";

export { Chooser, launchBrowser } from "../../host-tools/models/bluez/browser.ts";

/** How long anything may take, ms. Generous: other programs may have the machine. */
export const PATIENCE = 60_000;
/** Before anything begins tokens are worn for hours and pages built. */
export const SETTING_UP = 240_000;

/** Skips the tests of a suite where Chromium or D-Bus is missing; `make test` says so in one line each. */
export function needsBrowser(suite: Mocha.Context): void {
  if (!outside("chromium") || !outside("dbus")) suite.skip();
}
