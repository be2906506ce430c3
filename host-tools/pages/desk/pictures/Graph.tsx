/** F0 in the middle, F1 around, and the F2 of those F1 that somebody asked for. The list beside it says the same, with minutes and phones. */
import { useState } from "preact/hooks";
import type { CaseView } from "../../../contract/cases.ts";
import type { ContactsOfContact, RadioContact } from "../../../contract/contacts.ts";
import { readablePhone } from "../../../contract/phones.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useDesk } from "../services/desk-context.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { whenText } from "../texts/dates.ts";
import { DESK } from "../texts/desk.ts";
import type { DeskReason } from "../texts/words.ts";

const SIZE = 1000;
const CENTRE = SIZE / 2;
const INNER = 250;
const OUTER = 430;
const MOST = 40;

interface GraphProps {
  readonly of: CaseView;
  /** Those who meet the definition. */
  readonly contacts: readonly NumberedContact[];
  readonly reason: DeskReason;
}

interface Placed {
  readonly key: string;
  /** What the picture and the list call it: 3 is an F1, 3a one of its F2. */
  readonly name: string;
  readonly angle: number;
}

function around(angle: number, radius: number): { x: number; y: number } {
  return { x: CENTRE + radius * Math.sin(angle), y: CENTRE - radius * Math.cos(angle) };
}

export function Graph({ of, contacts, reason }: GraphProps) {
  const t = useTexts(CONTACTS);
  const d = useTexts(DESK);
  const { api } = useDesk();
  const work = useWork();
  const [second, setSecond] = useState<ReadonlyMap<string, readonly RadioContact[]>>(new Map());
  const shown = contacts.slice(0, MOST);
  const angleOf = new Map(shown.map(({ key }, i) => [key, (2 * Math.PI * i) / Math.max(1, shown.length)]));
  const inner: Placed[] = shown.map(({ key, number }) => ({
    key,
    name: String(number),
    angle: angleOf.get(key)!,
  }));
  const known = new Set(contacts.map(({ key }) => key));
  const outer = outerRing(second, shown, angleOf);
  const nameOf = new Map(outer.map(({ key, name }) => [key, name]));
  const ask = (key: string) =>
    work.run(async () => {
      const path = `/api/cases/${of.id}/contacts/${encodeURIComponent(key)}/contacts?reason=${reason}`;
      const { contacts: found } = await api.get<ContactsOfContact>(path);
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
          <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={t.graph}>
            {inner.map(({ key, angle }) => {
              const end = around(angle, INNER);
              return <line key={key} x1={CENTRE} y1={CENTRE} x2={end.x} y2={end.y} class="link" />;
            })}
            {outer.flatMap(({ key, angle, from }) =>
              from.map((one) => {
                const [start, end] = [around(angleOf.get(one)!, INNER), around(angle, OUTER)];
                return (
                  <line
                    key={`${one} ${key}`}
                    x1={start.x}
                    y1={start.y}
                    x2={end.x}
                    y2={end.y}
                    class="link far"
                  />
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
        </div>
        <ul class="list" aria-label="F1">
          {shown.map(({ key, number, label, closeMinutes }) => {
            const found = second.get(key);
            return (
              <li key={key}>
                <div class="row apart">
                  <span>
                    <strong>
                      {number}. {label}
                    </strong>{" "}
                    <span class="small soft">{t.closeText(closeMinutes)}</span>
                    {found && <span class="small"> {t.f2of(found.length)}</span>}
                  </span>
                  {!found && (
                    <button
                      type="button"
                      class="button"
                      disabled={work.isBusy}
                      aria-label={t.seeF2(label)}
                      onClick={() => ask(key)}
                    >
                      F2
                    </button>
                  )}
                </div>
                {found?.map((one) => (
                  <p key={one.key} class="small second">
                    <strong>
                      {nameOf.get(one.key)} {one.label}
                    </strong>{" "}
                    {t.closeText(one.closeMinutes)}, {t.last.toLowerCase()} {whenText(one.last)}{" "}
                    {one.person?.phone && (
                      <a href={`tel:${one.person.phone}`}>{readablePhone(one.person.phone)}</a>
                    )}
                  </p>
                ))}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

/** Widest angle between two who stand outside the same F1. */
const SPREAD = 0.16;

/** Those near an F1, each once, outside the F1 that they were found by first. */
function outerRing(
  second: ReadonlyMap<string, readonly RadioContact[]>,
  shown: readonly NumberedContact[],
  angleOf: ReadonlyMap<string, number>,
): (Placed & { readonly from: readonly string[] })[] {
  const found = new Map<string, Placed & { readonly from: string[] }>();
  for (const { key: first, number } of shown) {
    const fresh = (second.get(first) ?? []).filter(({ key }) => !found.has(key));
    for (const { key } of second.get(first) ?? []) found.get(key)?.from.push(first);
    fresh.forEach(({ key }, place) => {
      const angle = (angleOf.get(first) ?? 0) + (place - (fresh.length - 1) / 2) * SPREAD;
      found.set(key, { key, name: `${number}${letters(place)}`, angle, from: [first] });
    });
  }
  return [...found.values()];
}

/** a to z, then aa, ab… */
function letters(place: number): string {
  const last = String.fromCharCode(97 + (place % 26));
  return place < 26 ? last : letters(Math.floor(place / 26) - 1) + last;
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
