/** A station of one's own: a server with tokens that nobody wears, a nurse "lan", and a Chromium in front of it. */
import type { Browser } from "playwright-core";
import { buildPages } from "../../host-tools/pages/build.ts";
import { openServer, type Server } from "../../host-tools/server/server.ts";
import { launchBrowser, needsBrowser, SETTING_UP } from "../support/browser.ts";
import { enrolTokens } from "../support/scenario.ts";
import { openStationServer, type StationServer } from "../support/station-server.ts";

interface OwnStation {
  readonly server: Server;
  readonly station: StationServer;
  /** One for the suite; what a test opened in it is closed behind the test. */
  readonly browser: Browser;
}

interface OwnOptions {
  readonly tokens?: number;
  /** One server for the whole suite; else each test has a new one. */
  readonly isForAll?: boolean;
}

/** To be called first in a suite: its other hooks find the station there. Skips the suite where Chromium is missing. */
export function useOwnStation({ tokens = 6, isForAll = false }: OwnOptions = {}): OwnStation {
  let server: Server | undefined;
  let station: StationServer | undefined;
  let browser: Browser | undefined;
  const open = async () => {
    server = await openServer();
    await enrolTokens(server, tokens, Math.floor(Date.now() / 86_400_000) - 12);
    station = await openStationServer(server);
    await station.addAccount("lan", "Nguyễn Thị Lan");
  };
  const close = async () => {
    await station?.stop();
    await server?.close();
    [station, server] = [undefined, undefined];
  };
  before(async function () {
    this.timeout(SETTING_UP);
    needsBrowser(this);
    await buildPages("station");
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
    if (isForAll) await open();
  });
  if (!isForAll) beforeEach(open);
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
    if (!isForAll) await close();
  });
  after(async () => {
    await browser?.close();
    await close();
  });
  return {
    get server() {
      return server!;
    },
    get station() {
      return station!;
    },
    get browser() {
      return browser!;
    },
  };
}
