import type { Processor } from "./processor.ts";

/** Event handlers of any object: in Espruino every object has on, emit and removeListener. */
export class Emitter {
  readonly #processor: Processor;
  readonly #handlers = new WeakMap<object, Map<string, unknown[]>>();

  constructor(processor: Processor) {
    this.#processor = processor;
  }

  has(target: object, event: string): boolean {
    return (this.#of(target, event)?.length ?? 0) > 0;
  }

  /** Queue the handlers of an event, as the interpreter does for what the hardware reports. */
  queue(target: object, event: string, args: unknown[]): void {
    const handlers = this.#of(target, event);
    // More than one are queued as the list that they stand in: one that is removed meanwhile is not called.
    if (handlers?.length) {
      this.#processor.queue(handlers.length > 1 ? handlers : handlers[0], target, args, "event");
    }
  }

  /** Call the handlers now. */
  call(target: object, event: string, args: unknown[]): void {
    const handlers = this.#of(target, event);
    if (handlers?.length) this.#processor.call([...handlers], target, args, "event");
  }

  /** Methods for Object.prototype. */
  methods(): Record<string, unknown> {
    const emitter = this;
    const realm = this.#processor.realm;
    const add = (target: object, event: unknown, handler: unknown, first: boolean): void => {
      if (typeof event !== "string") throw new realm.library.TypeError("First argument must be String");
      if (typeof handler !== "function" && typeof handler !== "string") {
        throw new realm.library.TypeError("Second argument must be a function or a String");
      }
      const events = emitter.#handlers.get(target) ?? new Map<string, unknown[]>();
      emitter.#handlers.set(target, events);
      const handlers = events.get(event);
      if (!handlers) events.set(event, [handler]);
      else if (first) handlers.unshift(handler);
      else handlers.push(handler);
    };
    return {
      on(this: object, event: unknown, handler: unknown) {
        add(this, event, handler, false);
      },
      addListener(this: object, event: unknown, handler: unknown) {
        add(this, event, handler, false);
      },
      prependListener(this: object, event: unknown, handler: unknown) {
        add(this, event, handler, true);
      },
      emit(this: object, event: unknown, ...args: unknown[]) {
        emitter.queue(this, String(event), args);
      },
      removeListener(this: object, event: unknown, handler: unknown) {
        const handlers = emitter.#of(this, String(event));
        const index = handlers?.indexOf(handler) ?? -1;
        if (index >= 0) handlers!.splice(index, 1);
      },
      removeAllListeners(this: object, event: unknown) {
        if (event === undefined) emitter.#handlers.delete(this);
        else emitter.#handlers.get(this)?.delete(String(event));
      },
    };
  }

  #of(target: object, event: string): unknown[] | undefined {
    return this.#handlers.get(target)?.get(event);
  }
}
