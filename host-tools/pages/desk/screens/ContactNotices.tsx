/** What became of a change to a contact: it stays in sight at the page's lower edge, however far somebody has scrolled. */
import type { ContactState } from "../../../contract/vocabulary.ts";
import { BothWords } from "../../shared/components/BothWords.tsx";
import { Failure } from "../../shared/components/Failure.tsx";
import { useTexts } from "../../shared/language.ts";
import { aspectOf, type Conflict, type Edits } from "../services/contact-edits.ts";
import { useLineDeeds } from "../services/line-deeds.ts";
import { CALLS } from "../texts/calls.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { WORDS } from "../texts/words.ts";

interface NoticesProps {
  readonly edits: Edits;
  /** Who was to be called and has no number. */
  readonly lacksPhone: string | undefined;
}

export function ContactNotices({ edits, lacksPhone }: NoticesProps) {
  const t = useTexts(CONTACTS);
  const { isBusy, error, done, conflicts, undo, settle } = edits;
  const line = useLineDeeds();
  return (
    <div class="stack said no-print">
      <Failure error={error ?? line.error} />
      {conflicts.map((conflict) => (
        <Meanwhile
          key={aspectOf(conflict)}
          conflict={conflict}
          isBusy={isBusy}
          settle={(isMine) => settle(conflict, isMine)}
        />
      ))}
      <div role="status">
        {lacksPhone !== undefined && <p class="told">{t.noPhoneOf(lacksPhone)}</p>}
        <LineSaid />
        {done && conflicts.length === 0 && (
          <Undo label={done.contact.label} after={done.after} isBusy={isBusy} undo={undo} />
        )}
      </div>
    </div>
  );
}

/** Whose a line is now, and the way back. */
function LineSaid() {
  const t = useTexts(CALLS);
  const c = useTexts(CONTACTS);
  const { told, undo, isBusy } = useLineDeeds();
  if (!told) return null;
  return (
    <p class="row told" data-testid="line-told">
      {told.kind === "free"
        ? t.nowFree(told.label)
        : told.kind === "held"
          ? t.nowHeld(told.label, told.by ?? "")
          : t.lineMeanwhile(told.label, told.by)}
      {undo && (
        <button type="button" class="button quiet" disabled={isBusy} onClick={undo}>
          {c.undo}
        </button>
      )}
    </p>
  );
}

interface UndoProps {
  readonly label: string;
  readonly after: ContactState;
  readonly isBusy: boolean;
  readonly undo: () => void;
}

function Undo({ label, after, isBusy, undo }: UndoProps) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  return (
    <p class="row told">
      {t.setTo(label, w.status[after])}
      <button type="button" class="button quiet" disabled={isBusy} onClick={undo}>
        {t.undo}
      </button>
    </p>
  );
}

interface MeanwhileProps {
  readonly conflict: Conflict;
  readonly isBusy: boolean;
  readonly settle: (isMine: boolean) => void;
}

/** Both words side by side; nothing is saved before somebody has chosen. */
function Meanwhile({ conflict: { contact, wanted, now }, isBusy, settle }: MeanwhileProps) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  const mine = "state" in wanted ? w.status[wanted.state] : wanted.note || t.noNote;
  const theirs = "state" in wanted ? w.status[now.state] : now.note || t.noNote;
  return (
    <BothWords
      name={contact.label}
      testId="meanwhile"
      by={now.by}
      at={now.at}
      theirs={theirs}
      mine={mine}
      isBusy={isBusy}
      settle={settle}
    />
  );
}
