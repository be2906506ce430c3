/** What stands in a ledger, as a batch of boards and numbers: pure, so that each cut can be tried. */
import type { Checks, Line } from "./ledger.ts";
import type { Reason } from "./reasons.ts";

/** "drawn": the board is open and holds no keys, or loses them at its next start; "doubt": the mark may have been written. */
type NumberState = "drawn" | "doubt" | "finished" | "void";

interface Drawn {
  readonly serial: number;
  readonly unit: string;
  readonly state: NumberState;
  readonly seconds?: number;
}

export interface SetAside {
  readonly unit: string;
  readonly port: string;
  readonly reason: Reason;
  readonly words: string;
  readonly at: string;
  readonly checks?: Checks;
}

interface Asked {
  readonly unit: string;
  readonly request: string;
  readonly point: string;
  readonly boardNumber: number;
  readonly power: number;
}

export class Batch {
  readonly #numbers = new Map<number, Drawn>();
  /** What was set aside last of each board that has not become a token since. */
  readonly #aside = new Map<string, SetAside>();
  readonly #asked = new Map<string, Asked>();
  readonly #labelled = new Set<number>();
  readonly #told = new Set<number>();

  /** Throws where a number would be given twice, or something be done to one that is finished or void. */
  constructor(lines: readonly Line[]) {
    for (const line of lines) this.take(line);
  }

  take(line: Line): void {
    switch (line.kind) {
      case "asked":
        this.#asked.set(line.request, line);
        return;
      case "number": {
        const { serial, unit, request } = line;
        if (this.#numbers.has(serial)) throw new Error(`${serial} was given twice`);
        this.#asked.delete(request);
        this.#numbers.set(serial, { serial, unit, state: "drawn" });
        return;
      }
      case "locking":
        this.#move(line.serial, ["drawn"], { state: "doubt" });
        return;
      case "finished": {
        const { serial, seconds, unit } = line;
        this.#aside.delete(unit);
        const told = seconds === undefined ? {} : { seconds };
        this.#move(serial, ["doubt"], { state: "finished", ...told });
        return;
      }
      case "void":
        this.#move(line.serial, ["drawn", "doubt"], { state: "void" });
        return;
      case "told":
        this.#told.add(line.serial);
        return;
      case "set-aside":
        this.#aside.set(line.unit, line);
        return;
      case "labels":
        for (const serial of line.serials) {
          if (this.#labelled.has(serial)) throw new Error(`${serial} has its label`);
          if (this.#numbers.get(serial)?.state !== "finished") throw new Error(`${serial} is no token`);
          this.#labelled.add(serial);
        }
    }
  }

  #move(serial: number, from: readonly NumberState[], change: Partial<Drawn>): void {
    const known = this.#numbers.get(serial);
    if (!known || !from.includes(known.state))
      throw new Error(`${serial} is ${known?.state ?? "unknown"}, and would be ${change.state}`);
    this.#numbers.set(serial, { ...known, ...change });
  }

  #of(state: NumberState): Drawn[] {
    return [...this.#numbers.values()].filter((one) => one.state === state);
  }

  /** In the order in which their numbers were drawn. */
  get finished(): readonly Drawn[] {
    return this.#of("finished");
  }
  get void(): readonly Drawn[] {
    return this.#of("void");
  }
  get drawn(): readonly Drawn[] {
    return this.#of("drawn");
  }
  get doubt(): readonly Drawn[] {
    return this.#of("doubt");
  }
  get aside(): readonly SetAside[] {
    return [...this.#aside.values()];
  }
  /** Asked for, and nobody knows which number came. */
  get unanswered(): readonly Asked[] {
    return [...this.#asked.values()];
  }
  /** Finished or void, and the server has not heard of it. */
  get untold(): readonly Drawn[] {
    return [...this.finished, ...this.void].filter(({ serial }) => !this.#told.has(serial));
  }
  /** Finished, and without a label. */
  get unlabelled(): readonly number[] {
    return this.finished.flatMap(({ serial }) => (this.#labelled.has(serial) ? [] : [serial]));
  }

  /** What a board has become, as far as it got. */
  unit(unit: string): { readonly state: "finished" | "doubt" | "aside" | "new"; readonly serial?: number } {
    const numbers = [...this.#numbers.values()].filter((one) => one.unit === unit);
    for (const state of ["finished", "doubt"] as const) {
      const found = numbers.find((one) => one.state === state);
      if (found) return { state, serial: found.serial };
    }
    return { state: this.#aside.has(unit) ? "aside" : "new" };
  }
}
