/** Screens of a page stand behind #/ in its address. */
import { useEffect, useState } from "preact/hooks";

/** The parts of the address behind #/. */
export function useHashRoute(): readonly string[] {
  const current = () => location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const [parts, setParts] = useState(current);
  useEffect(() => {
    const changed = () => setParts((known) => (known.join() === current().join() ? known : current()));
    addEventListener("hashchange", changed);
    // It may have changed between the first drawing and now.
    changed();
    return () => removeEventListener("hashchange", changed);
  }, []);
  return parts;
}

export function goTo(path: string): void {
  location.hash = `#/${path}`;
}
