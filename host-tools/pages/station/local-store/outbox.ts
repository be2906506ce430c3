/** What waits on this computer until the server has it: sealed pages, health reports, sealed forms. */

import type { Receipt } from "../../../../protocol/authority.ts";
import { fromHex, toHex } from "../../../../protocol/bytes.ts";
import { encodeControl } from "../../../../protocol/sync.ts";
import { pagePath } from "../../../contract/page-path.ts";
import type { HealthRequest, ReceiptAnswer } from "../../../contract/syncs.ts";
import type { HealthReport, PageUpload } from "../../../station/sync-authority.ts";
import { type Api, ApiProblem, isForLater, NoNetwork } from "../../shared/api.ts";
import type { Both } from "../../shared/language.ts";
import { atSending, writtenNow } from "./clock-evidence.ts";
import type { KeptForm, StationDatabase } from "./database.ts";
import { NOTHING_WAITS, type Waiting } from "./waiting.ts";

const RECEIPTS_KEPT_MS = 30 * 86_400_000;

/** One tab of a computer sends what waits. */
const SENDER = "station outbox";
const TURN_MS = 15_000;
/** No page waits longer for an answer. */
const ASKED_MS = 60_000;

export class Outbox {
  readonly #database: StationDatabase;
  /** Why the server has put off what it was sent last. */
  #putOff: Both<string> | undefined;

  constructor(database: StationDatabase) {
    this.#database = database;
  }

  async keepPage({ serial, sequence, length, mac, bytes, restarted }: PageUpload): Promise<void> {
    await this.#database.put("page", { serial, sequence, length, mac, bytes, restarted, at: Date.now() });
  }

  async dropPage({ serial, sequence, length }: PageUpload): Promise<void> {
    await this.#database.delete("page", [serial, sequence, length]);
  }

  async keepHealth(serial: number, { report, mac, anchor }: HealthReport): Promise<void> {
    const message = encodeControl(report);
    await this.#database.put("health", { serial, message, mac, anchor, at: Date.now() });
  }

  /** `isAsked`: the server is asked about it right now; nobody else sends it meanwhile, for a minute at most. */
  async keepForm(
    form: Omit<KeptForm, "place" | "page" | "monotonic" | "wall">,
    isAsked: boolean,
  ): Promise<void> {
    const { store, done } = this.#database.transaction("form", "readwrite");
    const places = (await store.getAll()).map(({ place }) => place);
    const place = Math.max(0, ...places) + 1;
    await store.put({ ...form, ...writtenNow(), place, ...(isAsked ? { askedAt: Date.now() } : {}) });
    await done;
  }

  /** The server did not answer: it is sent with all others. */
  release(id: string): Promise<void> {
    return this.#changeForm(id, ({ askedAt: _, ...form }) => form);
  }

