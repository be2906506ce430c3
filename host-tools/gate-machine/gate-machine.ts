/** A gate's machine: what its listeners hear becomes passages, which are sealed and on the disk before they count. */
import { randomBytes } from "node:crypto";
import type { FireWord } from "../contract/fires.ts";
import type { GateRecord, Passage, SealTo } from "../contract/gates.ts";
import type { HandCount } from "../contract/guard-screen.ts";
import { DEED_ID_BYTES, type GuardDeed } from "../contract/guards.ts";
import { sealed } from "../contract/sealed.ts";
import type { GuardVisit } from "../contract/visits.ts";
import { Gate } from "../gate/engine.ts";
import type { Layout } from "../gate/layout.ts";
import type { Sighting } from "../gate/sighting.ts";
import type { Tap } from "../gate/taps.ts";
import { MINUTE_MS } from "../lib/time.ts";
import type { GateJournal } from "./gate-journal.ts";
import { Lately } from "./lately.ts";
import { Tally } from "./tally.ts";

interface MachineParts {
  readonly gate: string;
  readonly layout: Layout;
  readonly journal: GateJournal;
  /** Unix ms. */
  readonly now?: () => number;
  /** Told of taps once they are on the disk: to be answered on the air and shown. */
  readonly onTaps: (taps: readonly Tap[]) => void;
}

/** Passages in one record at most. */
const RECORD_PASSAGES = 200;

export class GateMachine {
  readonly #parts: MachineParts;
  readonly #engine: Gate;
  readonly startedAt: number;
  #sealTo: SealTo;
  /** Not on the disk yet: what could not be written stays here and goes with the next. */
  #waiting: Passage[] = [];
  /** Not told of, for their passages are not on the disk yet. */
  #taps: Tap[] = [];
  #heard = 0;
  #last: Promise<void> = Promise.resolve();
  #passages = 0;
  /** Of the same as `passages`. */
  readonly tally = new Tally();
  /** Of each listener in the last minute. */
  readonly lately = new Lately();

  /** Throws LayoutError. */
  constructor(parts: MachineParts, sealTo: SealTo) {
    this.#parts = parts;
    this.#engine = new Gate(parts.layout);
    this.startedAt = (parts.now ?? Date.now)();
    this.#sealTo = sealTo;
  }

  hear(sighting: Sighting): void {
    this.#heard++;
    this.lately.note(sighting);
    this.#waiting.push(...this.#engine.hear(sighting));
  }

  /** To be called each twentieth of a second. Resolves when what was decided is on the disk; rejects when the disk refuses it. */
  tick(now: number): Promise<void> {
    // One after the other: two at once would write down the same passages, and forget others.
    const step = this.#last.then(() => this.#step(now));
    this.#last = step.catch(() => {});
    return step;
  }

  async #step(now: number): Promise<void> {
    const { passages, taps } = this.#engine.advance(now);
    this.#waiting.push(...passages);
    this.#taps.push(...taps);
    await this.#keep();
    if (this.#taps.length > 0) this.#parts.onTaps(this.#taps.splice(0));
  }

  /**
   * Somebody without token or phone. Resolves when it is sealed and on the disk; rejects when the disk refuses it, and then nothing of it
   * is kept here. `at`: ms.
   */
  visit(of: GuardVisit, guard: string, at: number): Promise<void> {
    const minute = Math.floor(at / MINUTE_MS);
    const visits = [{ ...of, minute: of.minute ?? minute }];
    return this.#append({ visits }, { guard, did: "visit", visit: of.id, minute });
  }

  /** Resolves when it is on the disk that the visit does not count. */
  takeVisitBack(id: string, guard: string, at: number): Promise<void> {
    const minute = Math.floor(at / MINUTE_MS);
    return this.#append({ takenBack: [id] }, { guard, did: "take-back", visit: id, minute });
  }

  /** What a guard has counted by hand. Resolves when it is sealed and on the disk. */
  handCount({ from, to, people, passages }: HandCount, guard: string): Promise<void> {
    const [first, last] = [from, to].map((time) => Math.floor(Date.parse(time) / MINUTE_MS)) as [
      number,
      number,
    ];
    const handCounts = [{ minute: first, minutes: last - first, people, passages }];
    return this.#append({ handCounts }, { guard, did: "hand-count", minute: first });
  }

  /** A guard's word of an emergency behind the gate. Resolves when it is sealed and on the disk. */
  fireWord(fire: Pick<FireWord, "id" | "did">, guard: string, at: number): Promise<void> {
    return this.#append({ fires: [{ ...fire, guard, minute: Math.floor(at / MINUTE_MS) }] });
  }

  sealTo(key: SealTo): void {
    this.#sealTo = key;
  }

  /** Adverts of tokens and phones since the last time that this was asked. */
  takeHeard(): number {
    const heard = this.#heard;
    this.#heard = 0;
    return heard;
  }

  /** IDs on the inner side; undefined at a gate that cannot tell. */
  inside(): number | undefined {
    return this.#engine.inside();
  }

  /** Of people, on the disk since the machine was started: without what is written at the turn of a quarter of an hour. */
  get passages(): number {
    return this.#passages;
  }

  /** Passages that are not on the disk yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  async #keep(): Promise<void> {
    while (this.#waiting.length > 0) {
      const passages = this.#waiting.slice(0, RECORD_PASSAGES);
      await this.#append({ passages });
      this.#waiting.splice(0, passages.length);
      const people = passages.filter(({ direction }) => direction !== "there");
      this.#passages += people.length;
      for (const { minute } of people) this.tally.add(1, minute * MINUTE_MS);
    }
  }

  /** What a guard did, and by itself which guard: a server that knows nothing of guards takes the one and leaves the other. */
  async #append(record: Partial<GateRecord>, by?: Omit<GuardDeed, "id">): Promise<void> {
    const deed = by && { ...by, id: randomBytes(DEED_ID_BYTES).toString("hex") };
    const records = [record, ...(deed ? [{ deeds: [deed] }] : [])];
    await this.#parts.journal.append(
      await Promise.all(
        records.map((one) => sealed({ gate: this.#parts.gate, passages: [], ...one }, this.#sealTo)),
      ),
    );
  }
}
