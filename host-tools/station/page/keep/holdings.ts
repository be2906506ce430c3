/** What is held ahead for work without a network: tickets of the own place's tokens, its people, the server's form key. */

import { ticketSpan } from "../../../../protocol/authority.ts";
import { fromHex } from "../../../../protocol/bytes.ts";
import { tokenName } from "../../../../protocol/identity.ts";
import type { Api } from "../../../web/ui/api.ts";
import type { Both } from "../../../web/ui/language.ts";
import type { FormKey } from "../../seal-form.ts";
import type { Admission } from "../../sync-client.ts";
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
  mayBeOwn(name: string): boolean {
    const { tokens, persons } = this.#ahead ?? {};
    if (!tokens || !persons) return true;
    return [...tokens, ...persons].some(({ serial }) => serial !== undefined && tokenName(serial) === name);
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

  token(serial: number): TokenState | undefined {
    const token = this.#ahead?.tokens.find((one) => one.serial === serial);
    const wearer = this.#ahead?.persons.find((person) => person.serial === serial);
    if (!token && !wearer) return undefined;
    return {
      ...{ serial, isKnown: true, isElsewhere: false },
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
