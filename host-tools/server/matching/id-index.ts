import { EPOCHS_PER_DAY } from "../../../protocol/epoch.ts";
import { type Sliced, slicer } from "../concurrency/slices.ts";
import type { TokenDirectory } from "../tokens/directory.ts";
import type { IdOwner } from "../tokens/id-owner.ts";
import { KEY_BYTES, LANES, Lanes } from "./hashing/lanes.ts";

/** A day (since 1970-01-01 UTC) of a token. */
interface TokenDay {
  readonly serial: number;
  readonly day: number;
}

/** The first IDs of such a day, all of them unless told. */
interface PartOfDay extends TokenDay {
  readonly count?: number;
}

/** Days of one token, ascending. */
interface DaysOfToken {
  readonly serial: number;
  readonly days: readonly PartOfDay[];
}

/** Days of tokens whose IDs are kept: some 25 MB. */
const MAX_DAYS = 30_000;
/** Owners that a search among all tokens has found are kept: some 30 MB. */
const MAX_FOUND = 300_000;
/** Up to so many IDs are derived while somebody waits: a quarter of a second. */
const MAX_IDS_AT_ONCE = 3_000_000;

/** The rolling IDs of enrolled tokens: derived when they are asked for, kept as long as there is room. */
export class IdIndex {
  /** What it does for long is done in slices, one search after another: they share one set of lanes. */
  readonly sliced = slicer();
  readonly #lanes = new Lanes();
  readonly #days = new Map<number, Float64Array>();
  readonly #found = new Map<number, IdOwner>();
  /** IDs that were held to every token, found or not. */
  readonly #searched = new Set<number>();
  readonly #directory: TokenDirectory;
  #restartsKnown = 0;

  constructor(directory: TokenDirectory) {
    this.#directory = directory;
  }

  /**
   * Prefixes of a token's IDs of a day, in order of epoch; none of days before its first. On a day on which it restarted
   * its chain of keys there are 96 of each chain, one behind the other.
   */
  prefixesOf(serial: number, day: number): number[] {
    return [...(this.derived([{ serial, day }])[0] ?? [])];
  }

