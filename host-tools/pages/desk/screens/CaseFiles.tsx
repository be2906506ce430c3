import { useState } from "preact/hooks";
import type { BroughtFile, CaseView } from "../../../contract/cases.ts";
import type { ExportedFile } from "../../../contract/contacts.ts";
import type { RetirementNoted, RetirementRequest } from "../../../contract/tokens.ts";
import { ApiProblem } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { Sure } from "../../shared/components/Sure.tsx";
import { numberText } from "../../shared/format.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { Covers } from "../controls/CoverageNotice.tsx";
import { useDesk } from "../services/desk-context.ts";
import { download } from "../services/download.ts";
import { CONTACTS } from "../texts/contacts.ts";
import type { DeskReason } from "../texts/words.ts";

interface FilesProps {
  readonly of: CaseView;
  readonly reason: DeskReason;
  /** Those near by who are no close contacts go along. */
  readonly everybody: boolean;
  readonly changed: () => void;
}

/** Files to take along and, of a phone, to bring. */
export function CaseFiles({ of, reason, everybody, changed }: FilesProps) {
  const t = useTexts(CONTACTS);
  const { api } = useDesk();
  const work = useWork();
  const [covers, setCovers] = useState<ExportedFile["covers"]>([]);
  const take = (path: string) =>
    work.run(async () => setCovers(await download(api, `/api/cases/${of.id}/${path}reason=${reason}`)));
  const isToken = of.subject.kind !== "phone";
  const table = (format: string) => take(`export?format=${format}&${everybody ? "everybody=true&" : ""}`);
  return (
    <details class="no-print" data-testid="files">
      <summary>{t.files}</summary>
      <div class="stack">
        <p class="small">{t.leaves}</p>
        {isToken && <p class="small soft">{t.aboutFiles}</p>}
        <Failure error={work.error} />
        <div class="row">
          <button type="button" class="button" disabled={work.isBusy} onClick={() => table("xlsx")}>
            {t.excel}
          </button>
          <button type="button" class="button" disabled={work.isBusy} onClick={() => table("csv")}>
            {t.csv}
          </button>
          {isToken && (
            <>
              <button type="button" class="button" onClick={() => take("export?format=data-trace&")}>
                {t.trace}
              </button>
              <button type="button" class="button" onClick={() => take("export?format=unresolved&")}>
                {t.unknown}
              </button>
              <button type="button" class="button" onClick={() => take("publication?")}>
                {t.publish}
              </button>
            </>
          )}
        </div>
        <Covers lines={covers} />
        {isToken && <Retire error={work.error} again={() => take("publication?")} />}
        {!isToken && <Bring of={of} changed={changed} />}
      </div>
    </details>
  );
}

/** Of a token that stands in the way of its keys, since somebody may still wear it: it can be noted as out of use. */
function Retire({ error, again }: { readonly error: unknown; readonly again: () => void }) {
  const t = useTexts(CONTACTS);
  const { api } = useDesk();
  const work = useWork();
  const [isAsked, setAsked] = useState(false);
  const [isToConfirm, setToConfirm] = useState(false);
  const serial = error instanceof ApiProblem && error.reason === "not-retired" ? error.field : undefined;
  if (serial === undefined) return null;
  const retire = () =>
    work.run(async () => {
      const path = `/api/tokens/${serial}/retirement`;
      const { state } = await api.send<RetirementNoted>("POST", path, {
        how: "retired",
      } satisfies RetirementRequest);
      setAsked(state === "asked");
      setToConfirm(false);
      if (state === "retired") again();
    });
  return (
    <div class="stack">
      <p>{t.retireLead(serial)}</p>
      <Failure error={work.error} />
      {isAsked && (
        <Notice tone="amber" live>
          <p>{t.retireAsked(serial)}</p>
        </Notice>
      )}
      {isToConfirm ? (
        <Sure text={t.retireSure(serial)} isBusy={work.isBusy} yes={retire} no={() => setToConfirm(false)} />
      ) : (
        <button type="button" class="button danger" disabled={work.isBusy} onClick={() => setToConfirm(true)}>
          {t.retire(serial)}
        </button>
      )}
    </div>
  );
}

export function Bring({ of, changed }: Pick<FilesProps, "of" | "changed">) {
  const t = useTexts(CONTACTS);
  const { api } = useDesk();
  const work = useWork();
  const [sent, setSent] = useState(0);
  const [brought, setBrought] = useState<{ readonly file: File; readonly answer: BroughtFile }>();
  const bring = (file: File | undefined, isAnothers = false) =>
    file &&
    work.run(async () => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const path = `/api/cases/${of.id}/phone${isAnothers ? "?another=true" : ""}`;
      setSent(0);
      const answer = await api.send<BroughtFile>("POST", path, bytes, { onProgress: setSent });
      setBrought({ file, answer });
      if (answer.errors.length === 0 && !answer.isAnothers) changed();
    });
  return (
    <div class="stack">
      <p class="soft">{t.bringLead}</p>
      <div class="row">
        <label class="button file-button">
          {t.bring}
          <input type="file" name="phone" onChange={(event) => bring(event.currentTarget.files?.[0])} />
        </label>
      </div>
      {work.isBusy && (
        <>
          <p>{t.sending(Math.floor(100 * sent))}</p>
          <progress class="progress" max={1} value={sent} aria-label={t.sending(Math.floor(100 * sent))} />
        </>
      )}
      <Failure error={work.error} />
      {brought && (
        <Brought answer={brought.answer} isBusy={work.isBusy} take={() => bring(brought.file, true)} />
      )}
    </div>
  );
}

interface BroughtProps {
  readonly answer: BroughtFile;
  readonly isBusy: boolean;
  /** The file is of a second phone of the same person. */
  readonly take: () => void;
}

/** What became of a file: what of it was taken, left out or known, or why nothing was. */
function Brought({ answer, isBusy, take }: BroughtProps) {
  const t = useTexts(CONTACTS);
  const language = useLanguage();
  if (answer.errors.length > 0)
    return (
      <Notice tone="red" title={t.wrongRows}>
        <ul>
          {answer.errors.map((error) => (
            <li key={error.row}>{error[language]}</li>
          ))}
        </ul>
        {answer.moreErrors > 0 && <p>{t.moreWrong(numberText(answer.moreErrors, language))}</p>}
      </Notice>
    );
  if (answer.isAnothers)
    return (
      <Notice tone="amber" live>
        <p>{t.anothers}</p>
        <button type="button" class="button danger" disabled={isBusy} onClick={take}>
          {t.bringAnothers}
        </button>
      </Notice>
    );
  return (
    <Notice tone={answer.leftOut.length > 0 || answer.outside > 0 ? "amber" : "green"} live>
      <p>{t.brought(answer.keys, answer.rows, answer.added)}</p>
      {answer.outside > 0 && <p>{t.outside(answer.outside)}</p>}
      {answer.leftOut.map((reason) => (
        <p key={reason.en}>{reason[language]}</p>
      ))}
    </Notice>
  );
}
