/**
 * Sends recalls by the gate's adapters (SPEC.md §11): one advert each 100 ms, those of the epoch's set round and round, always, whoever is called.
 * Sets are fetched once an epoch, 48 hours ahead. An adapter sends them beside answers where it has advertising sets of Bluetooth 5;
 * another one would send each for seconds in turn, and taps are answered first.
 */
import { ADVERTISING } from "../lib/bluez/names.ts";
import { EPOCH_MS, MINUTE_MS } from "../lib/time.ts";
import { BluezAnswer } from "./bluez-answer.ts";
import type { BluezEar } from "./bluez-ear.ts";
import { fetchRecalls } from "./recall-fetch.ts";
import { RecallStore } from "./recall-store.ts";
import type { SenderParts } from "./sender.ts";

/** Why nothing is sent to call tokens. Anything else is what BlueZ says against it. */
export type RecallFault = "no-adapter" | "no-sets" | (string & {});

interface RecallParts extends Omit<SenderParts, "journal"> {
  readonly folder: string;
  /** By their names. */
  readonly ears: ReadonlyMap<string, Pick<BluezEar, "adapter">>;
  /** Whether taps are being answered now. */
  readonly isAnswering: () => boolean;
}

type AdapterOfEar = NonNullable<BluezEar["adapter"]>;

interface Post {
  readonly sender: BluezAnswer;
  /** Whether the adapter sends two adverts at once; asked once of each bus. */
  sendsTwo: { readonly bus: AdapterOfEar["bus"]; readonly answer: Promise<boolean> } | undefined;
  isBusy: boolean;
  /** Not tried before then, ms. */
  notBefore: number;
}

const PATH = "/gate/recall";
const STEP_MS = 100;
/** What BlueZ has refused is tried again then. */
const RETRY_MS = 10_000;
/** Machines ask at different times of an epoch's first minutes, each at its own. */
const SPREAD_MS = 5 * MINUTE_MS;

export class RecallRun {
  readonly #parts: RecallParts;
  readonly #store: RecallStore;
  readonly #posts: ReadonlyMap<string, Post>;
  readonly #timer: NodeJS.Timeout;
  readonly #spread: number;
  readonly #opening: Promise<void>;
  /** By the server's clock, as far as it was told: ms that the clock here is ahead. */
  #ahead = 0;
  #fetchedIn: number | undefined;
  #notBefore = 0;
  #fetching: Promise<void> | undefined;
  #step = 0;
  #hasSets = false;
  #isStopped = false;

  constructor(parts: RecallParts) {
    const { folder, identity, ears } = parts;
    this.#parts = parts;
    this.#store = new RecallStore(folder, identity);
    this.#opening = this.#store.open();
    this.#spread = Number.parseInt(identity.gate.slice(0, 8), 16) % SPREAD_MS;
    this.#posts = new Map(
      [...ears.keys()].map((name) => [
        name,
        { sender: new BluezAnswer(PATH), sendsTwo: undefined, isBusy: false, notBefore: 0 },
      ]),
    );
    this.#timer = setInterval(() => this.#tick(), STEP_MS);
  }

  /** Undefined while they are on the air. */
  get fault(): RecallFault | undefined {
    if (this.#posts.size === 0) return "no-adapter";
    if (!this.#hasSets) return "no-sets";
    return [...this.#posts.values()].find(({ sender }) => sender.fault !== undefined)?.sender.fault;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#isStopped = true;
    await this.#opening;
    await this.#fetching;
    const ears = [...this.#posts].map(([name, { sender }]) => ({
      sender,
      adapter: this.#parts.ears.get(name)!.adapter,
    }));
    await Promise.all(ears.map(({ sender, adapter }) => sender.set(adapter, undefined)));
  }

  #tick(): void {
    const now = this.#parts.now() - this.#ahead;
    const epoch = Math.floor(now / EPOCH_MS);
    this.#mayFetch(now, epoch);
    const adverts = this.#store.advertsOf(epoch);
    this.#hasSets = adverts !== undefined;
    const advert = adverts?.[this.#step++ % adverts.length];
    for (const [name, post] of this.#posts)
      if (!post.isBusy && this.#parts.now() >= post.notBefore) this.#send(name, post, advert);
  }

  async #send(name: string, post: Post, advert: Uint8Array | undefined): Promise<void> {
    post.isBusy = true;
    const { adapter } = this.#parts.ears.get(name)!;
    const mustPause = this.#parts.isAnswering() && adapter && !(await sendsTwo(post, adapter));
    await post.sender.set(adapter, mustPause || this.#isStopped ? undefined : advert);
    if (post.sender.fault !== undefined) post.notBefore = this.#parts.now() + RETRY_MS;
    post.isBusy = false;
  }

  #mayFetch(now: number, epoch: number): void {
    const isDue =
      this.#fetchedIn === undefined || (this.#fetchedIn < epoch && now % EPOCH_MS >= this.#spread);
    if (!isDue || this.#fetching || this.#parts.now() < this.#notBefore) return;
    this.#notBefore = this.#parts.now() + MINUTE_MS;
    this.#fetching = this.#fetch().finally(() => {
      this.#fetching = undefined;
    });
  }

  async #fetch(): Promise<void> {
    await this.#opening;
    const fetched = await fetchRecalls(this.#parts);
    if (!fetched) return;
    // Of a disk that refuses it nothing is lost but what a restart without a network would need; it is fetched again in a minute.
    if (!(await this.#store.take(fetched.sealed).catch(() => false))) return;
    this.#ahead = fetched.ahead;
    this.#fetchedIn = Math.floor((this.#parts.now() - fetched.ahead) / EPOCH_MS);
  }
}

/** Only controllers of Bluetooth 5 have secondary channels, and sets that are sent beside each other. */
function sendsTwo(post: Post, { bus, path }: AdapterOfEar): Promise<boolean> {
  if (post.sendsTwo?.bus === bus) return post.sendsTwo.answer;
  const answer = bus
    .managed()
    .then((managed) => {
      const channels = managed[path]?.[ADVERTISING]?.SupportedSecondaryChannels?.value;
      return Array.isArray(channels) && channels.length > 0;
    })
    .catch(() => false);
  post.sendsTwo = { bus, answer };
  return answer;
}
