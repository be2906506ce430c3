/**
 * Tries that nobody judged, of names that there are not and of accounts that are locked: a number for each hour in the
 * audit log, for a row is there for good and a try costs nothing.
 */
import { HOUR_MS } from "../../lib/time.ts";
import type { AuditEntry } from "../audit/chain.ts";
import type { OfficeOf } from "../office/office.ts";

export class TryCounts {
  readonly #office: Pick<OfficeOf<never>, "commit" | "now">;
  #hour: number;
  #counts = new Map<string, Pick<AuditEntry, "actor" | "action"> & { count: number }>();

  constructor(office: Pick<OfficeOf<never>, "commit" | "now">) {
    this.#office = office;
    this.#hour = this.#hourNow();
  }

  /** `actor` is an account's id, or "nobody". */
  note(actor: string, action: string): void {
    const name = `${actor} ${action}`;
    const counted = this.#counts.get(name) ?? { actor, action, count: 0 };
    counted.count++;
    this.#counts.set(name, counted);
  }

  /** To be called now and then: writes down what was counted, once the hour is over. */
  async look(): Promise<void> {
    if (this.#hourNow() !== this.#hour) await this.write();
  }

  /** Writes down what was counted: a row of each, with the number as its reference. */
  async write(): Promise<void> {
    this.#hour = this.#hourNow();
    const counts = [...this.#counts.values()];
    this.#counts = new Map();
    for (const { actor, action, count } of counts)
      await this.#office.commit({ actor, action, outcome: "refused", reference: `TRIES-${count}` });
  }

  #hourNow(): number {
    return Math.floor(this.#office.now() / HOUR_MS);
  }
}
