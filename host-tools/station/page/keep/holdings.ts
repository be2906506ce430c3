/** What is held ahead for work without a network: tickets of the own place's tokens, its people, the server's form key. */

import { type Ticket, ticketSpan } from "../../../../protocol/authority.ts";
import { fromHex } from "../../../../protocol/bytes.ts";
import type { Api } from "../../../web/ui/api.ts";
import type { Both } from "../../../web/ui/language.ts";
import type { FormKey } from "../../seal-form.ts";
import type { ShortPerson, TokenState } from "../work/types.ts";
import type { Vault } from "./vault.ts";

/** As `GET /api/station/ahead` answers. */
export interface Ahead {
  /** Unix ms of the server. */
  readonly now: number;
  readonly place: { readonly id: string; readonly name: string };
  readonly formKey: FormKey;
  readonly consent: { readonly version: string } & Both<string>;
  readonly persons: readonly ShortPerson[];
  /** Of all tickets: first epoch and hours. */
  readonly notBefore: number;
  readonly hours: number;
  readonly tokens: readonly AheadToken[];
}

interface AheadToken {
  readonly serial: number;
  readonly called: boolean;
  readonly lastSync?: string;
  /** Counter of the first ticket; the others follow. */
  readonly counter: number;
  readonly macs: readonly string[];
}

const NAME = "ahead";

export class Holdings {
  readonly #vault: Vault | undefined;
  #ahead: Ahead | undefined;

  constructor(vault: Vault | undefined) {
    this.#vault = vault;
  }

  get ahead(): Ahead | undefined {
    return this.#ahead;
  }

  async load(): Promise<void> {
    this.#ahead ??= await this.#vault?.get<Ahead>(NAME);
  }

  /** Throws ApiProblem or NoNetwork. */
  async fetch(api: Api): Promise<Ahead> {
    return this.#keep(await api.get<Ahead>("/api/station/ahead"));
  }

  /** Somebody's or the stock of the own place, as far as this computer knows; true where it holds nothing at all. */
  mayBeOwn(serial: number): boolean {
    return this.#ahead === undefined || this.token(serial) !== undefined;
  }

  /**
   * A ticket that the token has not spent. Whether its hours are over is the token's to say: this computer's clock may be
   * anything when there is no network.
   */
  ticket(serial: number, highest: number): Ticket | undefined {
    const ahead = this.#ahead;
    const token = ahead?.tokens.find((one) => one.serial === serial);
    if (!ahead || !token) return undefined;
    const { notBefore, hours } = ahead;
    const index = Math.max(0, highest + 1 - token.counter);
    const mac = token.macs[index];
    return mac === undefined
      ? undefined
      : { counter: token.counter + index, notBefore, hours, mac: fromHex(mac)! };
  }

  goodUntil(): number | undefined {
    return this.#ahead && ticketSpan(this.#ahead).to * 1000;
  }

  token(serial: number): TokenState | undefined {
    const token = this.#ahead?.tokens.find((one) => one.serial === serial);
    const wearer = this.#ahead?.persons.find((person) => person.serial === serial);
    if (!token && !wearer) return undefined;
    return {
      ...{ serial, isKnown: true, isElsewhere: false, isCalled: token?.called === true },
      ...(wearer ? { wearer } : {}),
      ...(token?.lastSync ? { lastSync: Date.parse(token.lastSync) } : {}),
    };
  }

  /** What was done here meanwhile shows at once; the next fetch brings the server's word. */
  async note(change: (persons: readonly ShortPerson[]) => readonly ShortPerson[]): Promise<void> {
    if (this.#ahead) await this.#keep({ ...this.#ahead, persons: change(this.#ahead.persons) });
  }

  async #keep(ahead: Ahead): Promise<Ahead> {
    this.#ahead = ahead;
    await this.#vault?.put(NAME, ahead);
    return ahead;
  }
}
