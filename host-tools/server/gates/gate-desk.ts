/** What machines at gates bring: sealed records behind the machine's own proof. */
import { createHash } from "node:crypto";
import * as v from "valibot";
import { toHex } from "../../../protocol/bytes.ts";
import type { FireWord } from "../../contract/fires.ts";
import { gateRecordsIn } from "../../contract/gate-records.ts";
import {
  type Brought,
  type CountedByHand,
  GATE_SECRET_BYTES,
  type GateRecord,
  gateRecord,
  type Passage,
  type SealTo,
} from "../../contract/gates.ts";
import type { GuardDeed } from "../../contract/guards.ts";
import { Refusal, refuse } from "../../contract/refusal.ts";
import { siteVisit } from "../../contract/site.ts";
import type { Visit } from "../../contract/visits.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import { addDeeds } from "./deed-store.ts";
import { isMachineOf } from "./gate-store.ts";
import { addHandCounts } from "./hand-count-store.ts";
import { addPassages } from "./passage-store.ts";
import { addVisits, takeVisitsBack } from "./visit-store.ts";

interface GateParts {
  readonly queries: Queries;
  /** A transaction whose changes are durable when it resolves. */
  readonly change: <T>(work: (queries: Queries) => Promise<T>) => Promise<T>;
  readonly now: () => number;
  readonly wrapping: KeyWrapping;
  readonly formKeys: { current(): Promise<{ readonly id: string; readonly point: Uint8Array }> };
  /** What guards at the gate say of emergencies. */
  readonly hearFires: (gate: string, words: readonly FireWord[]) => Promise<void>;
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
   * Takes what this gate's machine has brought: its secret, and records behind it. Durable when it resolves; what has come before
   * changes nothing. `clock`: the machine's, world ms. Refusals: gate, for a wrong secret or a gate that was taken away; input, where
   * the last record was cut short.
   */
  async take(gate: string, bytes: Uint8Array, clock: number): Promise<Brought> {
    const { queries, change, now, wrapping } = this.#parts;
    const secret = toHex(bytes.subarray(0, GATE_SECRET_BYTES));
    if (!(await isMachineOf(queries, gate, secretHashOf(secret)))) throw refuse("gate", "gate");
    const body = bytes.subarray(GATE_SECRET_BYTES);
    const { records, whole } = gateRecordsIn(body);
    if (whole < body.length) throw refuse("input", "records");
    const ahead = minutesAhead(clock, now());
    const right = <T extends { readonly minute: number }>(one: T): T => ({
      ...one,
      minute: Math.max(0, one.minute - ahead),
    });
    const passages: Passage[] = [];
    const visits: Visit[] = [];
    const takenBack: string[] = [];
    const handCounts: CountedByHand[] = [];
    const deeds: GuardDeed[] = [];
    const fires: FireWord[] = [];
    let unread = 0;
    for (const record of records) {
      const read = await this.#opened(gate, record);
      if (!read) unread++;
      passages.push(...(read?.passages ?? []).map(right));
      // Times on paper are no machine's.
      visits.push(...(read?.visits ?? []).map((one) => (one.by === "paper" ? one : right(one))));
      takenBack.push(...(read?.takenBack ?? []));
      handCounts.push(...(read?.handCounts ?? []).map(right));
      deeds.push(...(read?.deeds ?? []).map(right));
      fires.push(...(read?.fires ?? []).map(right));
    }
    await change(async (writing) => {
      await addPassages(writing, gate, passages, now());
      await addHandCounts(writing, gate, handCounts);
      await addVisits(writing, wrapping, gate, visits);
      await takeVisitsBack(writing, gate, takenBack, Math.floor(now() / MINUTE_MS));
      await addDeeds(writing, wrapping, gate, deeds);
    });
    if (fires.length > 0) await this.#parts.hearFires(gate, fires);
    return { taken: passages.length + visits.length, unread, ahead, sealTo: await this.sealTo() };
  }

  /**
   * Takes what a visitor's phone has sealed at a gate, now; what comes twice is one visit. Durable when it resolves. Refusals: form-key,
   * sealed; input, where it is no visit of the gate with this code.
   */
  async takeOwn(
    { gate, site }: { readonly gate: string; readonly site: string },
    bytes: Uint8Array,
  ): Promise<void> {
    const { change, now, wrapping, open } = this.#parts;
    const read = v.safeParse(siteVisit, await open(bytes));
    if (!read.success || read.output.site !== site) throw refuse("input", "visit");
    const { site: _, ...told } = read.output;
    const visit: Visit = { ...told, by: "site", minute: Math.floor(now() / MINUTE_MS) };
    await change((writing) => addVisits(writing, wrapping, gate, [visit]));
  }

  /** Undefined of what is no record of this gate's. */
  async #opened(gate: string, sealed: Uint8Array): Promise<GateRecord | undefined> {
    const plain = await this.#parts.open(sealed).catch((error: unknown) => {
      if (error instanceof Refusal) return undefined;
      throw error;
    });
    const read = v.safeParse(gateRecord, plain);
    return read.success && read.output.gate === gate ? read.output : undefined;
  }
}
