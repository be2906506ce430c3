/**
 * A month of calls by token: cases, lists and sets of the real server, tags by the protocol's functions, people and radio played. What `bztoken
 * world --recall` prints.
 */
import type { Board } from "../../../boards/board.ts";
import { decodeGateAdvert, encodeRecall, MOST_TAGS, TAG_BYTES } from "../../../protocol/gate-advert.ts";
import { hmacKey } from "../../../protocol/hash.ts";
import { recallFor, recallTags } from "../../../protocol/recall.ts";
import { RECALL_ADVERTS } from "../../../protocol/recall-set.ts";
import { SET_BYTES, type SetsAhead } from "../../contract/recall-sets.ts";
import { Stream } from "../../lib/random.ts";
import { sha256 } from "../../lib/sha256.ts";
import { DAY_MS, EPOCH_MS, HOUR_MS } from "../../lib/time.ts";
import { heardDuring } from "./ear.ts";
import { comesAfter, KINDS, type Kind, midnight, outingsOf, SHARES, staysOf, untilNextSync } from "./town.ts";
import { openTown, type Town, type TownToken } from "./town-server.ts";

/** Nobody is called in the first days, while syncs get into their step; nor in the last three, which tell no 72 hours. */
const QUIET_DAYS = 9;
const LAST_DAYS = 3;
const FIRST_DAY = 20_788;
/** A token that was not synced for so long blinks red, whoever is called; and a call holds for seven days. */
const COVER_MS = 8 * DAY_MS;
const CALL_MS = 7 * DAY_MS;
/** Places speak to a token for so long behind the sync that ended its call. */
const KNOWN_MS = 2 * DAY_MS;
const CONTACTS_PER_CASE = 5;

interface MonthOptions {
  readonly people: number;
  readonly days: number;
  readonly cases: number;
  readonly seed: number;
  readonly board: Board;
  readonly onProgress?: (share: number) => void;
}

interface Wearer {
  readonly token: TownToken;
  readonly kind: Kind;
  readonly outings: readonly number[];
  readonly stream: Stream;
  syncedAt: number;
  nextSync: number;
  /** Of the call that stands, world ms. */
  calledAt: number | undefined;
  heardAt: number | undefined;
  /** When a sync ended the last one. */
  endedAt: number;
}

/** A call that was made, and when its token heard it; world ms. */
interface PlayedCall {
  readonly kind: Kind;
  readonly at: number;
  heardAt?: number;
}

export interface PlayedMonth {
  readonly calls: readonly PlayedCall[];
  /** Words that a token took for itself and that nobody had for it. */
  readonly falseLights: number;
  /** Calls that a token heard again behind the sync that ended them: places know of it half an hour later. */
  readonly heardAgain: number;
  /** Recalls that a token heard, and tokens' days: what it has to look at. */
  readonly heard: number;
  readonly tokenDays: number;
  /** Sums over days: who blinks red, and who of them because a call was heard. */
  readonly red: number;
  readonly redCalled: number;
}

export async function playMonth(options: MonthOptions): Promise<PlayedMonth> {
  const { people, seed, board } = options;
  const seeds = (serial: number) => {
    const stream = new Stream(seed, 31, serial);
    return Uint8Array.from({ length: 32 }, () => stream.below(256));
  };
  const town = await openTown(FIRST_DAY, people, board.number, seeds);
  try {
    return await new Month(options, town).play();
  } finally {
    await town.close();
  }
}

class Month {
  readonly #options: MonthOptions;
  readonly #town: Town;
  readonly #wearers: readonly Wearer[];
  readonly #calls: PlayedCall[] = [];
  readonly #open = new Map<Wearer, PlayedCall>();
  /** By the first epoch that each holds from. */
  #sets: SetsAhead | undefined;
  /** In which calls were made or ended last. */
  #changedIn = 0;
  #falseLights = 0;
  #heardAgain = 0;
  #heard = 0;
  #red = 0;
  #redCalled = 0;

