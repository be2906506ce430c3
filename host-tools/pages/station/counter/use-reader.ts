/**
 * A hand-held reader is a keyboard that types faster than a hand. Where nobody types, what it reads is taken wherever the cursor
 * stands; a key that stands alone is a hand's, and presses what the cursor is on. So nothing that a reader sends answers a question.
 */
import { useEffect, useRef } from "preact/hooks";

/** A hand leaves more between two keys; a reader less. */
const APART_MS = 100;
const LEAST_LENGTH = 2;

/** What is typed in is not the reader's. */
function isTypedIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["radio", "checkbox", "button"].includes(target.type);
  return target.matches("textarea, select, dialog, dialog *");
}

/** What a key does alone on what the cursor is on. */
function press(key: string): void {
  const at = document.activeElement;
  if (!(at instanceof HTMLElement)) return;
  if (at.matches(key === " " ? "button, input, summary" : "button, a, summary")) at.click();
}

/** `onScan` gets what was read, without the reader's own Enter; `onKey` a digit or letter that a hand pressed. */
export function useReader(onScan: (text: string) => void, onKey: (key: string) => void = () => {}): void {
  const newest = useRef({ onScan, onKey });
  newest.current = { onScan, onKey };
  useEffect(() => {
    let keys = "";
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silent = () => {
      const read = keys;
      keys = "";
      const text = read.replaceAll("\n", "");
      if (read === " " || read === "\n") press(read);
      else if (text.length >= LEAST_LENGTH) newest.current.onScan(text);
      else newest.current.onKey(text);
    };
    const heard = (event: KeyboardEvent) => {
      const key = event.key === "Enter" ? "\n" : event.key;
      if (key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey || isTypedIn(event.target))
        return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      keys += key;
      clearTimeout(timer);
      timer = setTimeout(silent, APART_MS);
    };
    document.addEventListener("keydown", heard, true);
    // A button is pressed when the key goes up.
    const up = (event: KeyboardEvent) => {
      if (event.key === " " && !isTypedIn(event.target)) event.preventDefault();
    };
    document.addEventListener("keyup", up, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("keydown", heard, true);
      document.removeEventListener("keyup", up, true);
    };
  }, []);
}
