import type {
  AirPort,
  HeardAdvert,
  Listening,
  RunningToken,
  Transmission,
} from "../../host-tools/models/virtual-token/air-port.ts";

/** A token whose program is a list of things to do at given times. */
export class ScriptedToken implements RunningToken {
  readonly heard: HeardAdvert[] = [];
  readonly air: AirPort;
  readonly #transmissions: Transmission[] = [];
  readonly #listenings: Listening[] = [];
  readonly #queue: HeardAdvert[] = [];
  readonly #actions: { at: number; act: (at: number) => void }[] = [];

  constructor() {
    this.air = {
      transmissions: this.#transmissions,
      listenings: this.#listenings,
      hear: (adverts) => {
        this.#queue.push(...adverts);
      },
    };
  }

  /** Do something at world time `at`; actions must be given in order of time. */
  at(at: number, act: (at: number) => void): this {
    this.#actions.push({ at, act });
    return this;
  }

  advertise(from: number, options: Partial<Transmission> & { readonly data: Uint8Array }): void {
    const { length } = this.#transmissions;
    this.#transmissions.push({
      from,
      to: Number.POSITIVE_INFINITY,
      intervalMs: 100,
      txPowerDbm: 0,
      address: "c0:00:00:00:00:01 random",
      connectable: false,
      seed: length + 1,
      ...options,
    });
  }

  quiet(at: number): void {
    for (const transmission of this.#transmissions) transmission.to = Math.min(transmission.to, at);
  }

  listen(from: number, windowMs: number, intervalMs: number): void {
    this.#listenings.push({ from, to: Number.POSITIVE_INFINITY, windowMs, intervalMs });
  }

  deaf(at: number): void {
    for (const listening of this.#listenings) listening.to = Math.min(listening.to, at);
  }

  nextAt(): number {
    return Math.min(
      this.#actions[0]?.at ?? Number.POSITIVE_INFINITY,
      this.#queue[0]?.at ?? Number.POSITIVE_INFINITY,
    );
  }

  runTo(t: number): void {
    while (this.#queue.length > 0 && this.#queue[0]!.at <= t) this.heard.push(this.#queue.shift()!);
    while (this.#actions.length > 0 && this.#actions[0]!.at <= t) {
      const { at, act } = this.#actions.shift()!;
      act(at);
    }
  }
}
