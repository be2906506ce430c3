/**
 * A wearer asks a nurse for a copy, to have their phone put right, and then to be forgotten: at a station in a real
 * Chromium, by keys alone. Presses and seconds of each are counted.
 */
import { readFileSync } from "node:fs";
import { buildPages } from "../../../host-tools/pages/build.ts";
import { openServer } from "../../../host-tools/server/server.ts";
import { launchBrowser, PATIENCE } from "../../support/browser.ts";
import { enrolTokens } from "../../support/scenario.ts";
import { openStationServer } from "../../support/station-server.ts";
import { AtWork } from "../at-work.ts";
import { type Asked, Hand } from "./hand.ts";

const NAME = "Trần Thị Bưởi";
const TOKEN = 4;
/** Of the one who asks: others of the hamlet are found beside them. */
const NEIGHBOURS = 40;

interface Rights {
  readonly find: Asked;
  readonly copy: Asked;
  readonly correct: Asked;
  readonly withdraw: Asked;
  /** The copy holds their name and token; the server the new phone, then nothing of them. */
  readonly isCopied: boolean;
  readonly isCorrected: boolean;
  readonly isGone: boolean;
  readonly errors: readonly string[];
}

export async function wearerAsks(): Promise<Rights> {
  const server = await openServer();
  await enrolTokens(server, TOKEN + 2, Math.floor(Date.now() / 86_400_000) - 12);
  await buildPages("station");
  const station = await openStationServer(server);
  await station.addAccount("lan", "Nguyễn Thị Lan");
  for (let i = 0; i < NEIGHBOURS; i++)
    await station.addPerson({ name: `Nguyễn Văn Tám ${i}`, birth: String(1930 + i), hamlet: "Xóm Chùa" });
  const person = await station.addPerson({
    name: NAME,
    birth: "1944",
    hamlet: "Xóm Chùa",
    phone: "+84912345678",
  });
  await station.wears(person, TOKEN);
  const browser = await launchBrowser({ address: "unix:path=/nowhere" });
  const { queries } = station.office;
  const kept = async () =>
    (await queries.query<{ phone: string }>("SELECT phone FROM people.person WHERE id = $1", [person]))[0];
  try {
    const work = await AtWork.open(browser, station);
    const { page } = work;
    page.setDefaultTimeout(PATIENCE);
    await work.signIn("lan");
    const hand = new Hand(page);
    const find = await hand.does(async () => {
      await hand.goes("a[href='#/wearers']");
      await hand.types("input[name=search]", "buoi");
      await hand.goes(".list-button");
      await page.waitForSelector("[data-testid=facts]");
    });
    let isCopied = false;
    const copy = await hand.does(async () => {
      await hand.goes("[data-testid=copy]");
      await hand.goes("[data-testid=make-copy]");
      const [file] = await Promise.all([page.waitForEvent("download"), hand.goes("[data-testid=file]")]);
      const text = readFileSync(await file.path(), "utf8");
      isCopied = text.includes(NAME) && text.includes(`"serial": ${TOKEN}`);
    });
    await page.goBack();
    await page.waitForSelector("[data-testid=facts]");
    const correct = await hand.does(async () => {
      await hand.goes("[data-testid=correct]");
      await hand.types("input[name=phone]", "0912 345 111");
      await hand.presses("Enter");
      await page.waitForSelector("[data-testid=saved]");
    });
    const isCorrected = (await kept())?.phone === "+84912345111";
    const withdraw = await hand.does(async () => {
      await hand.goes("[data-testid=withdraw]");
      await hand.types("input[name=confirm]", "buoi");
      await hand.presses("Enter");
      await page.waitForSelector("[data-testid=withdrawn]");
    });
    const isGone = (await kept()) === undefined;
    return { find, copy, correct, withdraw, isCopied, isCorrected, isGone, errors: work.errors };
  } finally {
    await browser.close();
    await station.stop();
    await server.close();
  }
}
