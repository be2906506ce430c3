/**
 * A board from the carton, with a fault or without: the model of a board's Storage behind a console, which runs its guard at
 * each start as the interpreter would, and is silent from the mark on.
 */
import { createHash } from "node:crypto";
import type { Board } from "../../boards/board.ts";
import { identityAddress, MARK, MARK_OFFSET } from "../../host-tools/tools/flash/guard.ts";
import { crc32 } from "../../protocol/crc32.ts";
import { decodeIdentity, type Identity, tokenName } from "../../protocol/identity.ts";
import { ModelBoard } from "../tools/flash/model-board.ts";

/** What may be wrong with a board, and what the bench has to find. */
export interface Faults {
  readonly isOther?: boolean;
  readonly version?: string;
  /** A page whose second half keeps nothing. */
  readonly badPage?: number;
  /** A bit of each file that is written there flips. */
  readonly badWrites?: string;
  readonly crypto?: "hash" | "crc";
  readonly volts?: number;
  readonly button?: "stuck" | "silent";
  readonly lamp?: "dark";
  /** Factor of its seconds. */
  readonly seconds?: number;
  readonly isDeaf?: boolean;
  /** dBm at the bench's adapter; null: not heard. */
  readonly level?: number | null;
  /** Dies at the n-th expression. */
  readonly diesAt?: number;
  /** Its mark is written and does nothing. */
  readonly staysOpen?: boolean;
  readonly foreignFiles?: boolean;
}

const START_LEVEL = -52;

export class VirtualBoard {
  readonly unit: string;
  readonly faults: Faults;
  readonly #board: Board;
  readonly #model: ModelBoard;
  #isBlinking = false;
  #asked = 0;
  #isDead = false;
  #isLocked = false;
  #isPressed: boolean;
  #advertsHeard = 0;

  constructor(board: Board, unit: string, faults: Faults = {}) {
    this.unit = unit;
    this.faults = faults;
    this.#board = board;
    this.#isPressed = faults.button === "stuck";
    const born = performance.now();
    const { badPage, badWrites, seconds = 1 } = faults;
    const own = faults.isOther ? { ...board, reportedAs: "MICROBIT2" } : board;
    this.#model = new ModelBoard(own, {
      version: faults.version ?? "2v29",
      getTime: () => 1_700_000_000 + ((performance.now() - born) / 1000) * seconds,
      onTheWay: (file, _, bytes) =>
        file === badWrites ? bytes.map((byte, i) => (i ? byte : byte ^ 4)) : bytes,
      sha256: (data) => this.#sha256(data),
      crc32: (bytes) => crc32(bytes) ^ Number(faults.crypto === "crc"),
      globals: this.#globals(),
    });
    if (faults.foreignFiles) this.#model.write("clock.js", "tick");
    if (badPage !== undefined) this.#wearOut(badPage);
  }

  /** The second half of a page keeps one bit as it is. */
  #wearOut(page: number): void {
    const { pageBytes } = this.#board.flash;
    const { flash } = this.#model;
    const at = page * pageBytes + pageBytes / 2;
    flash.onOperation = () => {
      flash.bytes[at]! |= 1;
    };
  }

  get isLocked(): boolean {
    return this.#isLocked;
  }

  get isSilent(): boolean {
    return this.#isLocked || this.#isDead;
  }

  /** dBm; undefined where nobody hears it. */
  get level(): number | undefined {
    const { level = START_LEVEL } = this.faults;
    return level === null || this.#isDead ? undefined : level;
  }

  get address(): string {
    const hex = createHash("sha256").update(this.unit).digest("hex").slice(0, 10);
    return `c0:${hex.match(/../g)!.join(":")}`;
  }

  /** The identity of a locked token; undefined of any other board. */
  get identity(): Identity | undefined {
    if (!this.#isLocked) return undefined;
    const read = decodeIdentity(crc32, this.#model.file("identity"));
    return read.ok ? (read.value as Identity) : undefined;
  }

  /** What it shows on the air while its button is held. */
  get name(): string | undefined {
    const { serial } = this.identity ?? {};
    return serial === undefined ? undefined : tokenName(serial);
  }

  /** Any key in its flash? An open board has none after a start. */
  get holdsKeys(): boolean {
    const identity = this.#model.fileIfAny("identity");
    return identity?.subarray(16, 112).some((byte) => byte !== 0 && byte !== 0xff) ?? false;
  }

  press(): void {
    if (this.faults.button === undefined) this.#isPressed = true;
  }

  release(): void {
    if (this.faults.button === undefined) this.#isPressed = false;
  }

  /** Whether its lamps blink green and red in turn, as eyes would see it. */
  blinks(): boolean {
    const { ledGreen, ledRed } = this.#board.pins;
    return this.faults.lamp === undefined && this.#isBlinking && ledGreen !== ledRed;
  }

  hears(others: number): void {
    this.#advertsHeard = this.faults.isDeaf ? 0 : others;
  }

  async evaluate(expression: string): Promise<unknown> {
    if (++this.#asked >= (this.faults.diesAt ?? Number.POSITIVE_INFINITY)) this.#isDead = true;
    if (this.isSilent) throw new Error("silent");
    return this.#model.evaluate(expression);
  }

  async type(text: string): Promise<void> {
    if (!this.isSilent && text.includes("E.reboot()")) this.restart();
  }

  /** Battery out and in: what .boot0 does. */
  restart(): void {
    const boot = this.#model.fileIfAny(".boot0");
    if (!boot) return;
    const mark = boot.subarray(MARK_OFFSET, MARK_OFFSET + MARK.length);
    if (mark.some((byte) => byte !== 0xff)) this.#isLocked = !this.faults.staysOpen;
    else {
      const identity = this.#model.fileIfAny("identity");
      if (identity) this.#model.flash.write(identityAddress(this.#board), new Uint8Array(identity.length));
      this.#model.erase(".boot2");
    }
  }

  #sha256(data: string | Uint8Array): ArrayBuffer {
    const bytes = typeof data === "string" ? Buffer.from(data, "latin1") : data;
    const hash = new Uint8Array(createHash("sha256").update(bytes).digest());
    if (this.faults.crypto === "hash") hash[7]! ^= 1;
    return hash.buffer;
  }

  #globals(): Record<string, unknown> {
    const { button, ledGreen, ledRed } = this.#board.pins;
    return {
      ...Object.fromEntries([button, ledGreen, ledRed].map((pin) => [pin, pin])),
      getSerial: () => this.unit,
      digitalRead: () => Number(this.#isPressed),
      digitalWrite: () => 0,
      setInterval: () => {
        this.#isBlinking = true;
      },
      clearInterval: () => {
        this.#isBlinking = false;
        return 0;
      },
      NRF: {
        getBattery: () => this.faults.volts ?? 3.02,
        getAddress: () => this.address,
        setScan: (callback?: () => void) => {
          for (let i = 0; callback && i < this.#advertsHeard; i++) callback();
          return 0;
        },
      },
    };
  }
}
