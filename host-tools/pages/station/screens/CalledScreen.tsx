/** Who was synced here and is to be seen, until somebody has; nowhere else on the page is it told. */
import { Heading } from "../../shared/components/Heading.tsx";
import { TokenTag } from "../../shared/components/TokenTag.tsx";
import { clockText } from "../../shared/format.ts";
import { useTexts } from "../../shared/language.ts";
import { useStore } from "../../shared/store.ts";
import { useStation } from "../services/station-context.ts";
import { SYNC } from "../texts/sync.ts";

export function CalledScreen() {
  const t = useTexts(SYNC);
  const { ticks } = useStation();
  const calls = useStore(ticks.calls);
  return (
    <div class="stack">
      <Heading>{t.toBeSeen}</Heading>
      <p>{t.toBeSeenLead}</p>
      {calls.length === 0 && <p role="status">{t.nobodyToSee}</p>}
      {calls.length > 0 && (
        <ul class="list" aria-label={t.toBeSeen}>
          {calls.map(({ serial, name, at }) => (
            <li key={serial}>
              <TokenTag serial={serial} />
              <strong class="rest">{name}</strong>
              <span>{clockText(at)}</span>
              <button
                type="button"
                class="button primary"
                aria-label={`${t.seen} – ${name ?? serial}`}
                onClick={() => ticks.seen(serial)}
              >
                {t.seen}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
