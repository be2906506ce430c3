/**
 * The server's time on a computer whose own clock may be anything: measured once, carried on by the monotonic clock.
 * Nothing here sets a token's time: only what the server has signed does.
 */

/** Further off than this the person at the station is told. */
export const TOLERANCE_MILLISECONDS = 120_000;
/** The wall clock and the monotonic one part when somebody sets the one, or sleep stops the other. */
const JUMP_MILLISECONDS = 5_000;

/** The two clocks of a computer, ms: Date.now and performance.now in a browser. */
interface ComputerClocks {
  readonly wall: () => number;
  readonly monotonic: () => number;
}

interface Measurement {
  /** Server time less monotonic time, ms. */
  readonly offset: number;
  /** The truth is within so many ms. */
  readonly uncertainty: number;
  readonly wallLessMonotonic: number;
}

export type ClockVerdict =
  | { readonly kind: "unknown" }
  /** Within the tolerance. */
  | { readonly kind: "right"; readonly offBy: number }
  /** `offBy` ms, positive when this computer is ahead. */
  | { readonly kind: "off"; readonly offBy: number }
  /** Set, or asleep, since the server was asked: ask again. */
  | { readonly kind: "jumped"; readonly by: number };

export class ServerClock {
  readonly #clocks: ComputerClocks;
  #measured: Measurement | undefined;

  constructor(clocks: ComputerClocks = { wall: Date.now, monotonic: () => performance.now() }) {
    this.#clocks = clocks;
  }

  /** Asks for the server's time, ms; whatever `ask` throws it throws, and what was known stays. */
  async measure(ask: () => Promise<number>): Promise<void> {
    const { wall, monotonic } = this.#clocks;
    const sent = monotonic();
    const server = await ask();
    const received = monotonic();
    this.take({ sent, received, server, wall: wall() });
  }

  /**
   * An answer that told the server's time, ms: somewhere between sending and receiving it, both by the monotonic clock.
   * The better one of two measurements stays, unless the computer's clocks have parted since.
   */
  take({
    sent,
    received,
    server,
    wall,
  }: {
    sent: number;
    received: number;
    server: number;
    wall: number;
  }): void {
    const uncertainty = (received - sent) / 2;
    const wallLessMonotonic = wall - received;
    const old = this.#measured;
    if (old && old.uncertainty < uncertainty && !hasParted(old.wallLessMonotonic, wallLessMonotonic)) return;
    this.#measured = { offset: server - (sent + uncertainty), uncertainty, wallLessMonotonic };
  }

  /** The server's time now, ms; undefined as long as it was never asked, or when the computer's clocks have parted since. */
  now(): number | undefined {
    const measured = this.#measured;
    if (!measured || this.verdict().kind === "jumped") return undefined;
    return this.#clocks.monotonic() + measured.offset;
  }

  /** What to make of this computer's own clock. */
  verdict(): ClockVerdict {
    const measured = this.#measured;
    if (!measured) return { kind: "unknown" };
    const { wall, monotonic } = this.#clocks;
    const parted = wall() - monotonic() - measured.wallLessMonotonic;
    if (Math.abs(parted) > JUMP_MILLISECONDS) return { kind: "jumped", by: Math.round(parted) };
    const offBy = Math.round(wall() - (monotonic() + measured.offset));
    return Math.abs(offBy) > TOLERANCE_MILLISECONDS ? { kind: "off", offBy } : { kind: "right", offBy };
  }
}

function hasParted(before: number, now: number): boolean {
  return Math.abs(now - before) > JUMP_MILLISECONDS;
}
