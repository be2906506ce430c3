/** F0 in the middle, F1 around, and the F2 of those F1 that somebody asked for. The list beside it says the same, with minutes and phones. */
import { useState } from "preact/hooks";
import type { CaseView } from "../../../contract/cases.ts";
import type { ContactsOfContact, RadioContact } from "../../../contract/contacts.ts";
import type { Coverage } from "../../../contract/coverage.ts";
import { readablePhone } from "../../../contract/phones.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { CoverageNotice } from "../controls/CoverageNotice.tsx";
import { useDesk } from "../services/desk-context.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { DESK } from "../texts/desk.ts";
import type { DeskReason } from "../texts/words.ts";
import {
  anglesOf,
  around,
  CENTRE,
  INNER,
  innerRing,
  OUTER,
  type Outer,
  outerRing,
  type Placed,
  SIZE,
} from "./rings.ts";

/** More are no picture any more. */
const MOST = 40;

interface GraphProps {
  readonly of: CaseView;
  /** Those who meet the definition. */
  readonly contacts: readonly NumberedContact[];
  readonly reason: DeskReason;
}

export function Graph({ of, contacts, reason }: GraphProps) {
  const t = useTexts(CONTACTS);
  const d = useTexts(DESK);
  const { api } = useDesk();
  const work = useWork();
  const [second, setSecond] = useState<ReadonlyMap<string, readonly RadioContact[]>>(new Map());
  const [covered, setCovered] = useState<ReadonlyMap<string, Coverage>>(new Map());
  const shown = contacts.slice(0, MOST);
  const inner = innerRing(shown);
  const outer = outerRing(second, shown, anglesOf(inner));
  const known = new Set(contacts.map(({ key }) => key));
  const ask = (key: string) =>
    work.run(async () => {
      const path = `/api/cases/${of.id}/contacts/${encodeURIComponent(key)}/contacts?reason=${reason}`;
      const { contacts: found, coverage } = await api.get<ContactsOfContact>(path);
      setCovered(new Map(covered).set(key, coverage));
      // F1 are known already.
      setSecond(
        new Map(second).set(
          key,
          found.filter((one) => !known.has(one.key)),
        ),
      );
    });
  return (
    <div class="stack">
      <p class="soft">{t.graphLead}</p>
      <Failure error={work.error} />
      {work.isBusy && <Working text={d.loading} />}
      {contacts.length > MOST && <p>{t.firstOnly(MOST, contacts.length)}</p>}
      <div class="graph">
        <div class="picture-frame">
          <Picture inner={inner} outer={outer} />
        </div>
        <ul class="list" aria-label="F1">
          {shown.map((contact) => (
            <First
              key={contact.key}
              contact={contact}
              found={second.get(contact.key)}
              coverage={covered.get(contact.key)}
              outer={outer}
              isBusy={work.isBusy}
              ask={() => ask(contact.key)}
            />
          ))}
        </ul>
      </div>
    </div>
  );
}

function Picture({ inner, outer }: { readonly inner: readonly Placed[]; readonly outer: readonly Outer[] }) {
  const t = useTexts(CONTACTS);
  const angleOf = anglesOf(inner);
  return (
    <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={t.graph}>
      {inner.map(({ key, angle }) => {
        const end = around(angle, INNER);
        return <line key={key} x1={CENTRE} y1={CENTRE} x2={end.x} y2={end.y} class="link" />;
      })}
      {outer.flatMap(({ key, angle, from }) =>
        from.map((one) => {
          const [start, end] = [around(angleOf.get(one)!, INNER), around(angle, OUTER)];
          return (
            <line key={`${one} ${key}`} x1={start.x} y1={start.y} x2={end.x} y2={end.y} class="link far" />
          );
        }),
      )}
      <Node x={CENTRE} y={CENTRE} radius={46} kind="f0" text="F0" />
      {inner.map(({ key, name, angle }) => (
        <Node key={key} {...around(angle, INNER)} radius={32} kind="f1" text={name} />
      ))}
      {outer.map(({ key, name, angle }) => (
        <Node key={key} {...around(angle, OUTER)} radius={30} kind="f2" text={name} />
      ))}
    </svg>
  );
}

interface NodeProps {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly kind: "f0" | "f1" | "f2";
  readonly text: string;
}

function Node({ x, y, radius, kind, text }: NodeProps) {
  return (
    <g>
      <circle cx={x} cy={y} r={radius} class={kind} />
      <text x={x} y={y + 7} class={`node ${kind}`}>
        {text}
      </text>
    </g>
  );
}

interface FirstProps {
  readonly contact: NumberedContact;
  /** Their F2, once they were asked for. */
  readonly found: readonly RadioContact[] | undefined;
  readonly coverage: Coverage | undefined;
  readonly outer: readonly Outer[];
  readonly isBusy: boolean;
  readonly ask: () => void;
}

/** An F1 in the list, with their F2. */
function First({ contact, found, coverage, outer, isBusy, ask }: FirstProps) {
  const { number, label, closeMinutes } = contact;
  const t = useTexts(CONTACTS);
  const nameOf = (key: string) => outer.find((one) => one.key === key)?.name;
  return (
    <li>
      <div class="row apart">
        <span>
          <strong>
            {number}. {label}
          </strong>{" "}
          <span class="small soft">{t.closeText(closeMinutes)}</span>
          {found && <span class="small"> {t.f2of(found.length)}</span>}
        </span>
        {!found && (
          <button type="button" class="button" disabled={isBusy} aria-label={t.seeF2(label)} onClick={ask}>
            F2
          </button>
        )}
      </div>
      {coverage && <CoverageNotice coverage={coverage} />}
      {found?.map((one) => (
        <p key={one.key} class="small second">
          <strong>
            {nameOf(one.key)} {one.label}
          </strong>{" "}
          {t.closeText(one.closeMinutes)}, {t.last.toLowerCase()} {whenText(one.last)}{" "}
          {one.person?.phone && <a href={`tel:${one.person.phone}`}>{readablePhone(one.person.phone)}</a>}
        </p>
      ))}
    </li>
  );
}
