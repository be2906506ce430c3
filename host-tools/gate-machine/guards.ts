/**
 * Who may be on shift at this machine: a file each, with a name, the hash of a PIN and the tries at it. They are added and removed by
 * whoever set the machine up, while it runs or not; all else is changed by the machine alone.
 */
import { randomBytes, randomInt } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { FIRST_PIN_DAYS, guardName } from "../contract/guards.ts";
import { folded } from "../contract/names.ts";
import { isGoodPin } from "../contract/pins.ts";
import { LOCKS_MS } from "../lib/lock-out.ts";
import { hashedNow, isSecretNow } from "../lib/secret-hash.ts";
import { DAY_MS } from "../lib/time.ts";

const FOLDER = "guards";
const FILE = /^[0-9a-f]{8}\.json$/;
const FIRST_PIN_DIGITS = 6;
/** A first PIN that waits on a slip of paper for longer opens nothing, ms. */
const FIRST_PIN_MS = FIRST_PIN_DAYS * DAY_MS;
/** Hashing is slow on purpose: one at a time, and so many wait. */
const MOST_WAITING = 4;

const kept = v.strictObject({
  name: guardName,
  pin: v.string(),
  /** Told by whoever added the guard, and to be changed before the first shift. */
  isFirstPin: v.boolean(),
  /** Until when the first PIN is good, Unix ms; of machines from before it was written down it is over. */
  firstUntil: v.optional(v.number(), 0),
  /** In a row that were not right, and until when none is taken, Unix ms. */
  tries: v.number(),
  lockedUntil: v.number(),
});
type Guard = v.InferOutput<typeof kept>;

/** What a try at a PIN comes to; undefined where it is right. */
type Objection = "pin" | "change" | "easy" | "old" | "busy";

/** Whoever a PIN was right for: the name as it is kept, and the file, which nobody who comes later under that name has. */
export interface OpenedGuard {
  readonly name: string;
  readonly file: string;
}
type Opened = OpenedGuard | { readonly objection: Objection };

export class Guards {
  readonly #gate: string;
  readonly #folder: string;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** `gate`: the gate's folder. */
  constructor(gate: string) {
    this.#gate = gate;
    this.#folder = join(gate, FOLDER);
  }

  /** A file that is no guard's lets nobody in. Throws where the disk, or another account, lets nobody read. */
  #all(): { readonly file: string; readonly guard: Guard }[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder).flatMap((file) => {
      const read = FILE.test(file) ? v.safeParse(kept, parsed(join(this.#folder, file))) : undefined;
      return read?.success ? [{ file, guard: read.output }] : [];
    });
  }

  /** As it is kept, or else as people write it, without regard to accents, where that is one guard's name alone. */
  #find(name: string) {
    const all = this.#all();
    const alike = all.filter(({ guard }) => folded(guard.name) === folded(name));
    return all.find(({ guard }) => guard.name === name) ?? (alike.length === 1 ? alike[0] : undefined);
  }

  /** Names, in no order, whether the first PIN still stands, and whether it is over. `now`: Unix ms. */
  list(now: number): { readonly name: string; readonly isFirstPin: boolean; readonly isOver: boolean }[] {
    return this.#all().map(({ guard }) => ({
      name: guard.name,
      isFirstPin: guard.isFirstPin,
      isOver: isOver(guard, now),
    }));
  }

  /** Returns the first PIN; undefined where somebody of that very name is there. `now`: Unix ms. Throws where the disk refuses it. */
  async add(name: string, now: number): Promise<string | undefined> {
    if (this.#all().some(({ guard }) => guard.name === name)) return undefined;
    const pin = firstPin();
    const first = { isFirstPin: true, firstUntil: now + FIRST_PIN_MS };
    const guard = { name, pin: await hashedNow(pin), ...first, tries: 0, lockedUntil: 0 };
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#handOver(this.#folder);
    this.#write(`${randomBytes(4).toString("hex")}.json`, guard, true);
    return pin;
  }

  /** Whose file it was; undefined where there is nobody of that name, or more than one as people write it. */
  remove(name: string): string | undefined {
    const found = this.#find(name);
    if (found) rmSync(join(this.#folder, found.file));
    return found?.guard.name;
  }

  /** The file of somebody who was let in is still there: the same name that was added again has another. */
  isThere(file: string): boolean {
    return existsSync(join(this.#folder, file));
  }

  /** Their name as it is kept, or why not: a wrong PIN and a name that there is not look the same. `now`: Unix ms. Throws as the disk does. */
  async open(
    of: { readonly name: string; readonly pin: string; readonly newPin?: string | undefined },
    now: () => number,
  ): Promise<Opened> {
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
  ): Promise<Opened> {
    const found = this.#find(name);
    const mayTry = found !== undefined && found.guard.lockedUntil <= now;
    // Before it is judged: who pulls the plug has used a try, too.
    if (mayTry) this.#write(found.file, tried(found.guard, now));
    if (!(await isSecretNow(pin, found?.guard.pin ?? null)) || !mayTry) return { objection: "pin" };
    const { file, guard } = found;
    const isRight = { ...guard, tries: 0, lockedUntil: 0 };
    if (isOver(guard, now)) {
      this.#write(file, isRight);
      return { objection: "old" };
    }
    if (!guard.isFirstPin && newPin === undefined) {
      this.#write(file, isRight);
      return { name: guard.name, file };
    }
    if (newPin === undefined || !isGoodPin(newPin) || newPin === pin) {
      this.#write(file, isRight);
      return { objection: newPin === undefined ? "change" : "easy" };
    }
    this.#write(file, { ...isRight, pin: await hashedNow(newPin), isFirstPin: false });
    return { name: guard.name, file };
  }

  /** In one step. Somebody who was removed meanwhile does not come back. */
  #write(file: string, guard: Guard, isNew = false): void {
    const path = join(this.#folder, file);
    writeFileSync(`${path}.new`, `${JSON.stringify(guard)}\n`, { mode: 0o600, flush: true });
    this.#handOver(`${path}.new`);
    if (isNew || existsSync(path)) renameSync(`${path}.new`, path);
    else rmSync(`${path}.new`);
  }

  /** What an administrator writes is the account's by which the machine runs, or the machine could not read it. */
  #handOver(path: string): void {
    if (process.getuid?.() !== 0) return;
    const { uid, gid } = statSync(this.#gate);
    chownSync(path, uid, gid);
  }
}

/** The first PIN was not changed in time. */
function isOver({ isFirstPin, firstUntil }: Guard, now: number): boolean {
  return isFirstPin && now >= firstUntil;
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
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === "ENOENT";
    if (isGone || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
