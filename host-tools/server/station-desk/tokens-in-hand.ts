/**
 * Which tokens have just been read, by their own word: in which session, and where. A token's number is on its label for
 * everybody to read; what goes beyond that is told to who has the token itself.
 *
 * The proof is a health report under the token's key whose last authenticated time is the one that the server signed for
 * it in this very session, behind a HELLO whose alias held. An older report, a page that was held back, or what another
 * station brought, proves nothing here. It is forgotten after minutes, and with a restart of the server.
 */
import type { Place } from "../units/unit.ts";

/** Long enough to talk to the wearer, too short to come back to it. */
const IN_HAND_MS = 10 * 60_000;

/** Who read it. `session` is any word that is one session's alone. */
export interface Reader {
  readonly session: string;
  readonly place: Place;
}

interface Sync {
  readonly place: Place;
  helloAt: number;
  /** Times that were signed since, Unix seconds. */
  readonly signed: number[];
  readAt?: number;
}

export class TokensInHand {
  readonly #now: () => number;
  readonly #syncs = new Map<string, Sync>();

  /** `now` in world ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The token said HELLO and its alias held. */
  helloHeld(serial: number, { session, place }: Reader): void {
    this.#forget();
    const key = keyOf(serial, session);
    const sync = this.#syncs.get(key) ?? { place, helloAt: 0, signed: [] };
    sync.helloAt = this.#now();
    this.#syncs.set(key, sync);
  }

  /** A time was signed for the token. */
  timeSigned(serial: number, { session }: Reader, unixSeconds: number): void {
    this.#known(serial, session)?.signed.push(unixSeconds);
  }

  /** A health report's MAC held; `anchor` is the last time that the token believed, Unix seconds. */
  healthHeld(serial: number, { session }: Reader, anchor: number): void {
    const sync = this.#known(serial, session);
    if (sync?.signed.includes(anchor)) sync.readAt = this.#now();
  }

  /** Has this session just read the token? */
  isIn(serial: number, session: string): boolean {
    return isFresh(this.#known(serial, session)?.readAt, this.#now());
  }

  /** Where the token has just been read. */
  placesOf(serial: number): Place[] {
    return [...new Set(this.readingsOf(serial).map(({ place }) => place))];
  }

  /** Where and when (world ms) the token has just been read. */
  readingsOf(serial: number): { readonly place: Place; readonly at: number }[] {
    const now = this.#now();
    return [...this.#syncs].flatMap(([key, { place, readAt }]) =>
      key.startsWith(`${serial} `) && isFresh(readAt, now) ? [{ place, at: readAt }] : [],
    );
  }

  #known(serial: number, session: string): Sync | undefined {
    this.#forget();
    return this.#syncs.get(keyOf(serial, session));
  }

  #forget(): void {
    for (const [key, { helloAt, readAt }] of this.#syncs)
      if (!isFresh(helloAt, this.#now()) && !isFresh(readAt, this.#now())) this.#syncs.delete(key);
  }
}

function keyOf(serial: number, session: string): string {
  return `${serial} ${session}`;
}

/** Also not after the clock was put back. */
function isFresh(at: number | undefined, now: number): at is number {
  return at !== undefined && at <= now && now - at < IN_HAND_MS;
}