  /** Does a form of this account wait? One that was refused waits for nobody. */
  async holdsForms(account: string): Promise<boolean> {
    return (await this.#database.getAll("form")).some((form) => form.account === account && !form.refusal);
  }

  /** Asks the browser not to clear what is kept here when the disk fills up; it may refuse. */
  async holdFast(): Promise<void> {
    if (!(await isLasting())) await navigator.storage?.persist?.();
  }

  async dropForm(id: string): Promise<void> {
    await this.#database.delete("form", id);
  }

  /** A receipt that came after the token had gone, for exactly these bytes. */
  async receiptFor(
    serial: number,
    page: { sequence: number; length: number; mac: Uint8Array },
  ): Promise<Receipt | undefined> {
    const kept = await this.#database.get("receipt", [serial, page.sequence]);
    if (!kept || kept.length !== page.length || toHex(kept.pageMac) !== toHex(page.mac)) return undefined;
    return { sequence: kept.sequence, length: kept.length, mac: kept.mac };
  }

  async waiting(account: string): Promise<Omit<Waiting, "ahead">> {
    const pages = await this.#database.getAll("page");
    const reports = await this.#database.getAll("health");
    const forms = await this.#database.getAll("form");
    const times = [...pages, ...reports, ...forms].map(({ at }) => at);
    return {
      ...NOTHING_WAITS,
      pages: pages.length,
      tokens: new Set(pages.map(({ serial }) => serial)).size,
      reports: reports.length,
      forms: inPlace(forms)
        .filter((form) => form.account === account)
        .map(({ id, kind, at, refusal }) => ({ id, kind, at, ...(refusal ? { refusal } : {}) })),
      formsOfOthers: forms.filter((form) => form.account !== account).length,
      putOff: this.#putOff,
      isLasting: await isLasting(),
      since: times.length > 0 ? Math.min(...times) : undefined,
    };
  }

  /**
   * Sends all that waits, oldest first, when no other tab of this computer is at it any more; leaves it to that one where it takes
   * long. `offBy`: ms by which this computer is ahead of the server, where that is known. Throws NoNetwork when the server goes
   * away; what it has taken is gone from here.
   */
  async send(api: Api, account: string, offBy?: number): Promise<void> {
    let isOurs = false;
    const signal = AbortSignal.timeout(TURN_MS);
    const sent = navigator.locks.request(SENDER, { signal }, () => {
      isOurs = true;
      return this.#send(api, account, offBy);
    });
    await sent.catch((error: unknown) => {
      if (isOurs) throw error;
    });
  }

  async #send(api: Api, account: string, offBy: number | undefined): Promise<void> {
    this.#putOff = undefined;
    await this.#sendPages(api);
    await this.#sendReports(api);
    await this.#sendForms(api, account, offBy);
    const before = Date.now() - RECEIPTS_KEPT_MS;
    for (const receipt of await this.#database.getAll("receipt"))
      if (receipt.at < before) await this.#database.delete("receipt", [receipt.serial, receipt.sequence]);
  }

  async #sendPages(api: Api): Promise<void> {
    for (const page of inOrder(await this.#database.getAll("page"))) {
      const { serial, sequence, length, mac } = page;
      const answer = await this.#settled(() =>
        api.send<ReceiptAnswer>("PUT", pagePath(page), page.bytes as Uint8Array<ArrayBuffer>),
      );
      if (answer === "later") continue;
      // What the server will not have has no receipt: the token keeps it and brings it again.
      if (answer !== "refused")
        await this.#database.put("receipt", {
          serial,
          sequence,
          length,
          pageMac: mac,
          at: Date.now(),
          mac: fromHex(answer.mac)!,
        });
      await this.#database.delete("page", [serial, sequence, length]);
    }
  }

  async #sendReports(api: Api): Promise<void> {
    for (const key of await this.#database.getAllKeys("health")) {
      const kept = await this.#database.get("health", key);
      if (!kept) continue;
      const body: HealthRequest = { message: toHex(kept.message), mac: toHex(kept.mac), anchor: kept.anchor };
      const answer = await this.#settled(() => api.send("POST", `/api/tokens/${kept.serial}/health`, body));
      if (answer !== "later") await this.#database.delete("health", key);
    }
  }

  async #sendForms(api: Api, account: string, offBy: number | undefined): Promise<void> {
    for (const { id } of inPlace(await this.#database.getAll("form"))) {
      // Who did it may have had the server's word meanwhile.
      const form = await this.#database.get("form", id);
      // One that was refused is done by hand: taken months later it would undo what was done since.
      if (form?.account !== account || form.refusal) continue;
      if (isBeingAsked(form)) return;
      try {
        const clock = new URLSearchParams(
          Object.entries(atSending(form, offBy)).map(([name, ms]) => [name, String(ms)]),
        );
        const sealed = form.sealed as Uint8Array<ArrayBuffer>;
        await api.send("POST", `/api/station/forms?${clock}`, sealed, { key: id });
        await this.#database.delete("form", id);
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        // Those behind it may build on it.
        if (isForLater(error)) {
          this.#putOff = error.say;
          return;
        }
        // It stays in sight until somebody has read why.
        await this.#changeForm(id, (form) => ({ ...form, refusal: error.say }));
      }
    }
  }

  /** One that is gone stays gone. */
  async #changeForm(id: string, change: (form: KeptForm) => KeptForm): Promise<void> {
    const { store, done } = this.#database.transaction("form", "readwrite");
    const form = await store.get(id);
    if (form) await store.put(change(form));
    await done;
  }

  async #settled<T>(work: () => Promise<T>): Promise<T | "refused" | "later"> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof NoNetwork || !(error instanceof ApiProblem)) throw error;
      if (!isForLater(error)) return "refused";
      this.#putOff = error.say;
      return "later";
    }
  }
}

/** Whoever asked and was closed meanwhile does so no more. */
function isBeingAsked({ askedAt }: KeptForm): boolean {
  return askedAt !== undefined && Math.abs(Date.now() - askedAt) < ASKED_MS;
}

/** Will the browser keep what is here, also when the disk fills up? */
async function isLasting(): Promise<boolean> {
  return (await navigator.storage?.persisted?.()) ?? false;
}

function inOrder<T extends { readonly at: number }>(kept: readonly T[]): T[] {
  return [...kept].sort((a, b) => a.at - b.at);
}

function inPlace(forms: readonly KeptForm[]): KeptForm[] {
  return [...forms].sort((a, b) => a.place - b.place);
}
