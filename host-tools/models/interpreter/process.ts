/** An Espruino process that runs a script and talks over two FIFOs: whoever waits for the other one waits idly. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Halt } from "../virtual-token/processor.ts";

/** From start to the first line; a busy machine is slow. */
const START_MS = 20_000;
const POLL_MS = 2;
const NEWLINE = 10;

const running = new Set<InterpreterProcess>();
process.on("exit", () => {
  for (const one of running) one.end();
});

/** Not for the program to catch. */
class InterpreterDied extends Halt {
  override name = "InterpreterDied";
}

/** Ends with end() or with this program, whichever comes first. */
export class InterpreterProcess {
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #toChild: number;
  readonly #fromChild: number;
  #received: Buffer = Buffer.alloc(0);
  readonly #chunk = Buffer.alloc(65536);
  #ended = false;

  /**
   * Starts the interpreter at `program` and waits for the first line of the script, which finds the paths of the FIFOs
   * in $in (read) and $out (write). Throws when it does not come.
   */
  constructor(program: string, script: string) {
    this.#folder = mkdtempSync(join(tmpdir(), "interpreter-token-"));
    const path = (name: string): string => join(this.#folder, name);
    const made = spawnSync("mkfifo", [path("in"), path("out")]);
    if (made.status !== 0) throw new Error(`no FIFO in ${this.#folder}: ${made.stderr ?? made.error}`);
    writeFileSync(
      path("script.js"),
      `echo(0);var $in=${JSON.stringify(path("in"))},$out=${JSON.stringify(path("out"))};\n${script}`,
    );
    const output = openSync(path("output"), "w");
    // Its input stays open and silent: at the end of it the interpreter reads garbage.
    this.#child = spawn(program, ["script.js"], {
      cwd: this.#folder,
      stdio: ["pipe", output, output],
      env: { ...process.env, TZ: "UTC" },
    });
    closeSync(output);
    this.#child.on("error", () => {});
    this.#child.unref();
    (this.#child.stdin as unknown as { unref(): void }).unref();
    running.add(this);
    // Opened for both directions it does not wait for the other side.
    this.#toChild = openSync(path("in"), "r+");
    this.#fromChild = this.#openWhenSpeaking(path("out"));
  }

  send(message: Buffer): void {
    for (let done = 0; done < message.length; ) done += writeSync(this.#toChild, message, done);
  }

  /** The next line, without its end. Throws when the interpreter has died. */
  receive(): string {
    for (;;) {
      const end = this.#received.indexOf(NEWLINE);
      if (end >= 0) {
        const line = this.#received.toString("latin1", 0, end);
        this.#received = this.#received.subarray(end + 1);
        return line;
      }
      const count = readSync(this.#fromChild, this.#chunk);
      if (count === 0) throw this.#failure("ended");
      this.#received = Buffer.concat([this.#received, this.#chunk.subarray(0, count)]);
    }
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    running.delete(this);
    this.#child.kill("SIGKILL");
    closeSync(this.#toChild);
    if (this.#fromChild !== undefined) closeSync(this.#fromChild);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Only a FIFO that somebody writes to can be opened without waiting for ever; the first byte shows that. */
  #openWhenSpeaking(path: string): number {
    const poll = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const until = Date.now() + START_MS;
    while (!this.#spoke(poll)) {
      if (Date.now() > until) {
        const failure = this.#failure("does not start");
        closeSync(poll);
        throw failure;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
    }
    const waiting = openSync(path, constants.O_RDONLY);
    closeSync(poll);
    return waiting;
  }

  #spoke(poll: number): boolean {
    try {
      const count = readSync(poll, this.#chunk);
      this.#received = Buffer.from(this.#chunk.subarray(0, count));
      return count > 0;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EAGAIN") return false;
      throw error;
    }
  }

  #failure(what: string): Error {
    const output = readFileSync(join(this.#folder, "output"), "latin1").slice(-2000);
    return new InterpreterDied(`the interpreter ${this.#child.spawnfile} ${what}; it printed:\n${output}`);
  }
}
