/** A board on the bench: the real interpreter behind a pseudo terminal, its flash in a folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const BOOT_MS = 300;

export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), "bench-"));
  readonly #interpreter: string;
  #terminal: ChildProcess | undefined;
  #board: ChildProcess | undefined;
  #exit: Promise<number | null> = Promise.resolve(null);
  /** Everything the board has printed. */
  printed = "";

  constructor(interpreter: string) {
    this.#interpreter = interpreter;
  }

  /** Path of the port that a program opens to reach the board. */
  get port(): string {
    return readFileSync(join(this.folder, "tty"), "utf8").trim();
  }

  get flash(): Uint8Array {
    const path = join(this.folder, "espruino.flash");
    return existsSync(path) ? readFileSync(path) : new Uint8Array(0);
  }

  set flash(bytes: Uint8Array) {
    writeFileSync(join(this.folder, "espruino.flash"), bytes);
  }

  /** Plugs the cable in: `script` holds a pseudo terminal open, whose other end is the port. */
  async plugIn(): Promise<void> {
    const hold = "stty raw -echo; tty > tty.new; mv tty.new tty; exec sleep 100000";
    this.#terminal = spawn("script", ["-qfc", hold, "/dev/null"], {
      cwd: this.folder,
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#terminal.stdout!.on("data", (data: Buffer) => this.#board?.stdin?.write(data));
    while (!existsSync(join(this.folder, "tty"))) await sleep(10);
  }

  /** Battery in. `cutAt` takes it out again at that flash operation; `held`: the button is down. */
  async powerOn(options: { cutAt?: number; held?: boolean } = {}): Promise<void> {
    const env = { ...process.env };
    if (options.cutAt !== undefined) env.SIM_FLASH_CUT = String(options.cutAt);
    if (options.held) env.SIM_HELD = "1";
    const board = spawn(this.#interpreter, [], {
      cwd: this.folder,
      env,
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#board = board;
    board.stdin.on("error", () => {});
    board.stdout.on("data", (data: Buffer) => {
      this.printed += data.toString("latin1");
      this.#terminal?.stdin?.write(data);
    });
    this.#exit = new Promise((resolve) =>
      board.on("close", (code) => {
        if (this.#board === board) this.#board = undefined;
        resolve(code);
      }),
    );
    await sleep(BOOT_MS);
  }

  get running(): boolean {
    return this.#board !== undefined;
  }

  /** Battery out; resolves with the exit code: 77 when the flash cut came first. */
  async powerOff(): Promise<number | null> {
    this.#board?.kill("SIGKILL");
    return this.#exit;
  }

  /** What the board answers to a line typed at its port, within a time. */
  async typed(line: string, ms = 400): Promise<string> {
    const from = this.printed.length;
    this.#board?.stdin?.write(line);
    await sleep(ms);
    return this.printed.slice(from);
  }

  async end(): Promise<void> {
    await this.powerOff();
    this.#terminal?.kill();
    rmSync(this.folder, { recursive: true });
  }
}
