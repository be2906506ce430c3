/**
 * The screen that the address names, and how far a job on it has come: #/sync, #/hand-out/4821, #/hand-out/~2 for its third step.
 * Going back is the browser's, from step to step.
 */
import { useEffect, useState } from "preact/hooks";

interface Address {
  readonly parts: readonly string[];
  /** 0 for the first step. */
  readonly step: number;
}

function current(): Address {
  const parts = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const [, step] = /^~(\d{1,3})$/.exec(parts.at(-1) ?? "") ?? [];
  return step === undefined ? { parts, step: 0 } : { parts: parts.slice(0, -1), step: Number(step) };
}

function useAddress(): Address {
  const [address, setAddress] = useState(current);
  useEffect(() => {
    const changed = () => {
      setAddress(current());
      window.scrollTo(0, 0);
    };
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return address;
}

/** The parts of the address, without its step. */
export function useRoute(): readonly string[] {
  return useAddress().parts;
}

/** The step in the address, as it is at this moment. */
export function stepNow(): number {
  return current().step;
}

/** The step in the address. */
export function useStep(): number {
  return useAddress().step;
}

/** Goes to a step of the job that the address names; in the place of the present one where that is over. */
export function goToStep(step: number, isInPlace = false): void {
  const { parts } = current();
  const path = parts.map(encodeURIComponent).join("/");
  const to = `#/${path}${step > 0 ? `/~${step}` : ""}`;
  if (to === location.hash) return;
  if (!isInPlace) location.hash = to;
  else location.replace(to);
}
