/** What was asked for did not come: why, and the same once more. */
import { type Both, useTexts } from "../language.ts";
import { Failure } from "./Failure.tsx";

const TEXTS: Both<{ readonly retry: string }> = { vi: { retry: "Thử lại" }, en: { retry: "Try again" } };

export function NotLoaded({ error, again }: { readonly error: unknown; readonly again: () => void }) {
  const t = useTexts(TEXTS);
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
