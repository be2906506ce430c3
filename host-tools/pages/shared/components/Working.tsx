/** Something takes a while: shown only after 0.4 s, so that short work shows nothing; at once where nothing else is shown. */
import { useEffect, useState } from "preact/hooks";

const QUIET_MS = 400;

export function Working({ text, isAtOnce = false }: { readonly text: string; readonly isAtOnce?: boolean }) {
  const [isLong, setLong] = useState(isAtOnce);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="row" role="status">
      {isLong && (
        <>
          <span class="spinner" aria-hidden="true" />
          <span>{text}</span>
        </>
      )}
    </div>
  );
}
