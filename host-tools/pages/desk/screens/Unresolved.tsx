import { useState } from "preact/hooks";
import type { CaseView } from "../../../contract/cases.ts";
import type { ListView, Resolution } from "../../../contract/contacts.ts";
import { LONG_PATIENCE_MS } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { numberText } from "../../shared/format.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useDesk } from "../services/desk-context.ts";
import { CONTACTS } from "../texts/contacts.ts";
import type { DeskReason } from "../texts/words.ts";

interface UnresolvedProps {
  readonly of: CaseView;
  readonly list: ListView["list"];
  readonly reason: DeskReason;
  readonly changed: () => void;
}

/** What the case's log holds of nobody known, what was not counted, and the search among all tokens. */
export function Unresolved({ of, list, reason, changed }: UnresolvedProps) {
  const t = useTexts(CONTACTS);
  const language = useLanguage();
  const { api } = useDesk();
  const work = useWork();
  const marks = t.marks(list.marks);
  const [found, setFound] = useState<Resolution>();
  return (
    <div class="stack small">
      {marks && <p class="soft">{marks}</p>}
      {list.unresolved > 0 && (
        <div class="row no-print">
          <span>{t.unresolved(list.unresolved)}</span>
          {!list.isExhaustive && (
            <button
              type="button"
              class="button"
              disabled={work.isBusy}
              onClick={() =>
                work.run(async () => {
                  const path = `/api/cases/${of.id}/resolution`;
                  setFound(await api.send<Resolution>("POST", path, { reason }, LONG_PATIENCE_MS));
                  changed();
                })
              }
            >
              {t.resolve}
            </button>
          )}
        </div>
      )}
      {work.isBusy && <Working text={t.resolving} />}
      <Failure error={work.error} />
      {found && (
        <p role="status">
          {t.resolved(
            ...([found.resolved, found.ids, numberText(found.tokens, language)] as const),
            numberText(found.seconds, language, 1),
          )}
        </p>
      )}
    </div>
  );
}
