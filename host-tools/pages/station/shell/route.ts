/** The screen that the address names: #/sync, #/hand-out/4821. */
import { useEffect, useState } from "preact/hooks";

function current(): readonly string[] {
  return location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
}

/** The parts of the address. */
export function useRoute(): readonly string[] {
  const [parts, setParts] = useState(current);
  useEffect(() => {
    const changed = () => {
      setParts(current());
      window.scrollTo(0, 0);
    };
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return parts;
}
