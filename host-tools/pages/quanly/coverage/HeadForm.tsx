/** How many people a place has and how many of them run the app, as its office types it. */
import { useState } from "preact/hooks";
import type { UptakeWeeks } from "../../../contract/uptake.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { dayText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useQuanly } from "../services/quanly-context.ts";
import { COVERAGE } from "../texts/coverage.ts";
import { typedCount } from "./typed-count.ts";

interface HeadFormProps {
  readonly place: string;
  readonly name: string;
  readonly isUnit: boolean;
  readonly typed: UptakeWeeks["typed"];
  readonly again: () => void;
}

export function HeadForm({ place, name, isUnit, typed, again }: HeadFormProps) {
  const t = useTexts(COVERAGE);
  const { api } = useQuanly();
  const [heads, setHeads] = useState("");
  const [phones, setPhones] = useState("");
  const [isTried, setTried] = useState(false);
  const work = useWork();
  const [all, some] = [typedCount(heads), typedCount(phones)];
  const isTooMany = all !== undefined && some !== undefined && some > all;
  const write = () =>
    work.run(async () => {
      await api.send("POST", "/api/uptake/heads", { place, heads: all, phones: some });
      setHeads("");
      setPhones("");
      setTried(false);
      again();
    });
  const input = { inputmode: "numeric", autocomplete: "off" };
  return (
    <form
      class="stack form"
      noValidate
      data-testid="heads"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (all !== undefined && some !== undefined && !isTooMany) write();
      }}
    >
      <h2>{t.typeTitle(name)}</h2>
      {isUnit && <p>{t.typeUnit}</p>}
      {typed && <p role="status">{t.typed(typed.heads, typed.phones, dayText(typed.day))}</p>}
      <Field
        label={t.headsField}
        value={heads}
        onValue={setHeads}
        wrong={isTried && all === undefined ? t.wrongCount : undefined}
        input={{ ...input, name: "heads" }}
      />
      <Field
        label={t.phonesField}
        value={phones}
        onValue={setPhones}
        wrong={isTried && some === undefined ? t.wrongCount : isTried && isTooMany ? t.tooMany : undefined}
        input={{ ...input, name: "phones" }}
      />
      <Failure error={work.error} />
      <button type="submit" class="button primary" disabled={work.isBusy}>
        {t.type}
      </button>
    </form>
  );
}
