/**
 * Paper holds everybody, a screen a page of the list. What stands on paper is drawn once the server has written down that it leaves, and
 * is taken away behind it: whoever prints by the browser's own menu gets a sheet that says where to press.
 */
import { options } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { Work } from "./use-work.ts";
import { useWork } from "./use-work.ts";

/** Whoever chose no printer within it has to press again. */
const PAPER_MS = 60_000;

/** Draws at once: nothing deferred comes before the paper. */
function drawn(change: () => void): void {
  const { debounceRendering } = options;
  options.debounceRendering = (draw) => draw();
  change();
  options.debounceRendering = debounceRendering!;
}

interface Paper<T> extends Pick<Work, "isBusy" | "error"> {
  /** What is printed beside the list; undefined while nothing is for paper. */
  readonly on: T | undefined;
  print(): void;
}

/** `fetched` has it written down that the list leaves, and brings what paper needs besides. Ctrl P does what the button does. */
export function usePaper<T>(fetched: () => Promise<T>): Paper<T> {
  const [on, setOn] = useState<T>();
  const work = useWork();
  const print = () =>
    work.run(async () => {
      const value = await fetched();
      drawn(() => setOn(() => value));
      window.print();
    });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.code !== "KeyP" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      print();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });
  useLayoutEffect(() => {
    if (on === undefined) return;
    document.documentElement.dataset.paper = "told";
    const done = () => setOn(undefined);
    const tooLate = setTimeout(done, PAPER_MS);
    addEventListener("afterprint", done);
    return () => {
      clearTimeout(tooLate);
      removeEventListener("afterprint", done);
      delete document.documentElement.dataset.paper;
    };
  }, [on]);
  return { isBusy: work.isBusy, error: work.error, on, print };
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
