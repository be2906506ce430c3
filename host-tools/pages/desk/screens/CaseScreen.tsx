/** One case: what it is, and once a reason is given its contacts. */
import "./case-page.css";
import "./contact-table.css";
import "./contact-narrow.css";
import "./filters.css";
import "./line.css";
import "./paper.css";
import "../pictures/graph.css";
import { useState } from "preact/hooks";
import type { CaseView } from "../../../contract/cases.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Chip, Notice } from "../../shared/components/Notice.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { dayText, whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { Choice, optionsOf } from "../controls/Choice.tsx";
import { Children, Parent } from "../controls/Family.tsx";
import { useAnswer, useDesk } from "../services/desk-context.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { DESK, type DeskTexts } from "../texts/desk.ts";
import { type DeskReason, WORDS } from "../texts/words.ts";
import { Bring } from "./CaseFiles.tsx";
import { CaseSettings } from "./CaseSettings.tsx";
import { CaseName, STATE_TONES } from "./CasesScreen.tsx";
import { Contacts } from "./Contacts.tsx";

export function CaseScreen({ id }: { readonly id: string }) {
  const t = useTexts(CONTACTS);
  const d = useTexts(DESK);
  const w = useTexts(WORDS);
  const { account } = useDesk();
  const { value: of, error, again } = useAnswer<CaseView>(`/api/cases/${id}`);
  const [reason, setReason] = useState<DeskReason>("case-investigation");
  const [isSeen, setSeen] = useState(false);
  if (!of)
    return error === undefined ? (
      <Working text={d.loading} />
    ) : (
      <>
        <Heading>{t.contacts}</Heading>
        <NotLoaded error={error} again={again} />
      </>
    );
  return (
    <div class="stack of-case">
      <div class="row head">
        <Heading>
          <CaseName of={of} />
        </Heading>
        <About of={of} />
        <Chip tone={STATE_TONES[of.state]} text={w.state[of.state]} />
      </div>
      <Parent of={of} />
      <Children of={of} />
      {!of.isOpen && (
        <Notice tone="amber" title={t.notOpen}>
          <p>{whyShut(of, d)}</p>
          {of.reopenUntil && account.role === "investigator" && <Reopen of={of} changed={again} />}
        </Notice>
      )}
      {of.isOpen && account.role === "investigator" && !isSeen && (
        <ReasonForm reason={reason} choose={setReason} show={() => setSeen(true)} />
      )}
      {of.isOpen && isSeen && <Contacts of={of} reason={reason} caseChanged={again} />}
      {!of.isOpen && of.state === "waiting" && of.phone && account.role === "investigator" && (
        <Bring of={of} changed={again} />
      )}
      {!isSeen && account.role === "investigator" && of.state !== "closed" && of.state !== "refused" && (
        <CaseSettings of={of} changed={again} />
      )}
    </div>
  );
}

/** For whoever closed it by mistake. */
function Reopen({ of, changed }: { readonly of: CaseView; readonly changed: () => void }) {
  const d = useTexts(DESK);
  const { api } = useDesk();
  const work = useWork();
  const reopen = () =>
    work.run(async () => {
      await api.send("DELETE", `/api/cases/${of.id}/closing`);
      changed();
    });
  return (
    <>
      <Failure error={work.error} />
      <p>{d.reopenLead(whenText(of.reopenUntil!))}</p>
      <button type="button" class="button" disabled={work.isBusy} onClick={reopen}>
        {d.reopen}
      </button>
    </>
  );
}

function whyShut(of: CaseView, d: DeskTexts): string {
  if (of.state === "refused") return d.wasRefused;
  if (of.state === "closed") return d.wasClosed;
  if (of.state === "emergency") return d.wasShut;
  return of.isOwn ? d.mustOther : d.casesLead;
}

function About({ of }: { readonly of: CaseView }) {
  const d = useTexts(DESK);
  const w = useTexts(WORDS);
  return (
    <p>
      {of.reference} · {w.ground[of.ground]} · {of.placeName} · {d.infectious}: {dayText(of.from)} –{" "}
      {dayText(of.to)}
      {of.reviewDue && (
        <strong>
          {" "}
          · {d.reviewBy} {whenText(of.reviewDue)}
        </strong>
      )}
    </p>
  );
}

interface ReasonProps {
  readonly reason: DeskReason;
  readonly choose: (reason: DeskReason) => void;
  readonly show: () => void;
}

/** Nobody looks without a reason. */
function ReasonForm({ reason, choose, show }: ReasonProps) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  return (
    <form
      class="stack card no-print"
      onSubmit={(event) => {
        event.preventDefault();
        show();
      }}
    >
      <Choice label={t.why} name="reason" value={reason} onValue={choose} options={optionsOf(w.reason)} />
      <p class="small soft">{t.whyHint}</p>
      <button type="submit" class="button primary">
        {t.show}
      </button>
    </form>
  );
}
