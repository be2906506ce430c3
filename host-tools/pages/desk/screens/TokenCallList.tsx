/** Everybody of a case whom their token calls or has called: since when, and whether they came. */
import { useState } from "preact/hooks";
import { Failure } from "../../shared/components/Failure.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { TokenCallState } from "../controls/TokenCallState.tsx";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { useTokenCalls } from "../services/token-calls.ts";
import { DESK } from "../texts/desk.ts";
import { TOKEN_CALLS } from "../texts/token-calls.ts";

interface ListProps {
  /** Of the case. */
  readonly of: string;
  readonly contacts: readonly NumberedContact[];
}

export function TokenCallList({ of, contacts }: ListProps) {
  const t = useTexts(TOKEN_CALLS);
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      class="no-print"
      data-testid="token-calls"
      onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary>{t.title}</summary>
      {isOpen && <Called of={of} contacts={contacts} />}
    </details>
  );
}

function Called({ of, contacts }: ListProps) {
  const t = useTexts(TOKEN_CALLS);
  const d = useTexts(DESK);
  const calls = useTokenCalls(of);
  const labels = new Map(contacts.map(({ key, label }) => [key, label]));
  const called = calls.contacts?.filter(({ call }) => call !== undefined);
  return (
    <div class="stack">
      <p class="soft">{t.lead}</p>
      <Failure error={calls.error} />
      {!called && calls.error === undefined && <Working text={d.loading} />}
      {called?.length === 0 && <p>{t.none}</p>}
      {called?.map((contact) => {
        const label = labels.get(contact.key) ?? contact.key;
        return (
          <section key={contact.key} class="stack tight-stack" data-testid="called">
            <h3>{label}</h3>
            <TokenCallState
              contact={contact}
              label={label}
              isBusy={calls.isBusy}
              call={() => calls.call(contact.key)}
              withdraw={() => calls.withdraw(contact.key)}
            />
          </section>
        );
      })}
    </div>
  );
}
