/**
 * Runs a token's program in a process of the real interpreter. Everything else of the token stays the model's: what
 * the program calls outside of the language (radio, flash, timers, pins, clock) goes to the same functions that a
 * program in V8 calls, in the same order and at the same virtual processor time. So a difference in what two such
 * tokens do is a difference between the two engines or the library that the model puts on top of V8.
 *
 * What is the interpreter's own: the language, typed arrays, text, JSON, promises, events of the program's own objects,
 * E.CRC32, E.toUint8Array and their like, hashes. Objects that the program hands out are copied, but for those that are
 * seen to stay its own: the bytes of its advert and the arguments of timers; functions that it hands out are kept until
 * the token is off.
 *
 * Not to be had here: `new Date()` without argument reads the machine's clock; promises and such events cost no
 * processor time and what they throw is not told; a file of Storage is no module.
 */
import { readFileSync } from "node:fs";
import type { Callable } from "../virtual-token/callable.ts";
import { crc32Ms, digestMs } from "../virtual-token/costs.ts";
import type { Processor } from "../virtual-token/processor.ts";
import { type Around, Realm } from "../virtual-token/realm.ts";
import { expressionOf } from "./expressions.ts";
import { InterpreterProcess } from "./process.ts";
import { type Surface, surfaceOf } from "./surface.ts";
import { Decoder, framed, HEAD_BYTES, type Note, type References, readLine, WireError } from "./wire.ts";

const PRELUDE = readFileSync(new URL("prelude.js", import.meta.url), "latin1");

/** Adverts in one message: the interpreter must hold them all. */
const MOST_AT_ONCE = 16;

/** Names of what goes on only while the interpreter is idle. */
const NEEDS_IDLE = /\b(Promise|emit)\b/;

export class InterpreterRealm extends Realm implements References {
  readonly #program: string;
  #processor!: Processor;
  #surface!: Surface;
  #process: InterpreterProcess | undefined;
  /** Stand-ins for functions of the program, by number. */
  readonly #functions: Callable[] = [];
  readonly #numbers = new Map<unknown, number>();
  readonly #hostNumbers = new Map<unknown, number>();
  /** Boot files have run: from now on the interpreter waits in its idle loop. */
  #started = false;
  /** What NRF.setAdvertising was given last: a copy, the program's own may change. */
  #advert: unknown;
  /** In a row of calls one is done and the next one follows. */
  #onNext: () => void = () => {};

  /** @param program path of the interpreter */
  constructor(program: string) {
    super();
    this.#program = program;
  }

  open(processor: Processor): void {
    this.#processor = processor;
    this.#surface = surfaceOf(this, processor.board);
    for (const [number, host] of this.#surface.hosts.entries()) this.#hostNumbers.set(host, number);
    const names = `var $hosts=${JSON.stringify(this.#surface.names)},$head=${HEAD_BYTES};\n`;
    this.#process = new InterpreterProcess(this.#program, names + PRELUDE);
    this.#answer();
    this.#run(this.#surface.setUp((value) => expressionOf(value, this)));
  }

  override runFile(bytes: Uint8Array, name: string): void {
    if (this.#started) {
      this.evaluate(Buffer.from(bytes).toString("latin1"), name);
      return;
    }
    const text = Buffer.from(bytes).toString("latin1");
    if (NEEDS_IDLE.test(text)) this.#run("idleAfterCalls()");
    this.#send("f", text);
    this.#answer();
  }

  override started(): void {
    this.#started = true;
    this.#send(".", "");
    this.#answer();
  }

  override asOfNow(value: unknown): unknown {
    return value === this.#advert ? this.#run("advert") : value;
  }

  override applyEach(call: Callable, lists: readonly unknown[][], around: Around): void {
    const number = this.#numbers.get(call);
    if (number === undefined) {
      super.applyEach(call, lists, around);
      return;
    }
    for (let done = 0; done < lists.length; )
      done += this.#some(number, lists.slice(done, done + MOST_AT_ONCE), around);
  }

  /** Several calls in one message, up to the first that throws; how many it were. */
  #some(number: number, lists: readonly unknown[][], around: Around): number {
    let done = 1;
    around.before();
    this.#onNext = () => {
      around.after();
      around.before();
      done++;
    };
    const calls = lists.map((args) => `[${args.map((value) => expressionOf(value, this)).join()}]`);
    try {
      this.#run(`each(functions[${number}],[${calls.join()}])`);
    } catch (error) {
      around.failed(error);
    }
    around.after();
    return done;
  }

  override evaluate(source: string, _filename: string): unknown {
    return this.#run(`$run(${expressionOf(source, this)})`);
  }

  override lookUp(name: string): unknown {
    return this.#run(`global[${JSON.stringify(name)}]`);
  }

  override place(name: string, value: unknown): void {
    this.#run(`global[${JSON.stringify(name)}]=${expressionOf(value, this)}`);
  }

  override forget(name: string): void {
    this.#run(`delete global[${JSON.stringify(name)}]`);
  }

  override close(): void {
    this.#process?.end();
    this.#process = undefined;
  }

  functionOf(number: number): Callable {
    const known = this.#functions[number];
    if (known) return known;
    const realm = this;
    const standIn: Callable = function (this: unknown, ...args: unknown[]) {
      return realm.#call(number, this, args);
    };
    this.#functions[number] = standIn;
    this.#numbers.set(standIn, number);
    return standIn;
  }

  numberOfFunction(value: unknown): number | undefined {
    return this.#numbers.get(value);
  }

  hostOf(number: number): unknown {
    return this.#surface.hosts[number];
  }

  numberOfHost(value: unknown): number | undefined {
    return this.#hostNumbers.get(value);
  }

  #call(number: number, self: unknown, args: readonly unknown[]): unknown {
    const receiver = self === undefined || self === this.global ? "undefined" : expressionOf(self, this);
    const values = [receiver, ...args.map((value) => expressionOf(value, this))];
    return this.#run(`functions[${number}].call(${values.join()})`);
  }

  #run(expression: string): unknown {
    this.#send("(", expression);
    return this.#answer();
  }

  #send(kind: Parameters<typeof framed>[0], text: string): void {
    if (!this.#process) throw new WireError("the interpreter has ended");
    this.#process.send(framed(kind, text));
  }

  /** What the program gives for what was sent last; its questions in between are answered. */
  #answer(): unknown {
    for (;;) {
      if (!this.#process) throw new WireError("the interpreter has ended");
      const { notes, line } = readLine(this.#process.receive());
      for (const note of notes) this.#charge(note);
      const decoder = new Decoder(line.values, this, this);
      if (line.kind === "=") return decoder.value();
      if (line.kind === "!") throw decoder.value();
      this.#reply(line.name, decoder.all());
    }
  }

  #charge({ work, bytes }: Note): void {
    if (work === "n") this.#onNext();
    else this.#processor.spend(work === "c" ? crc32Ms(bytes) : digestMs(bytes, work === "s" ? 64 : 128));
  }

  #reply(name: string, args: unknown[]): void {
    const asked = this.#surface.functions.get(name);
    if (!asked) throw new WireError(`the interpreter asks for ${name}`);
    if (name === "NRF.setAdvertising") this.#advert = args[0];
    let value: unknown;
    try {
      value = Reflect.apply(asked.call as Callable, asked.self, args);
    } catch (error) {
      // Not the program's to catch: the power is cut, the token restarts, the model is at fault.
      if (!this.isError(error)) throw error;
      this.#send("!", expressionOf(error, this));
      return;
    }
    this.#send("=", value === undefined ? "" : expressionOf(value, this));
  }
}
