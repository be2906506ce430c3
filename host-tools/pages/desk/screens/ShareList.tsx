/** Gives the next lines of a case's list to somebody who calls; beside it other ways to call, and the way to the laboratory and back. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Claimed } from "../../../contract/calls.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { Choice } from "../controls/Choice.tsx";
import { useDesk } from "../services/desk-context.ts";
import { useLineDeeds } from "../services/line-deeds.ts";
import { CALLS } from "../texts/calls.ts";
import { Laboratory } from "./Laboratory.tsx";

const COUNTS = ["5", "10", "20"] as const;

interface ShareProps {
  /** Of the case. */
  readonly of: string;
  readonly changed: () => void;
  readonly children: ComponentChildren;
}

export function ShareList({ of, changed, children }: ShareProps) {
  const t = useTexts(CALLS);
  const { api, account } = useDesk();
  const { callers, changed: shared } = useLineDeeds();
  const [to, setTo] = useState(account.id);
  const [count, setCount] = useState<(typeof COUNTS)[number]>("5");
  const [told, setTold] = useState<string>();
  const work = useWork();
  const people = callers.map(({ id, name, held }): [string, string] => [
    id,
    t.callerHolds(id === account.id ? `${name} (${t.me})` : name, held),
  ]);
  const give = () =>
    work.run(async () => {
      const wanted = { next: Number(count), to };
      const { lines } = await api.send<Claimed>("POST", `/api/cases/${of}/claims`, wanted);
      const name = callers.find(({ id }) => id === to)?.name ?? t.me;
      setTold(lines.length === 0 ? t.gaveNone : t.gave(lines.length, name));
      shared();
    });
  return (
    <details class="no-print" data-testid="share">
      <summary>{t.work}</summary>
      <div class="stack">
        <h2>{t.share}</h2>
        <p class="soft">{t.shareLead}</p>
        <div class="row share-row">
          <Choice label={t.whom} name="share-to" value={to} onValue={setTo} options={people} />
          <Choice
            label={t.howMany}
            name="share-count"
            value={count}
            onValue={setCount}
            options={COUNTS.map((one) => [one, one])}
          />
          <button type="button" class="button" disabled={work.isBusy} onClick={give}>
            {t.give}
          </button>
          <a class="button quiet" href="#/board">
            {t.board}
          </a>
        </div>
        <Failure error={work.error} />
        {told && (
          <Notice tone="note" live>
            <p>{told}</p>
          </Notice>
        )}
        {children}
        <Laboratory of={of} changed={changed} />
      </div>
    </details>
  );
}
