/** A serial cable without wires: `script` holds a pseudo terminal open, whose other end is the port that a program opens. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export class Terminal {
  readonly #folder = mkdtempSync(join(tmpdir(), "terminal-"));
  readonly #child: ChildProcess;
  /** What comes from the program at the port. */
  onData: (bytes: Buffer) => void = () => {};

  private constructor() {
    const hold = "stty raw -echo; tty > tty.new; mv tty.new tty; exec sleep 100000";
    this.#child = spawn("script", ["-qfc", hold, "/dev/null"], {
      cwd: this.#folder,
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#child.stdout!.on("data", (data: Buffer) => this.onData(data));
    this.#child.stdin!.on("error", () => {});
  }

  static async open(): Promise<Terminal> {
    const terminal = new Terminal();
    while (!existsSync(join(terminal.#folder, "tty"))) await sleep(10);
    return terminal;
  }

  /** Path of the port. */
  get path(): string {
    return readFileSync(join(this.#folder, "tty"), "utf8").trim();
  }

  send(bytes: Buffer): void {
    this.#child.stdin!.write(bytes);
  }

  close(): void {
    this.#child.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
