/** The search among all enrolled tokens for the owners of what is unresolved. */
import { useState } from "preact/hooks";
import type { CaseView } from "../../../contract/cases.ts";
import type { Resolution } from "../../../contract/contacts.ts";
import { LONG_PATIENCE_MS } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { numberText } from "../../shared/format.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useWork, type Work } from "../../shared/use-work.ts";
import { useDesk } from "../services/desk-context.ts";
import { CONTACTS } from "../texts/contacts.ts";
import type { DeskReason } from "../texts/words.ts";

export interface Resolving {
  readonly work: Work;
  readonly found: Resolution | undefined;
  readonly run: () => void;
}

export function useResolve(of: CaseView, reason: DeskReason, changed: () => void): Resolving {
  const { api } = useDesk();
  const work = useWork();
  const [found, setFound] = useState<Resolution>();
  const run = () =>
    work.run(async () => {
      const path = `/api/cases/${of.id}/resolution`;
      setFound(await api.send<Resolution>("POST", path, { reason }, { patienceMs: LONG_PATIENCE_MS }));
      changed();
    });
  return { work, found, run };
}

export function ResolveButton({ resolve: { work, run } }: { readonly resolve: Resolving }) {
  const t = useTexts(CONTACTS);
  return (
    <p class="no-print">
      <button type="button" class="button" disabled={work.isBusy} onClick={run}>
        {t.resolve}
      </button>
    </p>
  );
}

/** How the search goes, and what it found. */
export function Resolved({ resolve: { work, found } }: { readonly resolve: Resolving }) {
  const t = useTexts(CONTACTS);
  const language = useLanguage();
  return (
    <>
      {work.isBusy && <Working text={t.resolving} />}
      <Failure error={work.error} />
      {found && (
        <p role="status" class="small">
          {t.resolved(
            ...([found.resolved, found.ids, numberText(found.tokens, language)] as const),
            numberText(found.seconds, language, 1),
          )}
        </p>
      )}
    </>
  );
}
