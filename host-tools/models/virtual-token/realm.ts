import { createHash } from "node:crypto";
import vm from "node:vm";
import { untokenise } from "../../tools/firmware-build/tokens.ts";
import type { Callable } from "./callable.ts";
import { GLOBALS, METHODS, STATICS } from "./language.ts";

type Constructor<T> = new (...args: never[]) => T;
type Bag = Record<string, unknown>;

/** The parts of a context's library that the model makes values with. */
interface RealmLibrary {
  readonly Object: ObjectConstructor;
  readonly Array: ArrayConstructor;
  readonly String: StringConstructor;
  readonly Number: NumberConstructor;
  readonly Date: DateConstructor;
  readonly Math: Math;
  readonly JSON: JSON;
  readonly Error: ErrorConstructor;
  readonly ReferenceError: ErrorConstructor;
  readonly TypeError: ErrorConstructor;
  readonly ArrayBuffer: ArrayBufferConstructor;
  readonly DataView: DataViewConstructor;
  readonly Uint8Array: Uint8ArrayConstructor;
}

/** What is to be done around each of several calls. */
export interface Around {
  before(): void;
  failed(error: unknown): void;
  after(): void;
}

const LIBRARY: readonly (keyof RealmLibrary)[] = [
  ...(["Object", "Array", "String", "Number", "Date", "Math", "JSON", "Error", "ReferenceError"] as const),
  ...(["TypeError", "ArrayBuffer", "DataView", "Uint8Array"] as const),
];

const scripts = new Map<string, vm.Script>();

/** Compile once: hundreds of tokens run the same program. Names are for error positions only. */
function compile(source: string, filename: string): vm.Script {
  const key = `${filename}\0${createHash("sha1").update(source).digest("base64")}`;
  let script = scripts.get(key);
  if (!script) {
    script = new vm.Script(source, { filename });
    scripts.set(key, script);
  }
  return script;
}

/**
 * Where one program runs and what its values are made of: a context with V8's language and Espruino's library. Values of
 * one realm are no values of another. The program itself may also run elsewhere (host-tools/models/interpreter).
 */
export class Realm {
  readonly global: Bag;
  readonly library: RealmLibrary;

  constructor() {
    this.global = vm.createContext(vm.constants.DONT_CONTEXTIFY) as Bag;
    const g = this.global;
    this.library = Object.fromEntries(LIBRARY.map((name) => [name, g[name]])) as unknown as RealmLibrary;
    prune(g);
  }

  run(script: vm.Script): unknown {
    return script.runInContext(this.global as vm.Context);
  }

  /** Run a boot file, text or tokens. */
  runFile(bytes: Uint8Array, name: string): void {
    this.evaluate(untokenise(bytes), name);
  }

  /** All boot files have run. */
  started(): void {}

  evaluate(source: string, filename: string): unknown {
    return this.run(compile(source, filename));
  }

  /**
   * Call a function once for each list of arguments. `before` and `after` go around each call; what it throws goes to
   * `failed`, and the next one follows.
   */
  applyEach(call: Callable, lists: readonly unknown[][], around: Around): void {
    for (const args of lists) {
      around.before();
      try {
        Reflect.apply(call, undefined, args);
      } catch (error) {
        around.failed(error);
      }
      around.after();
    }
  }

  /** A value that the program gave earlier, with the content it has by now. */
  asOfNow(value: unknown): unknown {
    return value;
  }

  /** Value of a global name. */
  lookUp(name: string): unknown {
    return this.global[name];
  }

  /** Give a global name a value, as the program would. */
  place(name: string, value: unknown): void {
    this.global[name] = value;
  }

  /** Take a global name away. */
  forget(name: string): void {
    delete this.global[name];
  }

  /** Is it an error that a program can catch: one of this context's? */
  isError(value: unknown): boolean {
    const kinds = ["Error", "ReferenceError", "SyntaxError", "TypeError"];
    return kinds.some((kind) => value instanceof (this.global[kind] as ErrorConstructor));
  }

  /** The program is never called again. */
  close(): void {}

  /** An error that the program can catch. */
  error(message: string): Error {
    return new this.library.Error(message);
  }

  /** Bytes as an ArrayBuffer of this realm. */
  buffer(bytes: Uint8Array): ArrayBuffer {
    const buffer = new this.library.ArrayBuffer(bytes.length);
    new Uint8Array(buffer).set(bytes);
    return buffer;
  }

  bytes(bytes: Uint8Array): Uint8Array {
    const copy = new this.library.Uint8Array(bytes.length);
    copy.set(bytes);
    return copy;
  }

  array(items: readonly unknown[]): unknown[] {
    const array = new this.library.Array() as unknown[];
    for (const item of items) array.push(item);
    return array;
  }

  object(fields: Bag = {}): Bag {
    return Object.assign(new this.library.Object() as Bag, fields);
  }

  /** Put another constructor of the same kind of object into the program's globals: `make` gets its arguments. */
  replaceConstructor(
    name: string,
    make: (native: new (...args: unknown[]) => object, args: unknown[]) => object,
  ): void {
    const native = this.global[name] as new (...args: unknown[]) => object;
    const replacement = function (this: unknown, ...args: unknown[]): object {
      return make(native, args);
    };
    Object.defineProperty(replacement, "name", { value: name });
    Object.defineProperty(replacement, "prototype", { value: native.prototype });
    this.define(native.prototype as object, { constructor: replacement });
    this.define(this.global, { [name]: replacement });
  }

  /** Add things that do not show in loops over the target. */
  define(target: object, members: Bag): void {
    for (const [name, value] of Object.entries(members)) {
      Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
    }
  }
}

function prune(g: Bag): void {
  const typedArray = Object.getPrototypeOf(g.Uint8Array as object) as Constructor<unknown>;
  for (const [name, kept] of Object.entries(METHODS)) {
    const owner = name === "TypedArray" ? typedArray : (g[name] as Constructor<unknown>);
    keep(owner.prototype as object, ["constructor", ...kept]);
  }
  keep(typedArray, ["prototype", "length", "name"]);
  for (const [name, kept] of Object.entries(STATICS)) {
    keep(g[name] as object, ["prototype", "length", "name", ...kept]);
  }
  keep(g, GLOBALS);
}

/** Delete every member but those named; symbols stay, the language itself needs them. */
function keep(target: object, names: readonly string[]): void {
  for (const name of Object.getOwnPropertyNames(target)) {
    if (!names.includes(name)) Reflect.deleteProperty(target, name);
  }
}
