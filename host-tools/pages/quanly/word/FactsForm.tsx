/** What a unit tells of itself: what everybody needs first, what few need folded away. */
import { UNIT_KINDS } from "../../../word/facts.ts";
import { FAULT_WORDS, type FactsFault } from "../../../word/fault-words.ts";
import { WEEKDAYS } from "../../../word/weekdays.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { AS_TYPED, WORD } from "../texts/word.ts";
import type { WordWork } from "./use-word.ts";
import { MOST, openRows } from "./word-form.ts";

interface FormProps {
  readonly word: WordWork;
}

/** What an input shares with all others, by its name among the facts. */
function useFieldOf({ draft, type, wrongAt }: WordWork) {
  const language = useLanguage();
  const asTyped = useTexts(AS_TYPED);
  const said = (fault: FactsFault) => asTyped[fault] ?? FAULT_WORDS[fault][language];
  return (name: string, input: Readonly<Record<string, string>> = {}) => {
    const fault = wrongAt(name);
    return {
      value: draft.typed[name] ?? "",
      onValue: (value: string) => type(name, value),
      wrong: fault && said(fault),
      input: { name, autocomplete: "off", ...input },
    };
  };
}

const PHONE = { inputmode: "tel" };

export function FactsForm({ word }: FormProps) {
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
      {rows(openRows(draft.typed, "places")).map((i) => (
        <Place key={i} word={word} i={i} />
      ))}
      {openRows(draft.typed, "places") < MOST.places && (
        <p>
          <button
            type="button"
            class="button"
            data-testid="add-place"
            onClick={() => type(`places.${openRows(draft.typed, "places")}.weekdays`, "every-day")}
          >
            {t.addPlace}
          </button>
        </p>
      )}
      <fieldset class="stack">
        <legend>{t.owner}</legend>
        <Field label={t.ownerName} {...of("dataOwner.name")} />
        <Field label={t.ownerPhone} {...of("dataOwner.phone", PHONE)} />
        <Field label={t.ownerAddress} {...of("dataOwner.address")} />
      </fieldset>
      <fieldset class="stack">
        <legend>{t.app}</legend>
        <Field label={t.appName} {...of("app.name")} />
        <Field label={t.appAddress} {...of("app.address", { inputmode: "url" })} />
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
      <More word={word} />
    </fieldset>
  );
}

function rows(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function Hotlines({ word }: FormProps) {
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
      {count < MOST.hotlines && (
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

function Place({ word, i }: FormProps & { readonly i: number }) {
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

const MORE = ["sender", "shortName", "bring", "site", "page", "ends", "radio.sessions", "logo"];

function More({ word }: FormProps) {
  const t = useTexts(WORD);
  const of = useFieldOf(word);
  const { input: _, ...radioDays } = of("radio.weekdays");
  const logo = word.wrongAt("logo");
  const isWrong = MORE.some((name) => word.wrongAt(name) !== undefined);
  const language = useLanguage();
  return (
    <details {...(isWrong ? { open: true } : {})}>
      <summary>{t.more}</summary>
      <div class="stack">
        <Field label={t.sender} hint={t.senderHint} {...of("sender")} />
        <Field label={t.shortName} {...of("shortName")} />
        <Field label={t.bring} {...of("bring")} />
        <Field label={t.site} hint={t.siteHint} {...of("site", { inputmode: "url" })} />
        <Field label={t.page} {...of("page", { inputmode: "url" })} />
        <Field label={t.ends} hint={t.dayHint} {...of("ends")} />
        <Field label={t.radio} hint={t.hoursHint} {...of("radio.sessions")} />
        <Choose
          label={t.radioDays}
          name="radio.weekdays"
          options={WEEKDAYS.map((one) => [one, t.days[one]])}
          {...radioDays}
          value={word.draft.typed["radio.weekdays"] ?? "monday-friday"}
        />
        <div class="field">
          <label for="word-logo">{t.logo}</label>
          <input
            id="word-logo"
            name="logo"
            type="file"
            accept="image/png,image/jpeg"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) void file.arrayBuffer().then((bytes) => word.setLogo(new Uint8Array(bytes)));
            }}
            {...(logo ? { "aria-invalid": "true", "aria-describedby": "word-logo-wrong" } : {})}
          />
          {logo && (
            <span class="wrong" id="word-logo-wrong" role="alert">
              {FAULT_WORDS[logo][language]}
            </span>
          )}
        </div>
        {word.logo && (
          <p>
            <button type="button" class="button quiet" onClick={() => word.setLogo(undefined)}>
              {t.removeLogo}
            </button>
          </p>
        )}
      </div>
    </details>
  );
}
