/** F0 in the middle, F1 around, and the F2 of those F1 that somebody asked for. The lists beside it say the same. */
import { useState } from "preact/hooks";
import { Failure } from "../../../web/ui/components/Failure.tsx";
import { Working } from "../../../web/ui/components/Working.tsx";
import { useTexts } from "../../../web/ui/language.ts";
import { useWork } from "../../../web/ui/use-work.ts";
import { useDesk } from "../desk-context.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { DESK } from "../texts/desk.ts";
import type { ReasonText } from "../texts/words.ts";
import type { CaseView, ContactView, RadioContact } from "../types.ts";

const SIZE = 1000;
const CENTRE = SIZE / 2;
const INNER = 250;
const OUTER = 430;
const MOST = 40;

interface GraphProps {
  readonly of: CaseView;
  /** Those who meet the definition. */
  readonly contacts: readonly ContactView[];
  readonly reason: ReasonText;
}

interface Placed {
  readonly key: string;
  readonly label: string;
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
  const inner: Placed[] = shown.map(({ key, label }, i) => ({
    ...{ key, label, angle: (2 * Math.PI * i) / Math.max(1, shown.length) },
  }));
  const known = new Set([
    ...contacts.map(({ key }) => key),
    of.subject.person ?? `token-${of.subject.serial}`,
  ]);
  const angleOf = new Map(inner.map(({ key, angle }) => [key, angle]));
  const outer = outerRing(second, angleOf);
  const ask = ({ key }: Placed) =>
    work.run(async () => {
      const path = `/api/cases/${of.id}/contacts/${encodeURIComponent(key)}/contacts?reason=${reason}`;
      const { contacts: found } = await api.get<{ contacts: RadioContact[] }>(path);
      // F0 and F1 are known already.
      const fresh = found.filter((one) => one.isContact && !known.has(one.key));
      setSecond(new Map(second).set(key, fresh));
    });
  return (
    <div class="stack">
      <p class="soft">{t.graphLead}</p>
      <Failure error={work.error} />
      {work.isBusy && <Working text={d.loading} />}
      <div class="graph">
        <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={t.graph} class="picture-frame">
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
          {inner.map(({ key, label, angle }) => (
            <Node key={key} {...around(angle, INNER)} radius={30} kind="f1" text={initials(label)} />
          ))}
          {outer.map(({ key, label, angle }) => (
            <Node key={key} {...around(angle, OUTER)} radius={24} kind="f2" text={initials(label)} />
          ))}
        </svg>
        <ul class="list" aria-label="F1">
          {inner.map((one) => {
            const found = second.get(one.key);
            return (
              <li key={one.key}>
                <strong>{initials(one.label)}</strong>
                <span class="grow">
                  {found ? t.f2of(one.label, found.length) : one.label}
                  {found && found.length > 0 && (
                    <span class="small soft"> {found.map(({ label }) => label).join(", ")}</span>
                  )}
                </span>
                {!found && (
                  <button
                    type="button"
                    class="button"
                    disabled={work.isBusy}
                    aria-label={t.seeF2(one.label)}
                    onClick={() => ask(one)}
                  >
                    F2
                  </button>
                )}
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
  angleOf: ReadonlyMap<string, number>,
): (Placed & { readonly from: readonly string[] })[] {
  const found = new Map<string, { label: string; from: string[]; place: number; of: number }>();
  for (const [from, contacts] of second)
    contacts.forEach(({ key, label }, place) => {
      const one = found.get(key) ?? { label, from: [], place, of: contacts.length };
      one.from.push(from);
      found.set(key, one);
    });
  return [...found].map(([key, { label, from, place, of }]) => ({
    ...{ key, label, from },
    angle: (angleOf.get(from[0]!) ?? 0) + (place - (of - 1) / 2) * SPREAD,
  }));
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

/** First letters of family and given name; digits of a token. */
function initials(label: string): string {
  if (/^BZ-/.test(label)) return label.slice(3);
  const words = label.split(" ");
  return words.length > 1 ? `${words[0]![0]}${words.at(-1)![0]}` : label.slice(0, 2);
}
