/** The person wears another token: what becomes of it has to be said before they get one more. */
import { useState } from "preact/hooks";
import { tokenName } from "../../../../protocol/identity.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import type { OtherTokens } from "../../../contract/tokens.ts";
import type { OtherToken } from "../../../contract/vocabulary.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { TokenTag } from "../../shared/components/TokenTag.tsx";
import { useTexts } from "../../shared/language.ts";
import type { Work } from "../../shared/use-work.ts";
import { DOUBLES } from "../texts/doubles.ts";

interface OtherTokensProps {
  readonly person: RosterEntry;
  readonly serials: readonly number[];
  /** The token that is handed out. */
  readonly given: number;
  readonly work: Work;
  readonly onDecided: (others: OtherTokens) => void;
}

const CHOICES = ["returned", "lost", "worn-too"] as const satisfies readonly OtherToken[];

export function OtherTokensStep({ person, serials, given, work, onDecided }: OtherTokensProps) {
  const t = useTexts(DOUBLES);
  const [chosen, setChosen] = useState<Readonly<Record<number, OtherToken>>>({});
  const others = serials.flatMap((serial) => {
    const what = chosen[serial];
    return what ? [{ serial, what }] : [];
  });
  const say = { returned: t.otherReturned, lost: t.otherLost, "worn-too": t.otherToo };
  return (
    <div class="stack" data-testid="other-tokens">
      <h2>{t.wearsOther(person.name)}</h2>
      <Failure error={work.error} />
      {serials.map((serial) => (
        <fieldset class="stack" key={serial}>
          <legend>
            <TokenTag serial={serial} />
          </legend>
          {CHOICES.map((what) => (
            <label class="choice" key={what}>
              <input
                type="radio"
                name={`other-${serial}`}
                value={what}
                checked={chosen[serial] === what}
                onChange={() => setChosen({ ...chosen, [serial]: what })}
              />
              {say[what](tokenName(serial))}
            </label>
          ))}
        </fieldset>
      ))}
      <button
        type="button"
        class="button primary"
        data-testid="give"
        disabled={work.isBusy || others.length < serials.length}
        onClick={() => onDecided(others)}
      >
        {t.giveNow(tokenName(given))}
      </button>
    </div>
  );
}
