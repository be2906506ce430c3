/** What a row has no room for: every phone, why it is sure or not, each day, and who wrote what when. */
import type { ContactView } from "../../../contract/contacts.ts";
import { riskText } from "../../../contract/exposure.ts";
import { whenText } from "../../shared/dates.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { whySure } from "../services/sure-text.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { DESK } from "../texts/desk.ts";
import { WORDS } from "../texts/words.ts";
import { ContactCalls } from "./ContactCalls.tsx";
import { ContactHealth } from "./ContactHealth.tsx";
import { DayTable } from "./DayTable.tsx";
import { TokenCallOf } from "./TokenCallOf.tsx";
import { Phones, Who } from "./Who.tsx";

interface DetailsProps {
  readonly caseId: string;
  readonly contact: ContactView;
  /** A call was written down. */
  readonly changed: () => void;
}

export function ContactDetails({ caseId, contact, changed }: DetailsProps) {
  const t = useTexts(CONTACTS);
  const d = useTexts(DESK);
  const w = useTexts(WORDS);
  const { confidence, days, distance, last, minutes, closeMinutes } = contact;
  const risk = riskText(days, useLanguage());
  return (
    <div class="stack" data-testid="details">
      <div>
        <Who contact={contact} />
        <Phones contact={contact} />
        {!contact.person && <p>{d.whyNoWearer}</p>}
      </div>
      <p>
        {t.closeText(closeMinutes)}, {t.presentText(minutes)}, {w.distance[distance]}, {t.last.toLowerCase()}{" "}
        {whenText(last)}
        {risk && `, ${t.riskText(risk)}`}. <strong>{t.sureText(w.level[confidence.level])}</strong>{" "}
        {whySure(contact, w, t.judgedWith)}.
      </p>
      <ContactCalls of={caseId} contact={contact} changed={changed} />
      {contact.person && contact.isContact && <TokenCallOf of={caseId} contact={contact} />}
      <ContactHealth of={caseId} contact={contact} />
      <DayTable contact={contact} />
      <History contact={contact} />
    </div>
  );
}

/** Who did what when: nothing that was written is gone. */
function History({ contact: { history } }: { readonly contact: ContactView }) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  if (history.length === 0) return null;
  return (
    <ol class="small" aria-label={t.history} data-testid="history">
      {history.map(({ at, by, state, note }) => (
        <li key={at}>
          {whenText(at)} · {by ?? t.somebody} · {w.status[state]}
          {note && ` · ${note}`}
        </li>
      ))}
    </ol>
  );
}
