/**
 * What is held ahead for work without a network: tickets of the own place's tokens and its people, as long as the tickets are good
 * (expiry.ts); and without end the server's form key and the words of the consent, which tell of nobody.
 */

import { ticketSpan } from "../../../../protocol/authority.ts";
import { fromHex } from "../../../../protocol/bytes.ts";
import { tokenName } from "../../../../protocol/identity.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import type { HeldAhead, TokenStateView } from "../../../contract/stations.ts";
import type { Admission } from "../../../station/sync-authority.ts";
import type { Api } from "../../shared/api.ts";
import { AHEAD, type Expiry } from "./expiry.ts";
import type { Vault } from "./vault.ts";

/** Of persons and their tokens. */
type Ahead = Omit<HeldAhead, keyof Basics>;

/** What forms are filled in with. */
type Basics = Pick<HeldAhead, "place" | "formKey" | "consent">;

const BASICS = "basics";

export class Holdings {
  readonly #vault: Vault | undefined;
  readonly #expiry: Expiry;
  #ahead: Ahead | undefined;
  #basics: Basics | undefined;

  constructor(vault: Vault | undefined, expiry: Expiry) {
    this.#vault = vault;
    this.#expiry = expiry;
  }

  get ahead(): Ahead | undefined {
    return this.#ahead;
  }

  get basics(): Basics | undefined {
    return this.#basics;
  }

  async load(): Promise<void> {
    await this.#expiry.look();
    this.#ahead ??= await this.#vault?.get<Ahead>(AHEAD);
    this.#basics ??= await this.#vault?.get<Basics>(BASICS);
  }

  /** Throws ApiProblem or NoNetwork. */
  async fetch(api: Api): Promise<void> {
    const { place, formKey, consent, ...ahead } = await api.get<HeldAhead>("/api/station/ahead");
    this.#basics = { place, formKey, consent };
    await this.#vault?.put(BASICS, this.#basics);
    if (this.#vault)
      await this.#expiry.begin(this.#vault.owner.account, ticketSpan(ahead).to * 1000 - ahead.now);
    await this.#keep(ahead);
  }

  /** Deletes what is over, here and in memory. */
  async expire(): Promise<void> {
    await this.#expiry.look();
    if (this.#vault && this.#ahead && !(await this.#vault.holds(AHEAD))) this.#ahead = undefined;
  }

  /** Somebody's or the stock of the own place, as far as this computer knows; true where it holds nothing at all. */
  mayBeOwn(name: string): boolean {
    const { tokens, persons } = this.#ahead ?? {};
    if (!tokens || !persons) return true;
    const serials = [
      ...tokens.map(({ serial }) => serial),
      ...persons.flatMap((person) => person.serials ?? []),
    ];
    return serials.some((serial) => tokenName(serial) === name);
  }

  /**
   * Tickets of the tokens that bear this name, each that token's first one that it has not spent. Whether its hours are over is the
   * token's to say: this computer's clock may be anything when there is no network.
   */
  admissions(name: string, highest: number): Admission[] {
    const { tokens = [], notBefore = 0, hours = 0 } = this.#ahead ?? {};
    return tokens
      .filter(({ serial }) => tokenName(serial) === name)
      .flatMap(({ serial, counter: first, macs }) => {
        const counter = Math.max(first, highest + 1);
        const mac = macs[counter - first];
        if (mac === undefined) return [];
        return [{ serial, ticket: { counter, notBefore, hours, mac: fromHex(mac)! }, isGuess: true }];
      });
  }

  goodUntil(): number | undefined {
    return this.#ahead && ticketSpan(this.#ahead).to * 1000;
  }

  /** As the server would answer; undefined of a token that is not the own place's. */
  token(serial: number): TokenStateView | undefined {
    const token = this.#ahead?.tokens.find((one) => one.serial === serial);
    const wearer = this.#ahead?.persons.find(({ serials = [] }) => serials.includes(serial));
    if (!token && !wearer) return undefined;
    return {
      known: true,
      elsewhere: false,
      ...(wearer ? { wearer } : {}),
      ...(token?.lastSync ? { lastSync: token.lastSync } : {}),
    };
  }

  /** What was done here meanwhile shows at once; the next fetch brings the server's word. */
  async note(change: (persons: readonly RosterEntry[]) => readonly RosterEntry[]): Promise<void> {
    if (this.#ahead) await this.#keep({ ...this.#ahead, persons: change(this.#ahead.persons) });
  }

  async #keep(ahead: Ahead): Promise<void> {
    this.#ahead = ahead;
    await this.#vault?.put(AHEAD, ahead);
  }
}
