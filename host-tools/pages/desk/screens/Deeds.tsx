/** Above the list, in one line: how it is looked at, and what can be done with all of it. */
import type { ComponentChildren } from "preact";
import { useTexts } from "../../shared/language.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { PASSAGES } from "../texts/passages.ts";

const VIEWS = ["table", "timeline", "graph", "passages"] as const;
export type View = (typeof VIEWS)[number];

interface DeedsProps {
  readonly view: View;
  readonly choose: (view: View) => void;
  readonly isBusy: boolean;
  readonly print: () => void;
  /** What folds out below the line. */
  readonly children: ComponentChildren;
}

export function Deeds({ view, choose, isBusy, print, children }: DeedsProps) {
  const t = useTexts(CONTACTS);
  const p = useTexts(PASSAGES);
  return (
    <div class="row deeds no-print">
      <fieldset class="row views">
        <legend class="visually-hidden">{t.views}</legend>
        {VIEWS.map((one) => (
          <button
            key={one}
            type="button"
            class={`button ${view === one ? "primary" : ""}`}
            aria-pressed={view === one}
            onClick={() => choose(one)}
          >
            {one === "passages" ? p.view : t[one]}
          </button>
        ))}
      </fieldset>
      <button type="button" class="button" disabled={isBusy} onClick={print}>
        {t.print}
      </button>
      {children}
    </div>
  );
}