  /** The same of many days of tokens; undefined of days before a token's first. */
  derived(wanted: readonly TokenDay[]): (Float64Array | undefined)[] {
    if (this.#restartsKnown !== this.#directory.restartsKnown) this.#days.clear();
    this.#restartsKnown = this.#directory.restartsKnown;
    const missing = [...wanted]
      .filter((one) => !this.#known(one))
      .sort((a, b) => a.serial - b.serial || a.day - b.day)
      .flatMap((one) => {
        const keys = this.#directory.find(one.serial) ? this.#directory.dayKeys(one.serial, one.day) : [];
        return keys.map((key) => ({ one, key }));
      });
    if (missing.length === 0) return wanted.map((one) => this.#known(one));
    const keys = new Uint8Array(missing.length * KEY_BYTES);
    missing.forEach(({ key }, i) => {
      keys.set(key, i * KEY_BYTES);
    });
    const prefixes = this.#lanes.list(keys);
    if (this.#days.size + missing.length > MAX_DAYS) this.#days.clear();
    for (let i = 0; i < missing.length; ) {
      const { one } = missing[i]!;
      const first = i;
      while (missing[i]?.one === one) i++;
      this.#days.set(placeOf(one), prefixes.slice(first * EPOCHS_PER_DAY, i * EPOCHS_PER_DAY));
    }
    return wanted.map((one) => this.#known(one));
  }

  /** What was derived before, unless the escrow has moved on past it. */
  #known(one: TokenDay): Float64Array | undefined {
    const token = this.#directory.find(one.serial);
    return token && token.firstDay <= one.day ? this.#days.get(placeOf(one)) : undefined;
  }

  /**
   * Owners of those prefixes that are IDs of these days of tokens, each up to its count, or that a search has found before.
   * What is derived for it is not kept: of two cases few tokens are the same.
   */
  *among(prefixes: ReadonlySet<number>, wanted: readonly PartOfDay[]): Sliced<Map<number, IdOwner>> {
    const owners = new Map<number, IdOwner>();
    for (const prefix of prefixes) {
      const known = this.#found.get(prefix);
      if (known) owners.set(prefix, known);
    }
    const { held, keys } = yield* this.#keysOf(wanted);
    this.#lanes.lookFor(prefixes);
    const counts = held.map(({ count = EPOCHS_PER_DAY }) => count);
    yield* this.#lanes.scanEach(keys, counts, (which, epoch, prefix) => {
      if (!prefixes.has(prefix)) return;
      const { serial, day } = held[which]!;
      owners.set(prefix, { serial, epoch: day * EPOCHS_PER_DAY + epoch });
    });
    return owners;
  }

  /** Day keys of days of tokens, one behind the other: four chains are walked at once from where the escrow stands. */
  *#keysOf(
    wanted: readonly PartOfDay[],
  ): Sliced<{ readonly held: readonly PartOfDay[]; readonly keys: Uint8Array }> {
    const chains = new Map<number, Map<number, PartOfDay[]>>();
    const single: (PartOfDay & { readonly key: Uint8Array })[] = [];
    for (const one of wanted) {
      const { serial, day } = one;
      const token = this.#directory.find(serial);
      if (!token || day < token.firstDay) continue;
      if (!this.#directory.hasOneChain(serial)) {
        for (const key of this.#directory.dayKeys(serial, day)) single.push({ ...one, key });
        continue;
      }
      const tokens = chains.get(token.firstDay) ?? new Map<number, PartOfDay[]>();
      chains.set(token.firstDay, tokens);
      const days = tokens.get(serial);
      if (days) days.push(one);
      else tokens.set(serial, [one]);
    }
    const held: PartOfDay[] = [];
    const keys = new Uint8Array((wanted.length + single.length) * KEY_BYTES);
    for (const [firstDay, tokens] of chains) {
      const all = [...tokens].map(([serial, days]) => ({ serial, days: days.sort((a, b) => a.day - b.day) }));
      // Strangers were met on one day: those of the same day walk together.
      all.sort((a, b) => a.days.length - b.days.length || a.days[0]!.day - b.days[0]!.day);
      for (let from = 0; from < all.length; from += LANES) {
        this.#walk(firstDay, all.slice(from, from + LANES), keys, held);
        yield;
      }
    }
    yield;
    for (const { key, ...one } of single) keys.set(key, KEY_BYTES * (held.push(one) - 1));
    return { held, keys: keys.subarray(0, held.length * KEY_BYTES) };
  }

  /** Up to four tokens whose escrow stands at one day; what is found goes behind what is there. */
  #walk(firstDay: number, tokens: readonly DaysOfToken[], keys: Uint8Array, held: PartOfDay[]): void {
    const first = new Uint8Array(LANES * KEY_BYTES);
    const next = new Int32Array(tokens.length);
    for (const [lane, { serial }] of tokens.entries())
      first.set(this.#directory.dayKeys(serial, firstDay)[0]!, lane * KEY_BYTES);
    this.#lanes.load(first, 0, tokens.length);
    for (let at = firstDay; ; ) {
      let day = Number.POSITIVE_INFINITY;
      for (let lane = 0; lane < tokens.length; lane++) {
        const part = tokens[lane]!.days[next[lane]!];
        if (part && part.day < day) day = part.day;
      }
      if (day === Number.POSITIVE_INFINITY) return;
      this.#lanes.walk(day - at);
      at = day;
      for (let lane = 0; lane < tokens.length; lane++) {
        const part = tokens[lane]!.days[next[lane]!];
        if (part?.day !== day) continue;
        next[lane]!++;
        this.#lanes.storeLane(lane, keys, held.push(part) - 1);
      }
    }
  }

  /** How many are enrolled. */
  get tokens(): number {
    return this.#directory.size;
  }

  /** Whether there are so few tokens that all of them can be gone through while somebody waits. */
  isSmall(days: number): boolean {
    return this.#directory.size * days * EPOCHS_PER_DAY <= MAX_IDS_AT_ONCE;
  }

  /** Owners of those prefixes that are IDs of any token on these days. */
  *amongAll(prefixes: ReadonlySet<number>, days: readonly number[]): Sliced<Map<number, IdOwner>> {
    const owners = new Map<number, IdOwner>();
    this.#lanes.lookFor(prefixes);
    for (const day of days) {
      const held: { readonly serial: number; readonly key: Uint8Array }[] = [];
      for (const { serial } of [...this.#directory.all()]) {
        for (const key of this.#directory.dayKeys(serial, day)) held.push({ serial, key });
        yield;
      }
      yield* this.#lanes.scanAll(packed(held), EPOCHS_PER_DAY, (which, epoch, prefix) => {
        if (prefixes.has(prefix))
          owners.set(prefix, { serial: held[which]!.serial, epoch: day * EPOCHS_PER_DAY + epoch });
      });
    }
    return owners;
  }

  /** Keeps what a search for these IDs among all tokens has found. */
  remember(searched: readonly number[], owners: ReadonlyMap<number, IdOwner>): void {
    if (this.#searched.size + searched.length > MAX_FOUND) {
      this.#found.clear();
      this.#searched.clear();
    }
    for (const prefix of searched) this.#searched.add(prefix);
    for (const [prefix, owner] of owners) this.#found.set(prefix, owner);
  }

  /** Whether an ID was looked for among all tokens, since this process began. */
  wasSearched(prefix: number): boolean {
    return this.#searched.has(prefix);
  }
}

function packed(held: readonly { readonly key: Uint8Array }[]): Uint8Array {
  const keys = new Uint8Array(held.length * KEY_BYTES);
  held.forEach(({ key }, i) => {
    keys.set(key, i * KEY_BYTES);
  });
  return keys;
}

/** One number for a token's day: exact, since serials have ten digits and days five. */
function placeOf({ serial, day }: TokenDay): number {
  return serial * 65536 + day;
}
