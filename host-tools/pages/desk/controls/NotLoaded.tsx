/** What was asked for did not come: why, and the same once more. */
import { Failure } from "../../shared/components/Failure.tsx";
import { useTexts } from "../../shared/language.ts";
import { DESK } from "../texts/desk.ts";

export function NotLoaded({ error, again }: { readonly error: unknown; readonly again: () => void }) {
  const t = useTexts(DESK);
  if (error === undefined) return null;
  return (
    <div class="stack">
      <Failure error={error} />
      <p>
        <button type="button" class="button" data-testid="again" onClick={again}>
          {t.retry}
        </button>
      </p>
    </div>
  );
}
