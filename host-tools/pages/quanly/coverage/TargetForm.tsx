/** What share of a unit's people is to have a token or the app, and until when. */
import { useState } from "preact/hooks";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useQuanly } from "../services/quanly-context.ts";
import { COVERAGE } from "../texts/coverage.ts";
import { typedCount } from "./typed-count.ts";

interface TargetFormProps {
  readonly place: string;
  readonly name: string;
  readonly target: { readonly percent: number; readonly until: string } | undefined;
  readonly again: () => void;
}

export function TargetForm({ place, name, target, again }: TargetFormProps) {
  const t = useTexts(COVERAGE);
  const { api } = useQuanly();
  const [percent, setPercent] = useState(target ? String(target.percent) : "");
  const [until, setUntil] = useState(target?.until ?? "");
  const [isTried, setTried] = useState(false);
  const work = useWork();
  const wanted = typedCount(percent) ?? 0;
  const isPercent = wanted >= 1 && wanted <= 100;
  const aim = (next: { readonly percent: number; readonly until: string } | null) =>
    work.run(async () => {
      await api.send("POST", "/api/uptake/targets", { place, target: next });
      setTried(false);
      again();
    });
  return (
    <form
      class="stack form"
      noValidate
      data-testid="target"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isPercent && until !== "") aim({ percent: wanted, until });
      }}
    >
      <h2>{t.aimTitle(name)}</h2>
      <Field
        label={t.percentField}
        value={percent}
        onValue={setPercent}
        wrong={isTried && !isPercent ? t.wrongPercent : undefined}
        input={{ inputmode: "numeric", autocomplete: "off", name: "percent" }}
      />
      <Field
        label={t.untilField}
        value={until}
        onValue={setUntil}
        kind="date"
        wrong={isTried && until === "" ? t.wrongUntil : undefined}
        input={{ name: "until" }}
      />
      <Failure error={work.error} />
      <div class="row">
        <button type="submit" class="button primary" disabled={work.isBusy}>
          {t.aim}
        </button>
        {target && (
          <button type="button" class="button" disabled={work.isBusy} onClick={() => aim(null)}>
            {t.noAim}
          </button>
        )}
      </div>
    </form>
  );
}
