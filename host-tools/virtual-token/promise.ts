import type { Callable, Processor } from "./processor.ts";
import { typeName } from "./text.ts";

interface Reaction {
  fulfilled: unknown;
  rejected: unknown;
  next: EspruinoPromise;
}

/** Promise as Espruino has it: reactions run from the idle loop, there is no finally, a lost rejection is printed. */
export interface EspruinoPromise {
  then(fulfilled?: unknown, rejected?: unknown): EspruinoPromise;
  catch(rejected?: unknown): EspruinoPromise;
}

/** The Promise constructor of a program. */
export function makePromise(processor: Processor): unknown {
  const { realm } = processor;

  class Reactive implements EspruinoPromise {
    #state: "pending" | "fulfilled" | "rejected" = "pending";
    #value: unknown;
    #reactions: Reaction[] = [];
    /** The executor runs: what it rejects is not reported, somebody may yet react. */
    #constructing = true;

    constructor(executor?: unknown) {
      if (executor === undefined) {
        this.#constructing = false;
        return;
      }
      if (typeof executor !== "function") {
        throw new realm.library.TypeError(
          `Executor function required in Promise constructor, got ${typeName(executor)}`,
        );
      }
      try {
        (executor as Callable)(
          (value: unknown) => this.#resolve(value),
          (reason: unknown) => this.#settle("rejected", reason),
        );
      } catch (error) {
        this.#settle("rejected", error);
      }
      this.#constructing = false;
    }

    // biome-ignore lint/suspicious/noThenProperty: this is the program's Promise
    then(fulfilled?: unknown, rejected?: unknown): Reactive {
      const next = new Reactive();
      const reaction: Reaction = { fulfilled, rejected, next };
      if (this.#state === "pending") this.#reactions.push(reaction);
      else this.#queue(reaction);
      return next;
    }

    catch(rejected?: unknown): Reactive {
      return this.then(undefined, rejected);
    }

    static resolve(value?: unknown): Reactive {
      if (value instanceof Reactive) return value;
      const promise = new Reactive();
      promise.#resolve(value);
      return promise;
    }

    static reject(reason?: unknown): Reactive {
      const promise = new Reactive();
      // Nobody can have reacted yet: the interpreter reports it when the reason is never taken.
      promise.#state = "rejected";
      promise.#value = reason;
      return promise;
    }

    static all(values: unknown): Reactive {
      const all = new Reactive();
      const list = values as unknown[];
      const results = realm.array(list.map(() => undefined));
      let left = list.length;
      if (left === 0) all.#settle("fulfilled", results);
      list.forEach((value, i) => {
        Reactive.resolve(value).then(
          (result: unknown) => {
            results[i] = result;
            if (--left === 0) all.#settle("fulfilled", results);
          },
          (reason: unknown) => all.#settle("rejected", reason),
        );
      });
      return all;
    }

    #resolve(value: unknown): void {
      const then =
        value !== null && typeof value === "object" ? (value as { then?: unknown }).then : undefined;
      if (typeof then === "function") {
        Reflect.apply(then as Callable, value, [
          (result: unknown) => this.#resolve(result),
          (reason: unknown) => this.#settle("rejected", reason),
        ]);
      } else {
        this.#settle("fulfilled", value);
      }
    }

    #settle(state: "fulfilled" | "rejected", value: unknown): void {
      if (this.#state !== "pending") return;
      this.#state = state;
      this.#value = value;
      if (state === "rejected" && this.#reactions.length === 0 && !this.#constructing) {
        processor.onUncaught(realm.error(`Unhandled promise rejection: ${String(value)}`));
      }
      for (const reaction of this.#reactions) this.#queue(reaction);
      this.#reactions = [];
    }

    #queue(reaction: Reaction): void {
      const state = this.#state;
      const value = this.#value;
      const run = (): void => {
        const handler = state === "fulfilled" ? reaction.fulfilled : reaction.rejected;
        const next = reaction.next as Reactive;
        if (typeof handler !== "function") {
          if (state === "fulfilled") next.#resolve(value);
          else next.#settle("rejected", value);
          return;
        }
        try {
          next.#resolve((handler as Callable)(value));
        } catch (error) {
          next.#settle("rejected", error);
        }
      };
      processor.queue(run, undefined, [], "promise");
    }
  }

  Object.defineProperty(Reactive, "name", { value: "Promise" });
  return Reactive;
}
