/** Calls to one contact of the list: who holds it, what the calls came to, the next outcome. */
import type { ContactView } from "../../../contract/contacts.ts";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { CallHistory } from "../controls/CallHistory.tsx";
import { LineHolder } from "../controls/LineHolder.tsx";
import { OutcomeButtons } from "../controls/OutcomeButtons.tsx";
import { CALLS } from "../texts/calls.ts";

interface ContactCallsProps {
  /** Of the case. */
  readonly of: string;
  readonly contact: ContactView;
  readonly changed: () => void;
}

export function ContactCalls({ of, contact, changed }: ContactCallsProps) {
  const t = useTexts(CALLS);
  const { key, line, calls } = contact;
  const path = `/api/cases/${of}/contacts/${encodeURIComponent(key)}/calls`;
  return (
    <div class="stack tight-stack no-print" data-testid="contact-calls">
      <p>
        <strong>{t.line[line.state]}</strong>
        {line.tries > 0 && ` · ${t.tries(line.tries)}`}
        {line.callBackAt && ` · ${whenText(line.callBackAt)}`}
      </p>
      <LineHolder contact={contact} />
      <OutcomeButtons path={path} done={changed} />
      <CallHistory calls={calls} path={path} changed={changed} />
    </div>
  );
}
