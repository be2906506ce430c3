/** Who calls for others: the people whom they hold, and more of them at a press. Nothing else of any case. */
import "./caller.css";
import { useState } from "preact/hooks";
import type { HeldLines } from "../../../contract/calls.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useAnswer, useDesk } from "../services/desk-context.ts";
import { CALLS } from "../texts/calls.ts";
import { DESK } from "../texts/desk.ts";
import { HeldLine } from "./HeldLine.tsx";

/** All are folded. */
const NONE = "";
/** At a press. */
const MORE = 5;

export function CallerScreen() {
  const t = useTexts(CALLS);
  const d = useTexts(DESK);
  const { api, account } = useDesk();
  const { value, error, again } = useAnswer<HeldLines>("/api/calls");
  const work = useWork();
  const [isNone, setNone] = useState(false);
  /** Claim of the line that is unfolded; the first who is to be called unless somebody chose. */
  const [chosen, setChosen] = useState<string>();
  const more = () =>
    work.run(async () => {
      const asked = { place: account.place, count: MORE };
      const { lines } = await api.send<HeldLines>("POST", "/api/calls", asked);
      setNone(lines.length === 0);
      if (lines[0]) setChosen(lines[0].claim);
      again();
    });
  const lines = value?.lines ?? [];
  const first = lines.find(({ line }) => line.isToCall) ?? lines[0];
  const open = lines.find(({ claim }) => claim === chosen) ?? (chosen === NONE ? undefined : first);
  // Round and round: who did not answer comes again behind all others.
  const at = open ? lines.indexOf(open) : -1;
  const next = [...lines.slice(at + 1), ...lines.slice(0, Math.max(0, at))].find(({ line }) => line.isToCall);
  return (
    <div class="stack">
      <Heading>{t.mine}</Heading>
      <p class="soft">{t.mineLead}</p>
      <Failure error={error} />
      {!value && error === undefined && <Working text={d.loading} />}
      {value?.lines.length === 0 && <p>{t.noLines}</p>}
      {value &&
        lines.map((line) => (
          <HeldLine
            key={line.claim}
            line={line}
            today={value.today}
            changed={() => {
              // Who was called stays in sight until somebody goes on.
              setChosen(line.claim);
              again();
            }}
            isOpen={line === open}
            toggle={() => setChosen(line === open ? NONE : line.claim)}
            next={next ? () => setChosen(next.claim) : undefined}
          />
        ))}
      <div class="row">
        <button
          type="button"
          class="button primary"
          data-testid="more-lines"
          disabled={work.isBusy}
          onClick={more}
        >
          {t.more}
        </button>
      </div>
      {isNone && (
        <Notice tone="note" live>
          <p>{t.nothingLeft}</p>
        </Notice>
      )}
      <Failure error={work.error} />
    </div>
  );
}
