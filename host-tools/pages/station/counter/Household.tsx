/** Whoever collects for a household, and who of it has got a token. */
import { tokenName } from "../../../../protocol/identity.ts";
import { useTexts } from "../../shared/language.ts";
import { COUNTER } from "../texts/counter.ts";
import type { Family } from "./use-counter.ts";

interface HouseholdProps {
  readonly family: Family;
  /** Not while somebody of it is being asked. */
  readonly onDone: (() => void) | undefined;
}

export function Household({ family: { collector, got }, onDone }: HouseholdProps) {
  const t = useTexts(COUNTER);
  return (
    <section class="card stack" data-testid="household">
      <h2>{t.family(collector)}</h2>
      <p>{t.familyLead}</p>
      {got.length === 0 ? (
        <p>{t.familyNone}</p>
      ) : (
        <>
          <p>{t.familyGot}</p>
          <ul>
            {got.map(({ name, serial }) => (
              <li key={serial}>
                {name}: {tokenName(serial)}
              </li>
            ))}
          </ul>
        </>
      )}
      {onDone && (
        <button type="button" class="button" data-testid="family-done" onClick={onDone}>
          {t.familyDone}
        </button>
      )}
    </section>
  );
}
