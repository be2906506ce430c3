/**
 * Packets in the order of time, however many: what does not fit in memory lies in sorted runs in a folder of the system's
 * temporary files until it is read.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RecordedPacket } from "./recorded-packet.ts";

/** So many packets are kept in memory. */
const MOST_IN_MEMORY = 200_000;
/** Of a run so many packets are read at once. */
const BLOCK = 4096;
/** Receiver, transmitter, time, RSSI, metres. */
const FIELDS = 5;
const FIELD_BYTES = Float64Array.BYTES_PER_ELEMENT;
const AT = 2;

export class TimeOrder {
  readonly #most: number;
  readonly #rows: Float64Array;
  #count = 0;
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();
  #folder: string | undefined;
  readonly #runs: string[] = [];

  constructor(mostInMemory = MOST_IN_MEMORY) {
    this.#most = mostInMemory;
    this.#rows = new Float64Array(mostInMemory * FIELDS);
  }

  add({ receiver, transmitter, at, rssi, metres }: RecordedPacket): void {
    if (this.#count === this.#most) this.#spill();
    this.#rows.set(
      [this.#numberOf(receiver), this.#numberOf(transmitter), at, rssi, metres ?? Number.NaN],
      this.#count * FIELDS,
    );
    this.#count++;
  }

  /** Ascending by time; those of one time in the order in which they were added. */
  *[Symbol.iterator](): Generator<RecordedPacket> {
    if (this.#runs.length === 0) {
      for (const i of this.#order()) yield this.#packetOf(this.#rows, i);
      return;
    }
    if (this.#count > 0) this.#spill();
    const runs = this.#runs.map((path) => new Run(path));
    try {
      yield* this.#merged(runs);
    } finally {
      for (const run of runs) run.close();
    }
  }

  /** Removes what lies in files. */
  close(): void {
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
    this.#runs.length = 0;
    this.#count = 0;
  }

  *#merged(runs: readonly Run[]): Generator<RecordedPacket> {
    let open = runs.filter((run) => run.at !== undefined);
    while (open.length > 0) {
      // The first of those whose next packet is earliest; it goes on while it is not later than the next of any other.
      const first = open.reduce((best, run) => (run.at! < best.at! ? run : best));
      const until = open.reduce((least, run) => (run === first ? least : Math.min(least, run.at!)), Infinity);
      do {
        yield this.#packetOf(first.rows, first.index);
        first.step();
      } while (first.at !== undefined && first.at < until);
      if (first.at === undefined) open = open.filter((run) => run !== first);
    }
  }

  #spill(): void {
    this.#folder ??= mkdtempSync(join(tmpdir(), "bluezone-recording-"));
    const sorted = new Float64Array(this.#count * FIELDS);
    this.#order().forEach((from, to) => {
      sorted.set(this.#rows.subarray(from * FIELDS, (from + 1) * FIELDS), to * FIELDS);
    });
    const path = join(this.#folder, String(this.#runs.length));
    writeFileSync(path, new Uint8Array(sorted.buffer));
    this.#runs.push(path);
    this.#count = 0;
  }

  #order(): Uint32Array {
    const at = (i: number) => this.#rows[i * FIELDS + AT]!;
    return Uint32Array.from({ length: this.#count }, (_, i) => i).sort((x, y) => at(x) - at(y) || x - y);
  }

  #numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#names.push(name) - 1;
    this.#numbers.set(name, number);
    return number;
  }

  #packetOf(rows: Float64Array, i: number): RecordedPacket {
    const [receiver, transmitter, at, rssi, metres] = rows.subarray(
      i * FIELDS,
      (i + 1) * FIELDS,
    ) as unknown as [number, number, number, number, number];
    return {
      receiver: this.#names[receiver]!,
      transmitter: this.#names[transmitter]!,
      at,
      rssi,
      metres: Number.isNaN(metres) ? undefined : metres,
    };
  }
}

/** A sorted run in a file, read block by block. */
class Run {
  readonly rows = new Float64Array(BLOCK * FIELDS);
  index = 0;
  readonly #file: number;
  #length = 0;

  constructor(path: string) {
    this.#file = openSync(path, "r");
    this.#fill();
  }

  /** Time of the next packet; undefined when there is none. */
  get at(): number | undefined {
    return this.index < this.#length ? this.rows[this.index * FIELDS + AT] : undefined;
  }

  step(): void {
    this.index++;
    if (this.index === this.#length) this.#fill();
  }

  close(): void {
    closeSync(this.#file);
  }

  #fill(): void {
    this.#length = readSync(this.#file, new Uint8Array(this.rows.buffer)) / (FIELDS * FIELD_BYTES);
    this.index = 0;
  }
}
