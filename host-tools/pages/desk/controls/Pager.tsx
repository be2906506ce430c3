/** Which part of a list is on the page, and the way to the others; nothing where all of it is. */
import { useTexts } from "../../shared/language.ts";
import { PAGE, type Paged } from "../services/paged.ts";
import { CONTACTS } from "../texts/contacts.ts";

export function Pager<T>({ of: { all, rows, first, show } }: { readonly of: Paged<T> }) {
  const t = useTexts(CONTACTS);
  if (all.length <= PAGE) return null;
  const step = (to: number, sign: string, name: string) => (
    <button
      type="button"
      class="button"
      aria-label={name}
      disabled={to < 0 || to >= all.length}
      onClick={() => show(to)}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
  return (
    <div class="row pager no-print" data-testid="pager">
      {step(first - PAGE, "‹", t.pageBefore)}
      <span>{t.pageOf(first + 1, first + rows.length, all.length)}</span>
      {step(first + PAGE, "›", t.pageAfter)}
    </div>
  );
}
