/** A value that components watch. */
import { useEffect, useState } from "preact/hooks";

export interface Store<T> {
  readonly value: T;
  set(value: T): void;
  /** Calls back after every change until the returned function is called. */
  watch(changed: () => void): () => void;
}

export function openStore<T>(initial: T): Store<T> {
  let value = initial;
  const watchers = new Set<() => void>();
  return {
    get value() {
      return value;
    },
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const changed of [...watchers]) changed();
    },
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
}

export function useStore<T>(store: Store<T>): T {
  const [, again] = useState(0);
  const shown = store.value;
  useEffect(() => {
    const changed = () => again((n) => n + 1);
    // It may have changed between what was shown and now, when nobody watched yet.
    if (!Object.is(store.value, shown)) changed();
    return store.watch(changed);
  }, [store]);
  return shown;
}
