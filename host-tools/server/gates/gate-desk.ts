/** What machines at gates bring: sealed batches, each with its machine's own proof. */
import { createHash } from "node:crypto";
import * as v from "valibot";
import { toHex } from "../../../protocol/bytes.ts";
import { type BatchTaken, gateBatch, type SealTo } from "../../contract/gates.ts";
import { refuse } from "../../contract/refusal.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import { isMachineOf } from "./gate-store.ts";
import { addPassages } from "./passage-store.ts";

interface GateParts {
  readonly queries: Queries;
  /** A transaction whose changes are durable when it resolves. */
  readonly change: <T>(work: (queries: Queries) => Promise<T>) => Promise<T>;
  readonly now: () => number;
  readonly formKeys: { current(): Promise<{ readonly id: string; readonly point: Uint8Array }> };
  /** Refusals: form-key, sealed. */
  readonly open: (sealed: Uint8Array) => Promise<unknown>;
}

/** Hex. */
export function secretHashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** A clock may be off by less: the way of a batch takes time, too. */
const CLOCK_MINUTES = 2;

/** Whole minutes by which a machine's clock is ahead; 0 where it is right. World ms. */
function minutesAhead(at: number, now: number): number {
  const minutes = Math.round((at - now) / MINUTE_MS);
  return Math.abs(minutes) < CLOCK_MINUTES ? 0 : minutes;
}

export class GateDesk {
  readonly #parts: GateParts;

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** What machines seal to from now on. */
  async sealTo(): Promise<SealTo> {
    const { id, point } = await this.#parts.formKeys.current();
    return { id, point: toHex(point) };
  }

  /**
   * Takes a batch of this gate's; durable when it resolves. What has come before changes nothing. Refusals: form-key, sealed, input, and
   * gate for a wrong secret, another gate or one that was taken away.
   */
  async take(gate: string, sealed: Uint8Array): Promise<BatchTaken> {
    const { queries, change, now, open } = this.#parts;
    const read = v.safeParse(gateBatch, await open(sealed));
    if (!read.success) throw refuse("input", v.getDotPath(read.issues[0]) ?? "batch");
    const { gate: named, secret, at, passages } = read.output;
    if (named !== gate || !(await isMachineOf(queries, gate, secretHashOf(secret))))
      throw refuse("gate", "gate");
    const ahead = minutesAhead(at, now());
    const right = passages.map((one) => ({ ...one, minute: Math.max(0, one.minute - ahead) }));
    await change((writing) => addPassages(writing, gate, right, now()));
    return { taken: passages.length, ahead, sealTo: await this.sealTo() };
  }
}
