import type { Callable } from "./callable.ts";
import type { Processor } from "./processor.ts";
import { typeName } from "./text.ts";

interface Reaction {
  fulfilled: unknown;
  rejected: unknown;
  next: EspruinoPromise;
}

type Settled = "fulfilled" | "rejected";

/** Promise as Espruino has it. */
interface EspruinoPromise {
  then(fulfilled?: unknown, rejected?: unknown): EspruinoPromise;
  catch(rejected?: unknown): EspruinoPromise;
}

/**
 * The Promise constructor of a program (2v29). Settling is an event in the queue of the idle loop, and so is each
 * reaction. A rejection without reactions is an error at the moment it settles. An error that is already waiting to be
 * reported when a handler returns is taken for that handler's own.
 */
export function makePromise(processor: Processor): unknown {
  const { realm } = processor;
  const later = (run: () => void): void => processor.queue(run, undefined, [], "promise");

  class Reactive implements EspruinoPromise {
    #state: "pending" | Settled = "pending";
    #value: unknown;
    #reactions: Reaction[] = [];

    constructor(executor?: unknown) {
      if (executor === internal) return;
      if (executor === undefined || executor === null) {
        throw realm.error("Function required in promise constructor");
      }
      const settle = this.#settler();
      const resolve = (value: unknown): void => later(() => settle("fulfilled", value));
      const reject = (reason: unknown): void => later(() => settle("rejected", reason));
      const outcome = attempt(executor, [resolve, reject]);
      if ("error" in outcome) reject(outcome.error);
    }

    // biome-ignore lint/suspicious/noThenProperty: this is the program's Promise
    then(fulfilled?: unknown, rejected?: unknown): Reactive {
      const next = new Reactive(internal);
      const reaction: Reaction = { fulfilled, rejected, next };
      if (this.#state === "pending") this.#reactions.push(reaction);
      // Quirk of 2v29: what is added after settling and has no function for it passes on as a rejection.
      else later(() => this.#react(reaction, "rejected"));
      return next;
    }

    catch(rejected?: unknown): Reactive {
      return this.then(undefined, rejected);
    }

    static resolve(value?: unknown): Reactive {
      if (value instanceof Reactive) return value;
      const then = thenOf(value);
      if (typeof then === "function") return new Reactive(then);
      const promise = new Reactive(internal);
      const settle = promise.#settler();
      later(() => settle("fulfilled", value));
      return promise;
    }

    static reject(reason?: unknown): Reactive {
      const promise = new Reactive(internal);
      const settle = promise.#settler();
      later(() => settle("rejected", reason));
      return promise;
    }

    static all(values: unknown): Reactive {
      const list = values as unknown[];
      const results = realm.array(list.map((value) => (value instanceof Reactive ? undefined : value)));
      let left = list.filter((value) => value instanceof Reactive).length;
      if (left === 0) return Reactive.resolve(results);
      const all = new Reactive(internal);
      const settle = all.#settler();
      list.forEach((value, i) => {
        if (!(value instanceof Reactive)) return;
        value.then(
          (result: unknown) => {
            results[i] = result;
            if (--left === 0) later(() => settle("fulfilled", results));
          },
          (reason: unknown) => {
            left = -1;
            later(() => settle("rejected", reason));
          },
        );
      });
      return all;
    }

    /** Settles this promise, once; the value may be a promise to follow. */
    #settler(): (state: Settled, value: unknown) => void {
      let done = false;
      return (state, value) => {
        if (done) return;
        done = true;
        this.#follow(state, value);
      };
    }

    #follow(state: Settled, value: unknown): void {
      this.#value = value;
      const then = state === "fulfilled" ? thenOf(value) : undefined;
      if (typeof then !== "function") {
        this.#seal(state, value);
        return;
      }
      const settle = this.#settler();
      try {
        Reflect.apply(then as Callable, value, [
          (result: unknown) => settle("fulfilled", result),
          (reason: unknown) => settle("rejected", reason),
        ]);
      } catch (error) {
        settle("rejected", error);
      }
    }

    #seal(state: Settled, value: unknown): void {
      this.#state = state;
      if (state === "rejected" && this.#reactions.length === 0) {
        processor.threw(realm.error(`Unhandled promise rejection: ${String(value)}`));
      }
      for (const reaction of this.#reactions) later(() => this.#react(reaction, state));
    }

    /** `passOn`: how the next promise settles where the reaction has no function. */
    #react({ fulfilled, rejected, next }: Reaction, passOn: Settled): void {
      const handler = this.#state === "fulfilled" ? fulfilled : rejected;
      const settle = (next as Reactive).#settler();
      if (typeof handler !== "function") {
        settle(passOn, this.#value);
        return;
      }
      const outcome = attempt(handler, [this.#value]);
      if ("error" in outcome) settle("rejected", outcome.error);
      else settle("fulfilled", outcome.value);
    }
  }

  /** Call a function; an error that waits to be reported counts as its own. */
  function attempt(call: unknown, args: unknown[]): { error: unknown } | { value: unknown } {
    const hadThrown = processor.hasThrown;
    let value: unknown;
    try {
      if (typeof call !== "function") throw realm.error(`Expecting function, got ${typeName(call)}`);
      value = (call as Callable)(...args);
    } catch (error) {
      processor.threw(error);
    }
    processor.restoreHasThrown(hadThrown);
    return processor.takeThrown() ?? { value };
  }

  Object.defineProperty(Reactive, "name", { value: "Promise" });
  return Reactive;
}

const internal = Symbol("made by the interpreter");

function thenOf(value: unknown): unknown {
  return value !== null && typeof value === "object" ? (value as { then?: unknown }).then : undefined;
}
