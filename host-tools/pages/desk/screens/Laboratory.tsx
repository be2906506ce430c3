/** Samples go out to the laboratory as a table, and its answer comes in. */
import { useState } from "preact/hooks";
import type { BroughtResults } from "../../../contract/health.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useDesk } from "../services/desk-context.ts";
import { download } from "../services/download.ts";
import { HEALTH } from "../texts/health.ts";

export function Laboratory({ of, changed }: { readonly of: string; readonly changed: () => void }) {
  const t = useTexts(HEALTH);
  const language = useLanguage();
  const { api } = useDesk();
  const work = useWork();
  const [brought, setBrought] = useState<BroughtResults>();
  const path = `/api/cases/${of}/results`;
  const take = () =>
    work.run(async () => {
      await download(api, `${path}?reason=case-investigation`);
    });
  const bring = (file: File) =>
    work.run(async () => {
      setBrought(undefined);
      setBrought(await api.send<BroughtResults>("POST", path, new Uint8Array(await file.arrayBuffer())));
      changed();
    });
  return (
    <section class="stack" aria-label={t.lab} data-testid="laboratory">
      <h2>{t.lab}</h2>
      <div class="stack">
        <p class="soft">{t.labLead}</p>
        <div class="row">
          <button type="button" class="button" disabled={work.isBusy} onClick={take}>
            {t.labTake}
          </button>
          <label class="button file-button">
            {t.labBring}
            <input
              type="file"
              name="results"
              accept=".csv,text/csv"
              onChange={({ currentTarget }) => {
                const file = currentTarget.files?.[0];
                if (file) bring(file);
                currentTarget.value = "";
              }}
            />
          </label>
        </div>
        <Failure error={work.error} />
        {brought && (
          <Notice tone={brought.errors.length > 0 ? "red" : "green"} live>
            <p>
              {brought.errors.length > 0
                ? t.labWrong(brought.moreErrors)
                : t.labBrought(brought.rows, brought.added)}
            </p>
            {brought.errors.map((error) => (
              <p key={error.row}>{error[language]}</p>
            ))}
          </Notice>
        )}
      </div>
    </section>
  );
}
