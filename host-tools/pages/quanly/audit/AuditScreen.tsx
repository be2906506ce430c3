/** The audit log: its chain verified, its head taken away, its rows searched by whoever may read them. */
import { useState } from "preact/hooks";
import type { AuditHeadTold, AuditVerdict } from "../../../contract/audit.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { saveFile } from "../../shared/save-file.ts";
import { SEAT } from "../../shared/seat/texts.ts";
import { useWork } from "../../shared/use-work.ts";
import { Back } from "../controls/Back.tsx";
import { mayDo, useQuanly } from "../services/quanly-context.ts";
import { AUDIT } from "../texts/audit.ts";
import { HOME } from "../texts/home.ts";
import { AuditSearch } from "./AuditSearch.tsx";

export function AuditScreen() {
  const h = useTexts(HOME);
  const t = useTexts(AUDIT);
  const { access, account } = useQuanly();
  return (
    <div class="stack">
      <Back />
      <Heading>{h.audit}</Heading>
      <p>{t.lead}</p>
      <Chain />
      {mayDo(access, account.role, "audit.read") && <AuditSearch />}
    </div>
  );
}

function Chain() {
  const t = useTexts(AUDIT);
  const s = useTexts(SEAT);
  const { api } = useQuanly();
  const work = useWork();
  const [verdict, setVerdict] = useState<AuditVerdict>();
  const [saved, setSaved] = useState<number>();
  const verify = () =>
    work.run(async () => setVerdict(await api.get<AuditVerdict>("/api/audit/verification")));
  const takeHead = () =>
    work.run(async () => {
      const head = await api.get<AuditHeadTold>("/api/audit/head");
      const at = new Date().toISOString();
      // As the server writes its own: `bztoken admin verify-audit --heads` reads both.
      saveFile(`head-${head.number}.json`, "application/json", `${JSON.stringify({ ...head, at })}\n`);
      setSaved(head.number);
    });
  return (
    <section class="stack">
      <p class="soft">{t.verifyLead}</p>
      <p class="soft">{t.headLead}</p>
      <div class="row">
        <button type="button" class="button" disabled={work.isBusy} data-testid="verify" onClick={verify}>
          {t.verify}
        </button>
        <button type="button" class="button" disabled={work.isBusy} data-testid="head" onClick={takeHead}>
          {t.head}
        </button>
      </div>
      {work.isBusy && <Working text={s.loading} />}
      <Failure error={work.error} />
      <p role="status">{saved === undefined ? "" : t.headSaved(saved)}</p>
      {verdict && (
        <Notice tone={verdict.findings.length === 0 ? "green" : "red"} live>
          <p data-testid="chain">
            {verdict.findings.length === 0 ? t.whole(verdict.rows) : t.broken(verdict.findings.length)}
          </p>
          {verdict.findings.map(({ kind, number }) => (
            <p key={`${kind} ${number}`}>{t.finding(number, t.kinds[kind] ?? kind)}</p>
          ))}
        </Notice>
      )}
    </section>
  );
}