  constructor(options: MonthOptions, town: Town) {
    this.#options = options;
    this.#town = town;
    this.#wearers = town.tokens.map((token, i) =>
      wearerOf(token, kindOf(i / town.tokens.length), options.seed),
    );
  }

  async play(): Promise<PlayedMonth> {
    const { days, onProgress } = this.#options;
    const caseDays = this.#drawCases();
    for (let day = 1; day <= days; day++) {
      await this.#playDay(FIRST_DAY + day, caseDays.filter((one) => one === day).length);
      onProgress?.(day / days);
    }
    const { people } = this.#options;
    return {
      calls: this.#calls,
      falseLights: this.#falseLights,
      heardAgain: this.#heardAgain,
      heard: this.#heard,
      tokenDays: people * days,
      red: this.#red,
      redCalled: this.#redCalled,
    };
  }

  #drawCases(): number[] {
    const { days, cases, seed } = this.#options;
    const stream = new Stream(seed, 32);
    const length = Math.max(1, days - QUIET_DAYS - LAST_DAYS);
    return Array.from({ length: cases }, () => QUIET_DAYS + 1 + stream.below(length));
  }

  async #playDay(day: number, cases: number): Promise<void> {
    const stream = new Stream(this.#options.seed, 33, day);
    // By day, from seven in the morning on.
    const called = Array.from({ length: cases }, () => midnight(day) + stream.between(7, 19) * HOUR_MS);
    const events = [
      ...called.map((at) => ({ at, what: () => this.#call(at, stream) })),
      ...this.#wearers.flatMap((wearer) => this.#eventsOf(wearer, day)),
    ].sort((a, b) => a.at - b.at);
    for (const { at, what } of events) {
      this.#town.goTo(at);
      await what();
    }
    // At noon, when people see each other.
    for (const wearer of this.#wearers) this.#countRed(wearer, midnight(day) + 12 * HOUR_MS);
  }

  #eventsOf(wearer: Wearer, day: number) {
    const stays = staysOf(wearer.kind, day, wearer.outings, wearer.stream);
    const windowMs = 3 * this.#options.board.rendezvous.scanWindowMs;
    const events = stays
      .flatMap((stay) => heardDuring(stay, windowMs, RECALL_ADVERTS, wearer.stream))
      .map(({ at, epoch, advert }) => ({ at, what: () => this.#hear(wearer, at, epoch, advert) }));
    const syncAt = Math.min(wearer.nextSync, this.#comesAt(wearer));
    if (syncAt < midnight(day + 1))
      events.push({ at: Math.max(syncAt, midnight(day)), what: () => this.#sync(wearer) });
    return events;
  }

  /** Who has seen red comes. */
  #comesAt({ heardAt, calledAt, token }: Wearer): number {
    if (heardAt === undefined || calledAt === undefined) return Number.POSITIVE_INFINITY;
    return comesAfter(
      heardAt,
      new Stream(this.#options.seed, 34, token.serial, Math.floor(heardAt / DAY_MS)),
    );
  }

  async #call(at: number, stream: Stream): Promise<void> {
    const free = stream.shuffled(this.#wearers.filter((one) => one.calledAt === undefined));
    const [infected, ...near] = free.slice(0, 1 + CONTACTS_PER_CASE);
    if (!infected) return;
    await this.#town.callContacts(
      infected.token,
      near.map(({ token }) => token),
    );
    for (const wearer of near) {
      const call: PlayedCall = { kind: wearer.kind, at };
      [wearer.calledAt, wearer.heardAt] = [at, undefined];
      this.#calls.push(call);
      this.#open.set(wearer, call);
    }
    this.#changedIn = Math.floor(at / EPOCH_MS);
  }

  async #hear(wearer: Wearer, at: number, epoch: number, advert: number): Promise<void> {
    const bytes = await this.#advertOf(epoch, advert);
    if (!bytes) return;
    this.#heard++;
    const decoded = decodeGateAdvert(bytes);
    const own = recallTags(sha256, hmacKey(wearer.token.keys.tokenKey), epoch);
    const word = decoded.ok ? recallFor(decoded.value, epoch, own) : undefined;
    if (word === undefined) return;
    if (wearer.calledAt === undefined) {
      if (at - wearer.endedAt >= KNOWN_MS) this.#falseLights++;
      else if (word === "call") this.#heardAgain++;
    } else if (word === "call" && wearer.heardAt === undefined) {
      wearer.heardAt = at;
      this.#open.get(wearer)!.heardAt = at;
    }
  }

  /** As every machine sends it, which has fetched sets in this epoch or the one before. */
  async #advertOf(epoch: number, advert: number): Promise<Uint8Array | undefined> {
    const { first, tags: known } = this.#sets ?? { first: 0, tags: new Uint8Array(0) };
    // What changed in the epoch in which they were fetched is not in them yet.
    const isStale = this.#changedIn >= first && epoch > first;
    if (isStale || epoch >= first + known.length / SET_BYTES) this.#sets = await this.#town.sets();
    if (!this.#sets) return undefined;
    const at = (epoch - this.#sets.first) * SET_BYTES + advert * MOST_TAGS * TAG_BYTES;
    if (at < 0 || at >= this.#sets.tags.length) return undefined;
    const tags = Array.from({ length: MOST_TAGS }, (_, i) =>
      this.#sets!.tags.subarray(at + i * TAG_BYTES, at + (i + 1) * TAG_BYTES),
    );
    return encodeRecall(epoch, tags);
  }

  async #sync(wearer: Wearer): Promise<void> {
    const at = Math.min(wearer.nextSync, this.#comesAt(wearer));
    await this.#town.sync(wearer.token);
    if (wearer.calledAt !== undefined) {
      this.#changedIn = Math.floor(at / EPOCH_MS);
      wearer.endedAt = at;
    }
    wearer.syncedAt = at;
    wearer.nextSync = at + untilNextSync(wearer.kind, wearer.stream);
    [wearer.calledAt, wearer.heardAt] = [undefined, undefined];
    this.#open.delete(wearer);
  }

  #countRed({ syncedAt, calledAt, heardAt }: Wearer, at: number): void {
    const isCalled = heardAt !== undefined && heardAt <= at && at < calledAt! + CALL_MS;
    if (!isCalled && at - syncedAt < COVER_MS) return;
    this.#red++;
    if (isCalled) this.#redCalled++;
  }
}

function wearerOf(token: TownToken, kind: Kind, seed: number): Wearer {
  const stream = new Stream(seed, 35, token.serial);
  const start = midnight(FIRST_DAY + 1);
  // The first syncs are spread over the week.
  const syncedAt = start - stream.between(0, 6) * DAY_MS;
  return {
    token,
    kind,
    outings: outingsOf(stream),
    stream,
    syncedAt,
    nextSync: Math.max(start + EPOCH_MS, syncedAt + untilNextSync(kind, stream)),
    calledAt: undefined,
    heardAt: undefined,
    endedAt: Number.NEGATIVE_INFINITY,
  };
}

/** `share`: of the people who come before. */
function kindOf(share: number): Kind {
  const upTo = KINDS.map((_, i) => KINDS.slice(0, i + 1).reduce((sum, kind) => sum + SHARES[kind], 0));
  return KINDS.find((_, i) => share < upTo[i]!) ?? "old";
}
