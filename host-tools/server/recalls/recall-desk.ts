/**
 * What machines at gates and stations are given to send (SPEC.md §11). What is in a set of an epoch is settled by how calls stood when the
 * epoch before it began, so that every place of a commune sends the same, whenever in that epoch it asks.
 */
import { concatenate, toHex } from "../../../protocol/bytes.ts";
import { decodeGateAdvert } from "../../../protocol/gate-advert.ts";
import { hmacKey } from "../../../protocol/hash.ts";
import { RECALL_WORDS, recallTags } from "../../../protocol/recall.ts";
import { type Chaff, chaffOf, recallSet } from "../../../protocol/recall-set.ts";
import { EPOCHS_AHEAD, sealedSets } from "../../contract/recall-sets.ts";
import { refuse } from "../../contract/refusal.ts";
import { sha256 } from "../../lib/sha256.ts";
import { EPOCH_MS } from "../../lib/time.ts";
import { secretHashOf } from "../gates/gate-desk.ts";
import { findGate, isMachineOf } from "../gates/gate-store.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import type { MatchParts } from "../matching/reading.ts";
import type { Place, Places } from "../units/unit.ts";
import { areaOf, areasOf } from "./areas.ts";
import { followedCalls } from "./followed-calls.ts";
import { endOf, tokenCallsAt } from "./token-call-store.ts";

/** So long a place without a network goes on calling whose token was synced meanwhile, and others say that it is over. */
const AHEAD_MS = EPOCHS_AHEAD * EPOCH_MS;

/** A token that a commune's sets speak to, until a time, world ms. */
interface Wanted {
  readonly serial: number;
  readonly word: "call" | "withdrawn";
  readonly until: number;
}

type ByArea = ReadonlyMap<Place, readonly Wanted[]>;

export class RecallDesk {
  readonly #parts: MatchParts;
  readonly #wrapping: KeyWrapping;
  readonly #places: Places;
  /** Of the last epochs: how calls stood as each began, and what communes send from then on. */
  readonly #wanted = new Map<number, Promise<ByArea>>();
  readonly #sets = new Map<string, Promise<Uint8Array>>();

  constructor(parts: MatchParts, wrapping: KeyWrapping, places: Places) {
    this.#parts = parts;
    this.#wrapping = wrapping;
    this.#places = places;
  }

  /**
   * The sets of the commune that a gate lies in, of this epoch and those of the next 48 hours, sealed to its machine. `secret`: the
   * machine's, 32 bytes. Refusal: gate, for a wrong secret or a gate that was taken away.
   */
  async setsFor(gate: string, secret: Uint8Array): Promise<Uint8Array> {
    const { database, now } = this.#parts;
    if (!(await isMachineOf(database, gate, secretHashOf(toHex(secret))))) throw refuse("gate", "gate");
    const { place } = (await findGate(database, gate))!;
    const first = Math.floor(now() / EPOCH_MS);
    return sealedSets({ first, tags: await this.#setsOf(areaOf(this.#places, place), first) }, gate, secret);
  }

  #setsOf(area: Place, first: number): Promise<Uint8Array> {
    for (const epoch of this.#wanted.keys()) if (epoch < first - 1) this.#wanted.delete(epoch);
    for (const name of this.#sets.keys()) if (!name.startsWith(`${first} `)) this.#sets.delete(name);
    return remembered(this.#sets, `${first} ${area}`, () => this.#makeSets(area, first));
  }

  async #makeSets(area: Place, first: number): Promise<Uint8Array> {
    const key = hmacKey(new Uint8Array(this.#wrapping.mac(`recall set ${area}`).digest()));
    const chaff = chaffOf(sha256, key);
    const [before, now] = [await this.#wantedAt(first - 1), await this.#wantedAt(first)];
    const sets = Array.from({ length: EPOCHS_AHEAD }, (_, i) =>
      this.#setOf(first + i, (i === 0 ? before : now).get(area) ?? [], chaff),
    );
    return concatenate(...sets);
  }

  #setOf(epoch: number, wanted: readonly Wanted[], chaff: Chaff): Uint8Array {
    const { directory } = this.#parts;
    const tags = wanted
      .filter(({ serial, until }) => epoch * EPOCH_MS < until && directory.find(serial))
      .map(
        ({ serial, word }) =>
          recallTags(sha256, directory.tokenKey(serial), epoch)[RECALL_WORDS.indexOf(word)]!,
      );
    return concatenate(...recallSet(epoch, tags, chaff).flatMap(tagsIn));
  }

  /** As calls stood when an epoch began. */
  #wantedAt(epoch: number): Promise<ByArea> {
    return remembered(this.#wanted, epoch, () => this.#standingAt(epoch * EPOCH_MS));
  }

  async #standingAt(at: number): Promise<ByArea> {
    const { database } = this.#parts;
    const byArea = new Map<Place, Map<number, Wanted>>();
    for (const followed of await followedCalls(database, await tokenCallsAt(database, at), at)) {
      const { call, state, syncedAt, serials, isMeant } = followed;
      const until = syncedAt === undefined ? endOf(call) : Math.min(endOf(call), syncedAt + AHEAD_MS);
      if (at >= until) continue;
      const word = isMeant && state === "calling" ? "call" : "withdrawn";
      for (const area of await areasOf(this.#parts, this.#places, { person: call.person, serials }, at)) {
        const there = byArea.get(area) ?? new Map<number, Wanted>();
        byArea.set(area, there);
        // To a token "withdrawn" holds before "call": whoever one case calls is not told that another one does not any more.
        for (const serial of serials)
          if (there.get(serial)?.word !== "call") there.set(serial, { serial, word, until });
      }
    }
    return new Map([...byArea].map(([area, there]) => [area, [...there.values()]]));
  }
}

function tagsIn(advert: Uint8Array): readonly Uint8Array[] {
  const decoded = decodeGateAdvert(advert);
  if (!decoded.ok) throw new Error("A set has an advert that is no recall.");
  return decoded.value.tags;
}

/** What was made under a name before, or is being made; what fails is made anew. */
function remembered<K, T>(made: Map<K, Promise<T>>, name: K, make: () => Promise<T>): Promise<T> {
  const known = made.get(name);
  if (known) return known;
  const making = make();
  made.set(name, making);
  making.catch(() => made.delete(name));
  return making;
}
