/** Of one contact, once it is unfolded: what is to be done on which day, and what was told of their health. */
import { useState } from "preact/hooks";
import type { CaseView } from "../../../contract/cases.ts";
import type { ContactView } from "../../../contract/contacts.ts";
import type { FollowUp, ToldWritten } from "../../../contract/health.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { goTo } from "../../shared/hash-route.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useAnswer, useDesk } from "../services/desk-context.ts";
import { DESK } from "../texts/desk.ts";
import { HEALTH } from "../texts/health.ts";
import { WORDS } from "../texts/words.ts";
import { DailySteps, QuarantineSteps, type Tell, TestSteps, ToldSoFar } from "./HealthSteps.tsx";

interface HealthProps {
  /** Of the case. */
  readonly of: string;
  readonly contact: ContactView;
}

export function ContactHealth({ of, contact }: HealthProps) {
  const t = useTexts(HEALTH);
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      class="no-print"
      data-testid="health"
      onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary>{t.title}</summary>
      {isOpen && <Health of={of} contact={contact} />}
    </details>
  );
}

function Health({ of, contact }: HealthProps) {
  const t = useTexts(HEALTH);
  const language = useLanguage();
  const d = useTexts(DESK);
  const { api } = useDesk();
  const work = useWork();
  const [isSaved, setSaved] = useState(true);
  const key = encodeURIComponent(contact.key);
  const path = `/api/cases/${of}/follow-up?reason=case-investigation&contact=${key}`;
  const { value, error, again } = useAnswer<FollowUp>(path);
  const line = value?.lines[0];
  const tell: Tell = (told, corrects) =>
    work.run(async () => {
      const body = { id: crypto.randomUUID(), told, ...(corrects === undefined ? {} : { corrects }) };
      const answer = await api.send<ToldWritten>("POST", `/api/cases/${of}/contacts/${key}/health`, body);
      setSaved(answer.isSaved);
      again();
    });
  if (!line || !value) return error === undefined ? <Working text={d.loading} /> : <Failure error={error} />;
  return (
    <div class="stack steps">
      <p class="small soft">{t.lead}</p>
      <Failure error={work.error} />
      {!isSaved && (
        <Notice tone="amber" live>
          <p>{t.notSaved}</p>
        </Notice>
      )}
      {line.steps.isPositive && <OwnCase of={of} contact={contact} />}
      <TestSteps line={line} today={value.today} isBusy={work.isBusy} tell={tell} />
      <DailySteps line={line} today={value.today} isBusy={work.isBusy} tell={tell} />
      <QuarantineSteps line={line} isBusy={work.isBusy} tell={tell} />
      <ToldSoFar line={line} isBusy={work.isBusy} tell={tell} />
      <p class="small soft">{value.source[language]}</p>
    </div>
  );
}

/** With one press, by the positive test; where there is one already, the way to it. */
function OwnCase({ of, contact: { key, ownCase } }: HealthProps) {
  const t = useTexts(HEALTH);
  const w = useTexts(WORDS);
  const { api } = useDesk();
  const work = useWork();
  const [id] = useState(() => crypto.randomUUID());
  const open = () =>
    work.run(async () => {
      const path = `/api/cases/${of}/contacts/${encodeURIComponent(key)}/case`;
      const made = await api.send<CaseView>("POST", path, { id });
      goTo(`case/${made.id}`);
    });
  return (
    <Notice tone="red">
      <p>{ownCase ? t.openedCase(ownCase.reference, w.state[ownCase.state]) : t.positive}</p>
      {ownCase ? (
        <a class="button" href={`#/case/${ownCase.id}`}>
          {ownCase.reference}
        </a>
      ) : (
        <button type="button" class="button primary" disabled={work.isBusy} onClick={open}>
          {t.openCase}
        </button>
      )}
      <Failure error={work.error} />
    </Notice>
  );
}
