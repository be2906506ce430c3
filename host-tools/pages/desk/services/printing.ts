/** Paper holds everybody, a screen a page of the list: what stands on paper is drawn when the browser is about to print. */
import { options } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

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

/** Every sheet of paper says of which case it is, and which of how many sheets. */
export function useSheetMarks(isPrinting: boolean, left: string, page: string): void {
  useLayoutEffect(() => {
    if (!isPrinting) return;
    const sheet = new CSSStyleSheet();
    // A style element would need a hole in the content security policy; this one is made by the page's own script.
    sheet.replaceSync(
      `@page { @top-left { content: ${quoted(left)}; } @top-right { content: ${quoted(page)} " " counter(page) "/" counter(pages); } }`,
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [isPrinting, left, page]);
}

function quoted(text: string): string {
  return `"${text.replace(/["\\\n]/g, " ")}"`;
}
