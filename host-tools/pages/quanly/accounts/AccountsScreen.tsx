/** Accounts within reach: by given name, found without diacritics, with how each is used. */
import { useState } from "preact/hooks";
import { nameSortKey } from "../../../contract/names.ts";
import type { AccountLine, AccountList } from "../../../contract/staff.ts";
import { Field } from "../../shared/components/Field.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Chip, type Tone } from "../../shared/components/Notice.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { whenText } from "../../shared/dates.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { SEAT } from "../../shared/seat/texts.ts";
import { Back } from "../controls/Back.tsx";
import { hasWords, type KnownPlaces, usePlaces } from "../services/places.ts";
import { mayDo, roleLineOf, useAsked, useQuanly } from "../services/quanly-context.ts";
import { ACCOUNTS } from "../texts/accounts.ts";
import { HOME } from "../texts/home.ts";

const AT_ONCE = 50;

type AccountState = "works" | "disabled" | "waits" | "locked";
export const STATE_TONES: Readonly<Record<AccountState, Tone>> = {
  works: "green",
  disabled: "note",
  waits: "amber",
  locked: "red",
};

export function accountStateOf({ enabled, waits, lockedUntil }: AccountLine): AccountState {
  if (!enabled) return "disabled";
  if (waits) return "waits";
  return lockedUntil === undefined ? "works" : "locked";
}

export function AccountsScreen() {
  const h = useTexts(HOME);
  const t = useTexts(ACCOUNTS);
  const s = useTexts(SEAT);
  const { access, account } = useQuanly();
  const { value, error, again } = useAsked<AccountList>("/api/staff");
  const { places, error: placesError, again: placesAgain } = usePlaces();
  return (
    <div class="stack">
      <Back />
      <Heading>{h.accounts}</Heading>
      {mayDo(access, account.role, "staff.change") && (
        <div class="row">
          <a class="button primary" href="#/accounts/new">
            {t.add}
          </a>
          <a class="button" href="#/accounts/sheet">
            {t.addSheet}
          </a>
          <a class="button quiet" href="#/waiting">
            {t.waitingTitle}
          </a>
        </div>
      )}
      <NotLoaded
        error={error ?? placesError}
        again={() => {
          again();
          placesAgain();
        }}
      />
      {value && places ? (
        <Found accounts={value.accounts} places={places} />
      ) : (
        (error ?? placesError) === undefined && <Working text={s.loading} />
      )}
    </div>
  );
}

interface FoundProps {
  readonly accounts: readonly AccountLine[];
  readonly places: KnownPlaces;
}

function Found({ accounts, places }: FoundProps) {
  const t = useTexts(ACCOUNTS);
  const language = useLanguage();
  const { access } = useQuanly();
  const [typed, setTyped] = useState("");
  const [most, setMost] = useState(AT_ONCE);
  const textOf = (one: AccountLine) =>
    [one.name, one.login, roleLineOf(access, one.role)[language], places.nameOf(one.place)].join(" ");
  const sorted = [...accounts].sort((a, b) => (nameSortKey(a.name) < nameSortKey(b.name) ? -1 : 1));
  const found = sorted.filter((one) => hasWords(textOf(one), typed));
  return (
    <>
      <Field label={t.search} value={typed} onValue={setTyped} kind="search" input={{ name: "search" }} />
      <p role="status">
        {found.length === 0 ? t.none : t.found(Math.min(found.length, most), accounts.length)}
      </p>
      {found.length > 0 && (
        <ul class="list">
          {found.slice(0, most).map((one) => (
            <Line key={one.id} account={one} place={places.nameOf(one.place)} />
          ))}
        </ul>
      )}
      {found.length > most && (
        <button type="button" class="button" onClick={() => setMost(most + AT_ONCE)}>
          {t.more}
        </button>
      )}
    </>
  );
}

function Line({ account, place }: { readonly account: AccountLine; readonly place: string }) {
  const t = useTexts(ACCOUNTS);
  const language = useLanguage();
  const { access } = useQuanly();
  const state = accountStateOf(account);
  return (
    <li data-testid="account">
      <span class="grow">
        <a class="button quiet name" href={`#/account/${account.id}`}>
          {account.name}
        </a>
        <br />
        {roleLineOf(access, account.role)[language]}, {place}
        <br />
        <span class="soft">
          {account.login} – {t.seen}: {account.seenAt === undefined ? t.never : whenText(account.seenAt)}
        </span>
      </span>
      <Chip tone={STATE_TONES[state]} text={t.state[state]} />
    </li>
  );
}
