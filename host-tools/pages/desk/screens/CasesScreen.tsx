import { useState } from "preact/hooks";
import type { Approval, CaseListView, CaseView } from "../../../contract/cases.ts";
import { labelText } from "../../../contract/label.ts";
import { folded } from "../../../contract/names.ts";
import { tidyText } from "../../../contract/texts.ts";
import type { CaseState } from "../../../contract/vocabulary.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Chip, type Tone } from "../../shared/components/Notice.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Sure } from "../../shared/components/Sure.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { dayText, whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { Parent } from "../controls/Family.tsx";
import { useAnswer, useDesk } from "../services/desk-context.ts";
import { CALLS } from "../texts/calls.ts";
import { DESK } from "../texts/desk.ts";
import { NOTICES } from "../texts/notices.ts";
import { WORDS } from "../texts/words.ts";

export const STATE_TONES: Readonly<Record<CaseState, Tone>> = {
  waiting: "amber",
  open: "green",
  emergency: "amber",
  refused: "red",
  closed: "grey",
};

export function CaseName({ of }: { readonly of: CaseView }) {
  const t = useTexts(DESK);
  const { kind, name, token } = of.subject;
  return <>{name ?? token ?? (kind === "phone" ? t.phoneCase : "")}</>;
}

/** A case that this account may say yes or no to; the server has the last word. */
function isForMe({ state, isOwn, reviewDue }: CaseView): boolean {
  return !isOwn && (state === "waiting" || reviewDue !== undefined);
}

const isOver = ({ state }: CaseView) => state === "closed" || state === "refused";

/** From so many on they can be searched. */
const MANY = 8;

export function CasesScreen() {
  const t = useTexts(DESK);
  const { value, error, again } = useAnswer<CaseListView>("/api/cases");
  const [text, setText] = useState("");
  const cases = value?.cases.filter((of) => folded(caseText(of)).includes(folded(text))) ?? [];
  const forMe = cases.filter(isForMe);
  const rest = cases.filter((of) => !isForMe(of));
  const cards = (some: readonly CaseView[]) =>
    some.map((of) => <CaseCard key={of.id} of={of} like={likeOf(of, value?.cases ?? [])} changed={again} />);
  const group = (title: string, some: readonly CaseView[]) =>
    some.length > 0 && (
      <>
        <h2>{title}</h2>
        {cards(some)}
      </>
    );
  const over = rest.filter(isOver);
  return (
    <div class="stack">
      <div class="row apart">
        <Heading>{t.cases}</Heading>
        <WaysOn />
      </div>
      <p class="soft">{t.casesLead}</p>
      <NotLoaded error={error} again={again} />
      {!value && error === undefined && <Working text={t.loading} />}
      {value?.cases.length === 0 && <p>{t.noCases}</p>}
      {(value?.cases.length ?? 0) >= MANY && (
        <Field
          label={t.filter}
          value={text}
          onValue={setText}
          kind="search"
          input={{ name: "case-filter", autocomplete: "off" }}
        />
      )}
      {group(t.decide, forMe)}
      {group(
        t.inWork,
        rest.filter(({ isOpen }) => isOpen),
      )}
      {group(
        t.waiting,
        rest.filter((of) => !of.isOpen && !isOver(of)),
      )}
      {over.length > 0 && (
        <details data-testid="over">
          <summary>
            {t.over} ({over.length})
          </summary>
          <div class="stack">{cards(over)}</div>
        </details>
      )}
      {value && <p class="small soft">{t.keptSince(whenText(value.keptSince))}</p>}
    </div>
  );
}

/** To the board, to notices and to a new case. */
function WaysOn() {
  const t = useTexts(DESK);
  const calls = useTexts(CALLS);
  const notices = useTexts(NOTICES);
  const { account } = useDesk();
  return (
    <div class="row">
      <a class="button" href="#/board">
        {calls.board}
      </a>
      {account.role === "investigator" && (
        <>
          <a class="button" href="#/notices">
            {notices.title}
          </a>
          <a class="button primary" href="#/new">
            {t.newCase}
          </a>
        </>
      )}
    </div>
  );
}

function caseText({ subject: { name, token, serial, wearers }, reference, placeName }: CaseView): string {
  const worn = wearers?.map((one) => one.name) ?? [];
  return [name, token, serial, reference, placeName, ...worn].filter(Boolean).join(" ");
}

/** Whose case it is, in so many words that two people of one name are told apart. */
function WhoseCase({ of: { subject } }: { readonly of: CaseView }) {
  const t = useTexts(DESK);
  const { born, serial, wearers } = subject;
  if (born !== undefined)
    return (
      <p>
        {t.born} {born}
      </p>
    );
  if (serial === undefined) return null;
  return (
    <div data-testid="wearers">
      <p>{t.tokenIs(labelText(serial))}</p>
      {wearers?.length === 0 && <p>{t.nobodyWore}</p>}
      {wearers?.map((one) => (
        <p key={one.from}>
          <strong>{t.wears(one.name, one.born)}</strong> {t.wornFrom(whenText(one.from))}
          {one.to !== undefined && ` ${t.wornTo(whenText(one.to))}`}
        </p>
      ))}
    </div>
  );
}

