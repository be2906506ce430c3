/** One person: what is kept of them, and what they may ask for. */
import { useState } from "preact/hooks";
import type { PersonWithdrawn } from "../../../contract/persons.ts";
import { ApiProblem, NoNetwork } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Icon, type IconName } from "../../shared/components/Icon.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { PersonLine } from "../people/PersonLine.tsx";
import { useStation } from "../services/station-context.ts";
import type { KeptOf } from "../services/types.ts";
import { WEARERS } from "../texts/wearers.ts";
import { Copy } from "./Copy.tsx";
import { Correct } from "./Correct.tsx";
import { Kept } from "./Kept.tsx";
import { Merges } from "./Merges.tsx";
import { Same } from "./Same.tsx";
import { useKept } from "./use-kept.ts";
import { Withdraw, Withdrawn } from "./Withdraw.tsx";

interface OneWearerProps {
  readonly id: string;
  /** What is to be done; without it what is kept is shown. */
  readonly deed: string | undefined;
}

export function OneWearer({ id, deed }: OneWearerProps) {
  const t = useTexts(WEARERS);
  const { kept, held, error, look, again } = useKept(id);
  const { rights } = useStation().station;
  const [saved, setSaved] = useState<string>();
  const [withdrawn, setWithdrawn] = useState<PersonWithdrawn>();
  const back = () => {
    location.hash = `#/wearers/${id}`;
  };
  // Whichever way somebody goes back: nothing of the person is shown any more.
  if (withdrawn && kept) return <Withdrawn kept={kept} done={withdrawn} />;
  if (error !== undefined)
    return (
      <div class="stack">
        <Heading>{held?.name ?? t.title}</Heading>
        {held && (
          <div class="card row">
            <PersonLine person={held} />
          </div>
        )}
        <NotSeen error={error} again={again} />
        {held && <ChangeAnswer id={id} />}
        <Another />
      </div>
    );
  if (!kept)
    return (
      <div class="stack">
        <Heading>{t.title}</Heading>
        <Working text={t.looking} />
      </div>
    );
  if (deed === "correct")
    return (
      <Correct
        kept={kept}
        onBack={back}
        onSaved={async (text) => {
          await look();
          setSaved(text);
          back();
        }}
      />
    );
  if (deed === "copy") return <Copy kept={kept} onBack={back} />;
  if (deed === "same" && rights.merging)
    return <Same kept={kept} merging={rights.merging} look={look} onBack={back} />;
  if (deed === "withdraw") return <Withdraw kept={kept} onBack={back} onDone={setWithdrawn} />;
  return (
    <div class="stack">
      <Heading>{kept.person.name}</Heading>
      {saved && (
        <Notice tone="green" live>
          <p data-testid="saved">{saved}</p>
        </Notice>
      )}
      <Deeds kept={kept} />
      <Kept kept={kept} />
      {rights.merging && <Merges kept={kept} merging={rights.merging} look={look} />}
      <ChangeAnswer id={id} />
      <Another />
    </div>
  );
}

function NotSeen({ error, again }: { readonly error: unknown; readonly again: () => void }) {
  const t = useTexts(WEARERS);
  const isGone = error instanceof ApiProblem && error.status === 404;
  if (!isGone && !(error instanceof NoNetwork)) return <Failure error={error} />;
  return (
    <>
      <Notice tone="amber" live>
        <p data-testid={isGone ? "gone" : "needs-network"}>{isGone ? t.gone : t.needsNetwork}</p>
      </Notice>
      {!isGone && (
        <button type="button" class="button primary" onClick={again}>
          {t.retry}
        </button>
      )}
    </>
  );
}

const DEEDS = [
  ["correct", "settings", "correct", "correctLead"],
  ["copy", "roster", "copy", "copyLead"],
  ["same", "wearer", "same", "sameLead"],
  ["withdraw", "stopped", "withdraw", "withdrawLead"],
] as const satisfies readonly (readonly [deed: string, icon: IconName, title: string, lead: string])[];

function Deeds({ kept }: { readonly kept: KeptOf }) {
  const t = useTexts(WEARERS);
  const { rights } = useStation().station;
  const deeds = DEEDS.filter(([deed]) => deed !== "same" || rights.merging);
  return (
    <nav class="tiles" aria-label={kept.person.name}>
      {deeds.map(([deed, icon, title, lead]) => (
        <a class="tile" href={`#/wearers/${kept.person.id}/${deed}`} key={deed} data-testid={deed}>
          <Icon name={icon} size={36} />
          <span>
            <strong>{t[title]}</strong>
            <span class="small soft">{t[lead]}</span>
          </span>
        </a>
      ))}
    </nav>
  );
}

/** One purpose given or taken back, and nothing else: without a network too. */
function ChangeAnswer({ id }: { readonly id: string }) {
  const t = useTexts(WEARERS);
  return (
    <a class="button" href={`#/consent/${id}`} data-testid="change-answer">
      {t.changeAnswer}
    </a>
  );
}

function Another() {
  const t = useTexts(WEARERS);
  return (
    <a class="button quiet" href="#/wearers">
      {t.other}
    </a>
  );
}
