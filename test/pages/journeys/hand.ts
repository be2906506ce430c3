/** A hand on the keyboard that counts its keys. */
import type { Locator, Page } from "playwright-core";

export interface Asked {
  /** Keys, letters typed included. */
  readonly presses: number;
  /** Fields and buttons that were looked for. */
  readonly aims: number;
  readonly seconds: number;
}

/** More than any screen has to be walked through. */
const MOST_TABS = 120;

export class Hand {
  readonly page: Page;
  #presses = 0;
  #aims = 0;
  #pausedMs = 0;

  constructor(page: Page) {
    this.page = page;
  }

  async does(what: () => Promise<void>): Promise<Asked> {
    const [presses, aims, paused, since] = [this.#presses, this.#aims, this.#pausedMs, performance.now()];
    await what();
    const took = performance.now() - since - (this.#pausedMs - paused);
    return { presses: this.#presses - presses, aims: this.#aims - aims, seconds: took / 1000 };
  }

  /** Something that does not count, such as a picture. */
  async pauses(what: () => Promise<void>): Promise<void> {
    const since = performance.now();
    await what();
    this.#pausedMs += performance.now() - since;
  }

  get counted(): Pick<Asked, "presses" | "aims"> {
    return { presses: this.#presses, aims: this.#aims };
  }

  async presses(key: string): Promise<void> {
    this.#presses++;
    await this.page.keyboard.press(key);
  }

  /** Keys that go to the browser's own windows, or that somebody else presses. */
  counts({ presses, aims }: Pick<Asked, "presses" | "aims">): void {
    this.#presses += presses;
    this.#aims += aims;
  }

  /** By Tab to what is wanted, and Enter. */
  async goes(selector: string): Promise<void> {
    await this.#reaches(selector);
    await this.presses("Enter");
  }

  /** What is written in the field already is written over. */
  async types(selector: string, text: string): Promise<void> {
    await this.#empties(selector);
    this.#presses += text.length;
    await this.page.keyboard.type(text);
  }

  /** What was copied elsewhere. */
  async pastes(selector: string, text: string): Promise<void> {
    await this.#empties(selector);
    this.#presses++;
    await this.page.keyboard.insertText(text);
  }

  /** A radio button: Tab stops once at a group, arrows choose within it. */
  async ticks(selector: string): Promise<void> {
    const wanted = this.page.locator(selector).first();
    await wanted.waitFor();
    await this.#tabs(wanted, true);
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      if (!(await wanted.isChecked())) await this.presses("Space");
      return;
    }
    for (let arrows = 0; !(await wanted.isChecked()); arrows++) {
      if (arrows > MOST_TABS) throw new Error(`${selector} is not reached by arrows`);
      await this.presses("ArrowDown");
    }
  }

  /** One of a list that is folded up. */
  async selects(selector: string, value: string): Promise<void> {
    await this.#reaches(selector);
    const list = this.page.locator(selector).first();
    for (let arrows = 0; (await list.inputValue()) !== value; arrows++) {
      if (arrows > MOST_TABS) throw new Error(`${value} is not in ${selector}`);
      await this.presses("ArrowDown");
    }
  }

  async #empties(selector: string): Promise<void> {
    await this.#reaches(selector);
    await this.presses("Control+a");
  }

  async #reaches(selector: string): Promise<void> {
    const wanted = this.page.locator(selector).first();
    await wanted.waitFor();
    await this.#tabs(wanted, false);
  }

  async #tabs(wanted: Locator, isGroup: boolean): Promise<void> {
    this.#aims++;
    const is = () =>
      wanted.evaluate((one, isGroup) => {
        const at = document.activeElement;
        return at === one || (isGroup && at?.getAttribute("name") === one.getAttribute("name"));
      }, isGroup);
    for (let tabs = 0; !(await is()); tabs++) {
      if (tabs > MOST_TABS) throw new Error(`${wanted} is not reached by Tab`);
      await this.presses("Tab");
    }
  }
}
