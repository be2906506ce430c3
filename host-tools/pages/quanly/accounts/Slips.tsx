/** First passwords, each on a slip of its own; they are told once. */
import { useEffect, useState } from "preact/hooks";
import type { Role } from "../../../contract/vocabulary.ts";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { Sure } from "../../shared/components/Sure.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { WAYS } from "../../shared/ways.ts";
import type { KnownPlaces } from "../services/places.ts";
import { roleLineOf, useQuanly } from "../services/quanly-context.ts";
import { ACCOUNTS } from "../texts/accounts.ts";

export interface SlipLine {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly place: string;
  readonly firstPassword: string;
  readonly waits: boolean;
}

interface SlipsProps {
  readonly slips: readonly SlipLine[];
  readonly places: Pick<KnownPlaces, "nameOf">;
  readonly done: () => void;
}

export function Slips(props: SlipsProps) {
  const language = useLanguage();
  const { access } = useQuanly();
  return <PlainSlips {...props} roleName={(role) => roleLineOf(access, role)[language]} />;
}

interface PlainProps extends SlipsProps {
  readonly roleName: (role: Role) => string;
}

/** The page that somebody of a role opens first: administrators have their own, and the desk beside it. */
const addressOf = (role: Role) => WAYS.findLast(({ roles }) => roles.includes(role))?.address ?? "/";

/** Of somebody who has not signed in. */
export function PlainSlips({ slips, places, done, roleName }: PlainProps) {
  const t = useTexts(ACCOUNTS);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);
  return (
    <div class="stack" data-testid="slips">
      <Heading>{t.slipsTitle}</Heading>
      <div class="no-print stack">
        <Notice tone="amber">
          <p>{t.once}</p>
        </Notice>
        <div class="row">
          <button type="button" class="button primary" data-testid="print" onClick={() => window.print()}>
            {t.print}
          </button>
          <button type="button" class="button" data-testid="done" onClick={() => setAsking(true)}>
            {t.done}
          </button>
        </div>
        {isAsking && <Sure text={t.leave} isBusy={false} yes={done} no={() => setAsking(false)} />}
      </div>
      <div class="slips">
        {slips.map((slip) => (
          <Slip
            key={slip.login}
            slip={slip}
            role={roleName(slip.role)}
            place={places.nameOf(slip.place)}
            address={addressOf(slip.role)}
          />
        ))}
      </div>
    </div>
  );
}

interface SlipProps {
  readonly slip: SlipLine;
  /** As they are called. */
  readonly role: string;
  readonly place: string;
  readonly address: string;
}

function Slip({ slip, role, place, address }: SlipProps) {
  const t = useTexts(ACCOUNTS);
  const { login, name, firstPassword, waits } = slip;
  return (
    <article class="card slip" data-testid="slip">
      <h2>{name}</h2>
      <p>
        {role} – {place}
      </p>
      <dl class="facts">
        <dt>{t.slipOpen}</dt>
        <dd>{`${location.origin}${address}`}</dd>
        <dt>{t.login}</dt>
        <dd>
          <code data-testid="slip-login">{login}</code>
        </dd>
        <dt>{t.firstPassword}</dt>
        <dd>
          <code data-testid="slip-password">{firstPassword}</code>
        </dd>
      </dl>
      {waits && <p>{t.slipWaits}</p>}
      <p>
        {t.slipFirst} {t.slipSecret}
      </p>
    </article>
  );
}
