/** One place at which tokens are handed out. */
import { WEEKDAYS } from "../../../word/weekdays.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { useTexts } from "../../shared/language.ts";
import { WORD } from "../texts/word.ts";
import { type FactsProps, useFieldOf } from "./use-field-of.ts";

export function PlaceFields({ word, i }: FactsProps & { readonly i: number }) {
  const t = useTexts(WORD);
  const of = useFieldOf(word);
  const at = (name: string) => `places.${i}.${name}`;
  const { input: _, ...weekdays } = of(at("weekdays"));
  return (
    <fieldset class="stack">
      <legend>{t.place(i + 1)}</legend>
      <Field label={t.placeName} {...of(at("name"))} />
      <Field label={t.placeAddress} {...of(at("address"))} />
      <Field label={t.hours} hint={t.hoursHint} {...of(at("hours"))} />
      <div class="row">
        <div class="grow">
          <Field label={t.from} hint={t.dayHint} {...of(at("from"))} />
        </div>
        <div class="grow">
          <Field label={t.to} hint={t.dayHint} {...of(at("to"))} />
        </div>
        <Choose
          label={t.weekdays}
          name={at("weekdays")}
          options={WEEKDAYS.map((one) => [one, t.days[one]])}
          {...weekdays}
        />
      </div>
    </fieldset>
  );
}
