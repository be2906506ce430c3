/** What waits to be sent, one after the other: whoever works on while something is on its way loses nothing. */
import { useRef, useState } from "preact/hooks";

interface Line<T> {
  readonly isBusy: boolean;
  /** Of the first that went wrong since the line was empty. */
  readonly error: unknown;
  add(one: T): void;
}

/** Says what is to be sent in the place of what waits, where that is another once this one was done. */
type Rebase<T> = (waiting: T) => T;

/** What goes wrong keeps nothing behind it from being sent. */
export function useLine<T>(send: (one: T) => Promise<Rebase<T> | undefined>): Line<T> {
  const waiting = useRef<T[]>([]);
  const isSending = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const drain = async () => {
    isSending.current = true;
    setBusy(true);
    setError(undefined);
    for (let one = waiting.current.shift(); one; one = waiting.current.shift())
      try {
        const rebase = await send(one);
        if (rebase) waiting.current = waiting.current.map(rebase);
      } catch (reason) {
        setError((known: unknown) => known ?? reason ?? new Error("unknown"));
      }
    isSending.current = false;
    setBusy(false);
  };
  return {
    isBusy,
    error,
    add(one) {
      waiting.current.push(one);
      if (!isSending.current) void drain();
    },
  };
}
