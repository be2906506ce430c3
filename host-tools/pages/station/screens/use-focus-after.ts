import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** The button pressed is gone while something is under way: whoever works by keyboard goes on with the one that comes after. */
export function useFocusAfter(isBusy: boolean, button: RefObject<HTMLButtonElement | null>): void {
  const wasBusy = useRef(false);
  useEffect(() => {
    if (wasBusy.current && !isBusy) button.current?.focus();
    wasBusy.current = isBusy;
  }, [isBusy]);
}
