/** Who calls one contact, and the presses that change it. */
import { useState } from "preact/hooks";
import type { ContactView } from "../../../contract/contacts.ts";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useDesk } from "../services/desk-context.ts";
import { useLineDeeds } from "../services/line-deeds.ts";
import { CALLS } from "../texts/calls.ts";
import { Choice } from "./Choice.tsx";

const NOBODY = "";

export function LineHolder({ contact }: { readonly contact: ContactView }) {
  const t = useTexts(CALLS);
  const { account } = useDesk();
  const { callers, isBusy, hold } = useLineDeeds();
  const [to, setTo] = useState(NOBODY);
  const { claim } = contact;
  const isMine = claim?.holder === account.id;
  const colleagues = callers.filter(({ id }) => id !== account.id && id !== claim?.holder);
  const chosen = colleagues.find(({ id }) => id === to)?.id ?? NOBODY;
  return (
    <fieldset class="row holder" data-testid="holder">
      <legend class="visually-hidden">{t.whoCalls(contact.label)}</legend>
      <span class="held-by">
        {!claim
          ? t.free
          : isMine
            ? t.until(whenText(claim.until))
            : t.heldBy(claim.by ?? "", whenText(claim.until))}
      </span>
      {!isMine && (
        <button type="button" class="button" disabled={isBusy} onClick={() => hold(contact, account.id)}>
          {t.takeOne}
        </button>
      )}
      {claim && (
        <button type="button" class="button" disabled={isBusy} onClick={() => hold(contact, undefined)}>
          {isMine ? t.giveBack : t.takeBack}
        </button>
      )}
      {colleagues.length > 0 && (
        <span class="row give-to">
          <Choice
            label={t.whom}
            name="line-to"
            value={chosen}
            onValue={setTo}
            options={[
              [NOBODY, t.chooseCaller] as const,
              ...colleagues.map(({ id, name, held }) => [id, t.callerHolds(name, held)] as const),
            ]}
          />
          <button
            type="button"
            class="button"
            disabled={isBusy || chosen === NOBODY}
            onClick={() => {
              hold(contact, chosen);
              setTo(NOBODY);
            }}
          >
            {t.give}
          </button>
        </span>
      )}
    </fieldset>
  );
}
