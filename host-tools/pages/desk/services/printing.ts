/** Paper holds everybody, a screen a page of the list: what stands on paper is drawn when the browser is about to print. */
import { options } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Draws at once: whoever pressed a button that prints still stands in its handler, and nothing deferred comes before the paper. */
function drawn(change: () => void): void {
  const { debounceRendering } = options;
  options.debounceRendering = (draw) => draw();
  change();
  options.debounceRendering = debounceRendering!;
}

/** Whether what is drawn is for paper. */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => drawn(() => setPrinting(true));
    const after = () => setPrinting(false);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, []);
  return isPrinting;
}
