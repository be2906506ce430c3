/** One account: what it is, what may be changed of it, and what can be done about it. */
import { useState } from "preact/hooks";
import type { AccountLine, AccountList } from "../../../contract/staff.ts";
import { Heading } from "../../shared/components/Heading.tsx";
import { Chip, Notice } from "../../shared/components/Notice.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { whenText } from "../../shared/dates.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { SEAT } from "../../shared/seat/texts.ts";
import { Back } from "../controls/Back.tsx";
import { type KnownPlaces, usePlaces } from "../services/places.ts";
import { mayDo, roleLineOf, useAsked, useQuanly } from "../services/quanly-context.ts";
import { ACCOUNTS } from "../texts/accounts.ts";
import { HOME } from "../texts/home.ts";
import { AccountDeeds } from "./AccountDeeds.tsx";
import { AccountForm } from "./AccountForm.tsx";
import { accountStateOf, STATE_TONES } from "./AccountsScreen.tsx";
import { type SlipLine, Slips } from "./Slips.tsx";

export function AccountScreen({ id }: { readonly id: string }) {
  const h = useTexts(HOME);
  const s = useTexts(SEAT);
  const t = useTexts(ACCOUNTS);
  const list = useAsked<AccountList>("/api/staff");
  const { places, error, again } = usePlaces();
  const [kept, setKept] = useState<AccountList>();
  if (list.value && list.value !== kept) setKept(list.value);
  const account = kept?.accounts.find((one) => one.id === id);
  return (
    <div class="stack">
      <Back to="accounts" text={h.accounts} />
      <NotLoaded
        error={list.error ?? error}
        again={() => {
          list.again();
          again();
        }}
      />
      {account && places ? (
        <Known account={account} places={places} again={list.again} />
      ) : kept && places ? (
        <Heading>{t.none}</Heading>
      ) : (
        (list.error ?? error) === undefined && <Working text={s.loading} />
      )}
    </div>
  );
}

interface KnownProps {
  readonly account: AccountLine;
  readonly places: KnownPlaces;
  readonly again: () => void;
}

function Known({ account, places, again }: KnownProps) {
  const t = useTexts(ACCOUNTS);
  const language = useLanguage();
  const { access, account: own } = useQuanly();
  const [slip, setSlip] = useState<SlipLine>();
  if (slip)
    return (
      <Slips
        slips={[slip]}
        places={places}
        done={() => {
          setSlip(undefined);
          again();
        }}
      />
    );
  const state = accountStateOf(account);
  const mayChange = mayDo(access, own.role, "staff.change");
  const isGranted = roleLineOf(access, own.role).grants.includes(account.role);
  const why = account.id === own.id ? t.own : isGranted ? undefined : t.notGranted;
  return (
    <>
      <Heading>{account.name}</Heading>
      <p class="row">
        <Chip tone={STATE_TONES[state]} text={t.state[state]} />
        {account.lockedUntil !== undefined && <span>{t.lockedUntil(whenText(account.lockedUntil))}</span>}
      </p>
      <dl class="facts">
        <dt>{t.login}</dt>
        <dd>{account.login}</dd>
        <dt>{t.role}</dt>
        <dd>{roleLineOf(access, account.role)[language]}</dd>
        <dt>{t.place}</dt>
        <dd>{places.nameOf(account.place)}</dd>
        <dt>{t.seen}</dt>
        <dd>{account.seenAt === undefined ? t.never : whenText(account.seenAt)}</dd>
      </dl>
      {mayChange && why !== undefined && (
        <Notice tone="note">
          <p>{why}</p>
        </Notice>
      )}
      {mayChange && why === undefined && (
        <>
          <AccountDeeds account={account} told={setSlip} again={again} />
          <AccountForm account={account} places={places} again={again} />
        </>
      )}
    </>
  );
}
