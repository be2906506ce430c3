/** A guard counts who passes, for a while: what share of people the gate sees. Numbers alone. */

import { useState } from "preact/hooks";
import { LEAST_COUNTED } from "../../contract/gate-hours.ts";
import { GUARD_COUNTS, type GuardScreen, type NewHandCount } from "../../contract/guard-screen.ts";
import { Notice } from "../shared/components/Notice.tsx";
import { clockText, dateText } from "../shared/format.ts";
import { useTexts } from "../shared/language.ts";
import { TEXTS } from "./texts.ts";
import { seenOf } from "./troubles.ts";

interface Counting {
  /** As the machine's clock had it. */
  readonly from: string;
  readonly passagesBefore: number;
  readonly people: number;
}
type Failed = "restarted" | "disk" | "bad" | "away" | "shift";
const FAILED: Readonly<Record<number, Failed>> = { 400: "bad", 401: "shift", 409: "restarted", 507: "disk" };

async function send(count: NewHandCount): Promise<Failed | undefined> {
  try {
    const answer = await fetch(GUARD_COUNTS, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(count),
    });
    return answer.ok ? undefined : (FAILED[answer.status] ?? "away");
  } catch {
    return "away";
  }
}

export function HandCounting({ screen }: { readonly screen: GuardScreen }) {
  const t = useTexts(TEXTS);
  const [counting, setCounting] = useState<Counting>();
  const [failed, setFailed] = useState<Failed>();
  const begin = () => {
    setFailed(undefined);
    setCounting({ from: screen.now, passagesBefore: screen.passages, people: 0 });
  };
  const change = (by: number) =>
    setCounting((before) => before && { ...before, people: Math.max(0, before.people + by) });
  const end = async () => {
    if (!counting) return;
    const why = await send({ ...counting, to: screen.now });
    setFailed(why);
    // What was not written down can be sent again; a count across a restart cannot.
    if (why === undefined || why === "restarted") setCounting(undefined);
  };
  return (
    <section class="stack">
      <h2>{t.count}</h2>
      {!counting && <p>{t.countLead}</p>}
      {failed && (
        <Notice tone="red">
          <p>{t.countFailed[failed]}</p>
        </Notice>
      )}
      {counting ? (
        <>
          <p class="result" role="status" data-testid="counted">
            {t.counted(counting.people)}
          </p>
          <button type="button" class="button primary huge" onClick={() => change(1)}>
            {t.onePerson}
          </button>
          <div class="row">
            <button type="button" class="button" disabled={counting.people === 0} onClick={() => change(-1)}>
              {t.undo}
            </button>
            <button type="button" class="button" disabled={counting.people === 0} onClick={() => void end()}>
              {t.countEnd}
            </button>
            <button type="button" class="button quiet" onClick={() => setCounting(undefined)}>
              {t.countStop}
            </button>
          </div>
        </>
      ) : (
        <div class="row">
          <button type="button" class="button" onClick={begin}>
            {t.countBegin}
          </button>
        </div>
      )}
      <Earlier screen={screen} />
    </section>
  );
}

function Earlier({ screen: { handCounts } }: { readonly screen: GuardScreen }) {
  const t = useTexts(TEXTS);
  if (handCounts.length === 0) return null;
  return (
    <div class="stack">
      <h3>{t.earlier}</h3>
      <ul class="list">
        {[...handCounts].reverse().map((one) => {
          const { people, passages, percent } = seenOf(one);
          const at = Date.parse(one.from);
          return (
            <li key={one.from} data-testid="hand-count">
              <span class="rest">
                {clockText(at)} {dateText(at)}: {t.seen(people, passages)}{" "}
                <strong>{percent === undefined ? t.tooFew(LEAST_COUNTED) : t.share(percent)}</strong>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
