/**
 * Who may be on shift at this machine: a file each, with a name, the hash of a PIN and the tries at it. They are added and removed by
 * whoever set the machine up, while it runs or not; all else is changed by the machine alone.
 */
import { randomBytes, randomInt } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { guardName } from "../contract/guards.ts";
import { folded } from "../contract/names.ts";
import { isGoodPin } from "../contract/pins.ts";
import { LOCKS_MS } from "../lib/lock-out.ts";
import { hashedNow, isSecretNow } from "../lib/secret-hash.ts";

const FOLDER = "guards";
const FILE = /^[0-9a-f]{8}\.json$/;
const FIRST_PIN_DIGITS = 6;
/** Hashing is slow on purpose: one at a time, and so many wait. */
const MOST_WAITING = 4;

const kept = v.strictObject({
  name: guardName,
  pin: v.string(),
  /** Told by whoever added the guard, and to be changed before the first shift. */
  isFirstPin: v.boolean(),
  /** In a row that were not right, and until when none is taken, Unix ms. */
  tries: v.number(),
  lockedUntil: v.number(),
});
type Guard = v.InferOutput<typeof kept>;

/** What a try at a PIN comes to; undefined where it is right. */
type Objection = "pin" | "change" | "easy" | "busy";

export class Guards {
  readonly #folder: string;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** `gate`: the gate's folder. */
  constructor(gate: string) {
    this.#folder = join(gate, FOLDER);
  }

  /** A file that is no guard's lets nobody in. */
  #all(): { readonly file: string; readonly guard: Guard }[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder).flatMap((file) => {
      const read = FILE.test(file) ? v.safeParse(kept, parsed(join(this.#folder, file))) : undefined;
      return read?.success ? [{ file, guard: read.output }] : [];
    });
  }

  /** As people write it, without regard to accents. */
  #find(name: string) {
    return this.#all().find(({ guard }) => folded(guard.name) === folded(name));
  }

  /** Names, in no order, and whether the first PIN still stands. */
  list(): { readonly name: string; readonly isFirstPin: boolean }[] {
    return this.#all().map(({ guard: { name, isFirstPin } }) => ({ name, isFirstPin }));
  }

  /** Returns the first PIN; undefined where somebody of that name is there. Throws where the disk refuses it. */
  async add(name: string): Promise<string | undefined> {
    if (this.#find(name)) return undefined;
    const pin = firstPin();
    const guard = { name, pin: await hashedNow(pin), isFirstPin: true, tries: 0, lockedUntil: 0 };
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#write(`${randomBytes(4).toString("hex")}.json`, guard, true);
    return pin;
  }

  /** False where there is nobody of that name. */
  remove(name: string): boolean {
    const found = this.#find(name);
    if (found) rmSync(join(this.#folder, found.file));
    return found !== undefined;
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  /** Their name as it is kept, or why not: a wrong PIN and a name that there is not look the same. `now`: Unix ms. Throws as the disk does. */
  async open(
    of: { readonly name: string; readonly pin: string; readonly newPin?: string | undefined },
    now: () => number,
  ): Promise<{ readonly name: string } | { readonly objection: Objection }> {
    if (this.#waiting >= MOST_WAITING) return { objection: "busy" };
    this.#waiting++;
    const turn = this.#last.then(() => this.#judge(of, now()));
    this.#last = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      this.#waiting--;
    }
  }

  async #judge(
    {
      name,
      pin,
      newPin,
    }: { readonly name: string; readonly pin: string; readonly newPin?: string | undefined },
    now: number,
  ): Promise<{ readonly name: string } | { readonly objection: Objection }> {
    const found = this.#find(name);
    const mayTry = found !== undefined && found.guard.lockedUntil <= now;
    // Before it is judged: who pulls the plug has used a try, too.
    if (mayTry) this.#write(found.file, tried(found.guard, now));
    if (!(await isSecretNow(pin, found?.guard.pin ?? null)) || !mayTry) return { objection: "pin" };
    const { file, guard } = found;
    const isRight = { ...guard, tries: 0, lockedUntil: 0 };
    if (!guard.isFirstPin && newPin === undefined) {
      this.#write(file, isRight);
      return { name: guard.name };
    }
    if (newPin === undefined || !isGoodPin(newPin) || newPin === pin) {
      this.#write(file, isRight);
      return { objection: newPin === undefined ? "change" : "easy" };
    }
    this.#write(file, { ...isRight, pin: await hashedNow(newPin), isFirstPin: false });
    return { name: guard.name };
  }

  /** In one step. Somebody who was removed meanwhile does not come back. */
  #write(file: string, guard: Guard, isNew = false): void {
    const path = join(this.#folder, file);
    writeFileSync(`${path}.new`, `${JSON.stringify(guard)}\n`, { mode: 0o600, flush: true });
    if (isNew || existsSync(path)) renameSync(`${path}.new`, path);
    else rmSync(`${path}.new`);
  }
}

function tried(guard: Guard, now: number): Guard {
  const tries = guard.tries + 1;
  return { ...guard, tries, lockedUntil: now + LOCKS_MS[Math.min(tries, LOCKS_MS.length) - 1]! };
}

function firstPin(): string {
  for (;;) {
    const pin = String(randomInt(10 ** FIRST_PIN_DIGITS)).padStart(FIRST_PIN_DIGITS, "0");
    if (isGoodPin(pin)) return pin;
  }
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
