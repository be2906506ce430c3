/** One person to call, as who calls for others sees them: whom, what to say, what it came to. */

import { useState } from "preact/hooks";
import type { HeldLineView } from "../../../contract/calls.ts";
import { readablePhone } from "../../../contract/phones.ts";
import { DAILY_ANSWERS, type DailyAnswer } from "../../../contract/vocabulary.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Chip } from "../../shared/components/Notice.tsx";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { CallHistory } from "../controls/CallHistory.tsx";
import { OutcomeButtons } from "../controls/OutcomeButtons.tsx";
import { useDesk } from "../services/desk-context.ts";
import { CALLS } from "../texts/calls.ts";

interface LineProps {
  readonly line: HeldLineView;
  /** In the province, by the server. */
  readonly today: string;
  readonly changed: () => void;
}

interface FoldedProps extends LineProps {
  readonly isOpen: boolean;
  readonly toggle: () => void;
  /** Opens the next one who is to be called, if there is one. */
  readonly next: (() => void) | undefined;
}

export function HeldLine({ line, today, changed, isOpen, toggle, next }: FoldedProps) {
  const t = useTexts(CALLS);
  const { api } = useDesk();
  const work = useWork();
  const { claim, name, until } = line;
  const path = `/api/calls/${claim}/calls`;
  const { state, tries, callBackAt, isToCall } = line.line;
  const giveUp = () =>
    work.run(async () => {
      await api.send("DELETE", `/api/calls/${claim}`);
      changed();
    });
  return (
    <section class="card stack" data-testid="held-line" aria-labelledby={`line-${claim}`}>
      <div class="row apart">
        <h2 id={`line-${claim}`} class="fold">
          <button type="button" class="button quiet" aria-expanded={isOpen} onClick={toggle}>
            <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span> {name}
          </button>
        </h2>
        <Chip
          tone={state === "reached" ? "green" : isToCall ? "amber" : "grey"}
          text={[t.line[state], callBackAt && whenText(callBackAt), state === "no-answer" && t.tries(tries)]
            .filter(Boolean)
            .join(" · ")}
        />
      </div>
      {isOpen && (
        <>
          <Numbers line={line} />
          <Script line={line} />
          <h3>{t.how}</h3>
          <OutcomeButtons path={path} done={changed} />
          {line.line.reachedAt !== undefined && <AskToday line={line} today={today} changed={changed} />}
          <CallHistory calls={line.calls} path={path} changed={changed} />
          <div class="row apart">
            <span class="small soft">{t.until(whenText(until))}</span>
            <button type="button" class="button quiet" disabled={work.isBusy} onClick={giveUp}>
              {t.giveUp}
            </button>
            {next && (
              <button type="button" class="button primary" data-testid="next-line" onClick={next}>
                {t.nextOne}
              </button>
            )}
          </div>
        </>
      )}
      <Failure error={work.error} />
    </section>
  );
}

function Numbers({ line: { phone, phoneShared, guardian } }: Pick<LineProps, "line">) {
  const t = useTexts(CALLS);
  const number = (one: string) => (
    <a class="phone" href={`tel:${one}`}>
      {readablePhone(one)}
    </a>
  );
  return (
    <div>
      {guardian && (
        <p>
          {t.guardian}: <strong>{guardian.name}</strong> ({guardian.relation}){" "}
          {guardian.phone && number(guardian.phone)}
        </p>
      )}
      <p>{phone ? number(phone) : !guardian?.phone && t.noPhone}</p>
      {phoneShared && <p class="small">{t.shared}</p>}
    </div>
  );
}

/** Words to read out, and a message that says nothing. */
function Script({ line }: Pick<LineProps, "line">) {
  const t = useTexts(CALLS);
  const { account } = useDesk();
  const [isCopied, setCopied] = useState(false);
  const message = t.smsText(account.name);
  return (
    <>
      <details data-testid="script" open>
        <summary>{t.say}</summary>
        {t.script(line.name, account.name, line).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </details>
      <details data-testid="sms">
        <summary>{t.sms}</summary>
        <p>{message}</p>
        <p class="small soft">{t.smsLead}</p>
        <button
          type="button"
          class="button"
          onClick={() => void navigator.clipboard.writeText(message).then(() => setCopied(true))}
        >
          {isCopied ? t.copied : t.copy}
        </button>
      </details>
    </>
  );
}

/** How somebody is who was reached before: asked once a day. */
function AskToday({ line: { claim, next }, today, changed }: LineProps) {
  const t = useTexts(CALLS);
  const { api } = useDesk();
  const work = useWork();
  const [id] = useState(() => crypto.randomUUID());
  const { from, to, isToAskToday } = next.followUp;
  if (today < from || today > to) return null;
  if (!isToAskToday) return <p>{t.todayDone}</p>;
  const say = (answer: DailyAnswer) =>
    work.run(async () => {
      await api.send("POST", `/api/calls/${claim}/answers`, { id, day: today, answer });
      changed();
    });
  return (
    <fieldset class="row" data-testid="ask-today">
      <legend>{t.today}</legend>
      {DAILY_ANSWERS.map((answer) => (
        <button key={answer} type="button" class="button" disabled={work.isBusy} onClick={() => say(answer)}>
          {t.daily[answer]}
        </button>
      ))}
      <Failure error={work.error} />
    </fieldset>
  );
}
