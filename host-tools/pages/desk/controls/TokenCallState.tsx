/** How far the call by token to one contact has come, and what can be done: call, call again, withdraw. */
import type { TokenCallView } from "../../../contract/recalls.ts";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import type { ContactToCall } from "../services/token-calls.ts";
import { TOKEN_CALLS } from "../texts/token-calls.ts";

interface StateProps {
  readonly contact: ContactToCall;
  /** What the contact is called. */
  readonly label: string;
  readonly isBusy: boolean;
  readonly call: () => void;
  readonly withdraw: () => void;
}

export function TokenCallState({
  contact: { callable, call: last },
  label,
  isBusy,
  call,
  withdraw,
}: StateProps) {
  const t = useTexts(TOKEN_CALLS);
  const isCalling = last?.state === "calling";
  const [text, named] = last ? [t.again, t.againOf(label)] : [t.call, t.callOf(label)];
  return (
    <div class="stack tight-stack">
      {last && <Said call={last} />}
      {isCalling && !last.heardAt && <p class="small soft">{t.slow}</p>}
      {callable !== "yes" && <p>{t[callable]}</p>}
      <p class="row">
        {isCalling ? (
          <button
            type="button"
            class="button"
            disabled={isBusy}
            aria-label={t.withdrawOf(label)}
            onClick={withdraw}
          >
            {t.withdraw}
          </button>
        ) : (
          callable === "yes" && (
            <button type="button" class="button" disabled={isBusy} aria-label={named} onClick={call}>
              {text}
            </button>
          )
        )}
      </p>
    </div>
  );
}

function Said({ call }: { readonly call: TokenCallView }) {
  const t = useTexts(TOKEN_CALLS);
  const { state, calledAt, until, heardAt, cameAt, withdrawnAt, by } = call;
  const said = {
    calling: () => t.calling(whenText(calledAt), whenText(until)),
    came: () => t.came(whenText(cameAt!)),
    withdrawn: () => t.withdrawn(whenText(withdrawnAt!)),
    over: () => t.over(whenText(until)),
  };
  return (
    <p role="status">
      <strong>{said[state]()}</strong> {heardAt && `${t.heard(whenText(heardAt))} `}
      {cameAt && !heardAt && `${t.notHeard} `}
      {by && <span class="soft">{t.by(by)}</span>}
    </p>
  );
}
