/** Something takes a while: shown only after 0.4 s, so that short work shows nothing. */
import { useEffect, useState } from "preact/hooks";

const QUIET_MS = 400;

export function Working({ text }: { readonly text: string }) {
  const [isLong, setLong] = useState(false);
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
