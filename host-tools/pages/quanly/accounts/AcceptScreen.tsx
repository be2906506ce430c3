/** Accounts that a second administrator has to accept: asked about first, since nobody can take it back for them. */
import { useState } from "preact/hooks";
import type { WaitingList } from "../../../contract/staff.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Sure } from "../../shared/components/Sure.tsx";
import { whenText } from "../../shared/dates.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { Back } from "../controls/Back.tsx";
import { usePlaces } from "../services/places.ts";
import { mayDo, roleLineOf, useAsked, useQuanly } from "../services/quanly-context.ts";
import { ACCOUNTS } from "../texts/accounts.ts";
import { HOME } from "../texts/home.ts";

export function AcceptScreen() {
  const t = useTexts(ACCOUNTS);
  const h = useTexts(HOME);
  const { value, error, again } = useAsked<WaitingList>("/api/staff/waiting");
  return (
    <div class="stack">
      <Back to="accounts" text={h.accounts} />
      <Heading>{t.waitingTitle}</Heading>
      <p>{t.waitingLead}</p>
      <NotLoaded error={error} again={again} />
      {value?.accounts.length === 0 && <p>{t.waitingNone}</p>}
      {value && value.accounts.length > 0 && (
        <ul class="list">
          {value.accounts.map((one) => (
            <Waiting key={one.account.id} of={one} changed={again} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface WaitingProps {
  readonly of: WaitingList["accounts"][number];
  readonly changed: () => void;
}

function Waiting({ of: { account, what, by, since }, changed }: WaitingProps) {
  const t = useTexts(ACCOUNTS);
  const language = useLanguage();
  const { api, access, account: own } = useQuanly();
  const { places } = usePlaces();
  const [isAsking, setAsking] = useState(false);
  const work = useWork();
  const accept = () =>
    work.run(async () => {
      await api.send("POST", `/api/staff/${account.id}/acceptance`);
      changed();
    });
  return (
    <li data-testid="waiting">
      <span class="grow">
        <strong>{account.name}</strong> ({account.login})
        <br />
        {roleLineOf(access, account.role)[language]}, {places?.nameOf(account.place) ?? ""}
        <br />
        <span class="soft">{t.waitingBy(t.what[what], by.name, whenText(since))}</span>
      </span>
      {mayDo(access, own.role, "staff.accept") && !isAsking && (
        <button type="button" class="button" onClick={() => setAsking(true)}>
          {t.accept}
        </button>
      )}
      {isAsking && <Sure text={t.acceptSure} isBusy={work.isBusy} yes={accept} no={() => setAsking(false)} />}
      <Failure error={work.error} />
    </li>
  );
}
