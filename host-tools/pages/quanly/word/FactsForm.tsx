/** What a unit tells of itself: what everybody needs first, what few need folded away. */
import { MOST_LISTED, UNIT_KINDS } from "../../../word/facts.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { useTexts } from "../../shared/language.ts";
import { WORD } from "../texts/word.ts";
import { MoreFacts } from "./MoreFacts.tsx";
import { PlaceFields } from "./PlaceFields.tsx";
import { ADDRESS, type FactsProps, PHONE, useFieldOf } from "./use-field-of.ts";
import { openRows, withPlace } from "./word-form.ts";

export function FactsForm({ word }: FactsProps) {
  const t = useTexts(WORD);
  const of = useFieldOf(word);
  const { draft, type } = word;
  const { input: _, ...kind } = of("kind");
  return (
    <fieldset class="stack">
      <legend>{t.facts}</legend>
      <Field label={t.name} {...of("name")} />
      <Choose label={t.kind} name="kind" options={UNIT_KINDS.map((one) => [one, t.kinds[one]])} {...kind} />
      <Hotlines word={word} />
      <Places word={word} />
      <fieldset class="stack">
        <legend>{t.owner}</legend>
        <Field label={t.ownerName} {...of("dataOwner.name")} />
        <Field label={t.ownerPhone} {...of("dataOwner.phone", PHONE)} />
        <Field label={t.ownerAddress} {...of("dataOwner.address")} />
      </fieldset>
      <fieldset class="stack">
        <legend>{t.app}</legend>
        <Field label={t.appName} {...of("app.name")} />
        <Field label={t.appAddress} {...of("app.address", ADDRESS)} />
      </fieldset>
      <label class="choice">
        <input
          type="checkbox"
          name="free"
          checked={draft.typed.free === "yes"}
          onChange={(event) => type("free", event.currentTarget.checked ? "yes" : "no")}
        />
        {t.free}
      </label>
      <MoreFacts word={word} />
    </fieldset>
  );
}

function rows(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function Hotlines({ word }: FactsProps) {
  const t = useTexts(WORD);
  const of = useFieldOf(word);
  const count = openRows(word.draft.typed, "hotlines");
  return (
    <>
      {rows(count).map((i) => (
        <div key={i} class="row">
          <div class="grow">
            <Field label={t.hotline(i + 1)} {...of(`hotlines.${i}.phone`, PHONE)} />
          </div>
          <div class="grow">
            <Field label={t.hotlineLabel} {...of(`hotlines.${i}.label`)} />
          </div>
        </div>
      ))}
      {count < MOST_LISTED.hotlines && (
        <p>
          <button
            type="button"
            class="button"
            data-testid="add-hotline"
            onClick={() => word.type(`hotlines.${count}.phone`, "")}
          >
            {t.addHotline}
          </button>
        </p>
      )}
    </>
  );
}

function Places({ word }: FactsProps) {
  const t = useTexts(WORD);
  const count = openRows(word.draft.typed, "places");
  return (
    <>
      {rows(count).map((i) => (
        <PlaceFields key={i} word={word} i={i} />
      ))}
      {count < MOST_LISTED.places && (
        <p>
          <button
            type="button"
            class="button"
            data-testid="add-place"
            onClick={() => word.set({ typed: withPlace(word.draft.typed) })}
          >
            {t.addPlace}
          </button>
        </p>
      )}
    </>
  );
}