/** Other cases that are not over, of the same person or token, or with the same number of a test. */
function likeOf(of: CaseView, all: readonly CaseView[]): CaseView[] {
  const { person, serial } = of.subject;
  return all.filter(
    (other) =>
      other.id !== of.id &&
      !isOver(other) &&
      !isOver(of) &&
      ((person !== undefined && other.subject.person === person) ||
        (serial !== undefined && other.subject.serial === serial) ||
        other.reference === of.reference),
  );
}

interface CardProps {
  readonly of: CaseView;
  /** Cases that it could be taken for. */
  readonly like: readonly CaseView[];
  readonly changed: () => void;
}

function CaseCard({ of, like, changed }: CardProps) {
  const t = useTexts(DESK);
  const w = useTexts(WORDS);
  const { account } = useDesk();
  const canDecide = of.state === "waiting" || of.reviewDue !== undefined;
  const isShut = of.state === "emergency" && !of.isOpen;
  return (
    <section class="card stack" data-testid="case" aria-labelledby={`case-${of.id} reference-${of.id}`}>
      <div class="row apart">
        <h3 id={`case-${of.id}`}>
          <CaseName of={of} />
        </h3>
        <Chip tone={STATE_TONES[of.state]} text={w.state[of.state]} />
      </div>
      <WhoseCase of={of} />
      <Parent of={of} />
      <p>
        <span id={`reference-${of.id}`}>{of.reference}</span> · {t.ground}: {w.ground[of.ground]} ·{" "}
        {t.sampled} {dayText(of.tested)}
        {of.onset && `, ${t.symptoms} ${dayText(of.onset)}`} · {of.placeName}
      </p>
      <p>
        {t.infectious}: {dayText(of.from)} – {dayText(of.to)} · {t.opened} {whenText(of.openedAt)}
        {of.openedBy && ` · ${t.openedBy} ${of.openedBy}`}
        {of.phone && ` · ${t.phoneFiles(of.phone.keys, of.phone.rows)}`}
        {of.reviewDue && <strong> · {isShut ? t.shut : `${t.reviewBy} ${whenText(of.reviewDue)}`}</strong>}
      </p>
      {of.refusedWhy && (
        <p data-testid="refused-why">
          {t.refusedFor} <strong>{of.refusedWhy}</strong>
        </p>
      )}
      {like.map((other) => (
        <p key={other.id} class="small" data-testid="like">
          <strong>{t.likeAnother}</strong> {other.reference} · {t.opened} {whenText(other.openedAt)}
          {other.openedBy && ` · ${t.openedBy} ${other.openedBy}`} · {t.infectious} {dayText(other.from)} –{" "}
          {dayText(other.to)}
        </p>
      ))}
      <div class="row">
        {account.role === "investigator" && !isOver(of) && (
          <a class={`button ${of.isOpen ? "primary" : ""}`} href={`#/case/${of.id}`}>
            {t.seeContacts}
          </a>
        )}
        {account.role === "investigator" && of.reopenUntil && (
          <a class="button" href={`#/case/${of.id}`}>
            {t.reopen}
          </a>
        )}
        {canDecide && of.isOwn && <span class="soft">{t.mustOther}</span>}
      </div>
      {canDecide && !of.isOwn && <Verdict of={of} changed={changed} />}
    </section>
  );
}

/** Yes or no to a case that somebody else opened; neither can be taken back, so it asks first. */
function Verdict({ of, changed }: Pick<CardProps, "of" | "changed">) {
  const t = useTexts(DESK);
  const { api } = useDesk();
  const work = useWork();
  const [wanted, setWanted] = useState<boolean>();
  const [why, setWhy] = useState("");
  const [isTried, setTried] = useState(false);
  const isReview = isOver(of);
  const decide = (approved: boolean) => {
    setTried(true);
    if (!approved && tidyText(why) === "") return;
    work.run(async () => {
      const verdict: Approval = { approved, scope: of.scope, ...(approved ? {} : { why }) };
      await api.send("POST", `/api/cases/${of.id}/approval`, verdict);
      setWanted(undefined);
      changed();
    });
  };
  return (
    <>
      <Failure error={work.error} />
      {wanted === undefined ? (
        <div class="row">
          <button type="button" class="button primary" onClick={() => setWanted(true)}>
            {isReview ? t.reviewOk : t.approve}
          </button>
          <button type="button" class="button danger" onClick={() => setWanted(false)}>
            {isReview ? t.reviewBad : t.refuse}
          </button>
        </div>
      ) : (
        <Sure
          text={wanted ? t.sureApprove : t.sureRefuse}
          isBusy={work.isBusy}
          yes={() => decide(wanted)}
          no={() => setWanted(undefined)}
        >
          {!wanted && (
            <Field
              label={t.whyRefused}
              hint={t.whyRefusedHint}
              value={why}
              onValue={setWhy}
              wrong={isTried && tidyText(why) === "" ? t.whyMissing : undefined}
              input={{ name: "why", maxLength: 200, autocomplete: "off" }}
            />
          )}
        </Sure>
      )}
    </>
  );
}
