/** Bản sao: a paper and a file for the person to take along. */
import { useState } from "preact/hooks";
import type { PersonCopy } from "../../../contract/persons.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { saveFile } from "../../shared/save-file.ts";
import { useWork } from "../../shared/use-work.ts";
import { useStation } from "../services/station-context.ts";
import type { KeptOf } from "../services/types.ts";
import { WEARERS } from "../texts/wearers.ts";
import { Paper } from "./Paper.tsx";

interface CopyProps {
  readonly kept: KeptOf;
  readonly onBack: () => void;
}

export function Copy({ kept, onBack }: CopyProps) {
  const t = useTexts(WEARERS);
  const { rights, clock } = useStation().station;
  const [copy, setCopy] = useState<PersonCopy>();
  const work = useWork();
  const { id, name } = kept.person;
  const make = () => work.run(async () => setCopy(await rights.copy(id)));
  const save = () =>
    saveFile(
      `${t.fileName}-${dayInProvince(clock.now())}.json`,
      "application/json",
      JSON.stringify(copy, undefined, 2),
    );
  return (
    <div class="stack">
      <div class="stack no-print">
        <Heading>{t.copyTitle(name)}</Heading>
        <Notice tone="note">
          <p>{t.copyBefore}</p>
        </Notice>
        <Failure error={work.error} />
      </div>
      {copy ? (
        <>
          <div class="row">
            <button type="button" class="button primary grow" data-testid="print" onClick={() => print()}>
              {t.print}
            </button>
            <button type="button" class="button grow" data-testid="file" onClick={save}>
              {t.file}
            </button>
          </div>
          <Paper kept={kept} copy={copy} />
        </>
      ) : (
        <button
          type="button"
          class="button primary"
          data-testid="make-copy"
          disabled={work.isBusy}
          onClick={make}
        >
          {t.copyNow}
        </button>
      )}
      <button type="button" class="button quiet" onClick={onBack}>
        {t.back}
      </button>
    </div>
  );
}
