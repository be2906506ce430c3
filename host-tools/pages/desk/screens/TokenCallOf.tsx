/** Of one close contact, once it is unfolded: whether their token calls them. */
import { useState } from "preact/hooks";
import type { ContactView } from "../../../contract/contacts.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { TokenCallState } from "../controls/TokenCallState.tsx";
import { useTokenCalls } from "../services/token-calls.ts";
import { DESK } from "../texts/desk.ts";
import { TOKEN_CALLS } from "../texts/token-calls.ts";

interface CallProps {
  /** Of the case. */
  readonly of: string;
  readonly contact: ContactView;
}

export function TokenCallOf({ of, contact }: CallProps) {
  const t = useTexts(TOKEN_CALLS);
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      class="no-print"
      data-testid="token-call"
      onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary>{t.title}</summary>
      {isOpen && <Call of={of} contact={contact} />}
    </details>
  );
}

function Call({ of, contact: { key, label } }: CallProps) {
  const t = useTexts(TOKEN_CALLS);
  const d = useTexts(DESK);
  const calls = useTokenCalls(of);
  const found = calls.contacts?.find((one) => one.key === key);
  return (
    <div class="stack tight-stack">
      <p class="small soft">{t.lead}</p>
      <Failure error={calls.error} />
      {!calls.contacts && calls.error === undefined && <Working text={d.loading} />}
      {found && (
        <TokenCallState
          contact={found}
          label={label}
          isBusy={calls.isBusy}
          call={() => calls.call(key)}
          withdraw={() => calls.withdraw(key)}
        />
      )}
    </div>
  );
}
