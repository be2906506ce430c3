import { useId, useState } from "preact/hooks";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { type Language, useLanguage, useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { goTo, useAnswer, useDesk } from "../services/desk-context.ts";
import type { CaseView, RuleText } from "../services/types.ts";
import { DESK } from "../texts/desk.ts";
import { type GroundText, WORDS } from "../texts/words.ts";
import { dayText } from "./CasesScreen.tsx";

interface Found {
  readonly id: string;
  readonly name: string;
  readonly birth: string;
  readonly hamlet?: string;
  readonly group?: string;
}

type Kind = "person" | "token" | "phone";
const KINDS: readonly Kind[] = ["person", "token", "phone"];

export function NewCaseScreen() {
  const t = useTexts(DESK);
  const w = useTexts(WORDS);
  const { api, account } = useDesk();
  const [kind, setKind] = useState<Kind>("person");
  const [person, setPerson] = useState<Found>();
  const [serial, setSerial] = useState("");
  const [reference, setReference] = useState("");
  const [ground, setGround] = useState<GroundText>("pcr");
  const [tested, setTested] = useState("");
  const [onset, setOnset] = useState("");
  const [rule, setRule] = useState("two-metres-15-in-24");
  const [isEmergency, setEmergency] = useState(false);
  const work = useWork();
  const subject =
    kind === "person"
      ? { kind, person: person?.id }
      : kind === "token"
        ? { kind, serial: Number(serial), place: account.place }
        : { kind, place: account.place };
  const isReady = kind === "person" ? person !== undefined : kind === "phone" || /^[1-9]\d*$/.test(serial);
  const open = () =>
    work.run(async () => {
      const dates = { tested, ...(onset === "" ? {} : { onset }) };
      const body = { subject, reference, ground, rule, emergency: isEmergency, ...dates };
      const opened = await api.send<CaseView>("POST", "/api/cases", body);
      goTo(opened.isOpen ? `case/${opened.id}` : "");
    });
  const names: Readonly<Record<Kind, string>> = { person: t.aPerson, token: t.aToken, phone: t.aPhone };
  return (
    <form
      class="stack form"
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <Heading>{t.newCase}</Heading>
      <fieldset>
        <legend>{t.who}</legend>
        {KINDS.map((one) => (
          <label class="choice" key={one}>
            <input
              type="radio"
              name="kind"
              value={one}
              checked={kind === one}
              onChange={() => setKind(one)}
            />
            {names[one]}
          </label>
        ))}
        {kind === "person" && <PersonChoice person={person} choose={setPerson} />}
        {kind === "token" && (
          <Field
            label={t.serial}
            value={serial}
            onValue={setSerial}
            input={{ inputMode: "numeric", name: "serial" }}
          />
        )}
        {kind === "phone" && <p class="soft">{t.phoneLead}</p>}
      </fieldset>
      <Field
        label={t.reference}
        hint={t.referenceHint}
        value={reference}
        onValue={(value) => setReference(value.toUpperCase())}
        input={{ required: true, name: "reference", autocomplete: "off" }}
      />
      <Choice
        label={t.ground}
        name="ground"
        value={ground}
        onValue={(value) => setGround(value as GroundText)}
        options={Object.entries(w.ground)}
      />
      <div class="row">
        <DateField label={t.tested} name="tested" value={tested} onValue={setTested} isRequired />
        <DateField label={t.onset} name="onset" value={onset} onValue={setOnset} />
      </div>
      <RuleChoice rule={rule} choose={setRule} />
      <label class="choice">
        <input
          type="checkbox"
          name="emergency"
          checked={isEmergency}
          onChange={() => setEmergency(!isEmergency)}
        />
        {t.emergency}
      </label>
      {!isEmergency && <p class="soft">{t.opensWaiting}</p>}
      <Failure error={work.error} />
      <div class="row">
        <button type="submit" class="button primary" disabled={!isReady || work.isBusy}>
          {t.open}
        </button>
        <a class="button quiet" href="#/">
          {t.back}
        </a>
      </div>
    </form>
  );
}

function PersonChoice({
  person,
  choose,
}: {
  readonly person: Found | undefined;
  readonly choose: (person: Found | undefined) => void;
}) {
  const t = useTexts(DESK);
  const { api } = useDesk();
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly Found[]>();
  const work = useWork();
  const search = () =>
    work.run(async () => {
      const path = `/api/persons?limit=20&text=${encodeURIComponent(text)}`;
      setFound((await api.get<{ persons: Found[] }>(path)).persons);
    });
  return (
    <div class="stack">
      <Field
        label={t.search}
        hint={t.searchHint}
        value={text}
        onValue={setText}
        kind="search"
        input={{
          name: "person-search",
          autocomplete: "off",
          onKeyDown: ((event: KeyboardEvent) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            search();
          }) as never,
        }}
      >
        <button type="button" class="button" disabled={work.isBusy} onClick={search}>
          {t.find}
        </button>
      </Field>
      <Failure error={work.error} />
      {found?.length === 0 && <p>{t.nobody}</p>}
      {found?.map((one) => (
        <label class="choice" key={one.id}>
          <input
            type="radio"
            name="person"
            value={one.id}
            checked={person?.id === one.id}
            onChange={() => choose(one)}
          />
          <span>
            {one.name}, {t.born} {one.birth.slice(0, 4)}
            {[one.group, one.hamlet].filter(Boolean).map((more) => ` · ${more}`)}
          </span>
        </label>
      ))}
    </div>
  );
}

export function RuleChoice({
  rule,
  choose,
}: {
  readonly rule: string;
  readonly choose: (rule: string) => void;
}) {
  const t = useTexts(DESK);
  const language = useLanguage();
  const { value } = useAnswer<{ rules: RuleText[] }>("/api/rules");
  const chosen = value?.rules.find(({ id }) => id === rule);
  return (
    <div>
      <Choice
        label={t.rule}
        name="rule"
        value={rule}
        onValue={choose}
        options={value?.rules.map(({ id, name }) => [id, name[language]] as const) ?? [[rule, rule]]}
      />
      {chosen && (
        <p class="small soft" lang="en">
          {t.source}: {chosen.source}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly options: readonly (readonly [value: string, text: string])[];
}

export function Choice({ label, name, value, onValue, options }: ChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

interface DateFieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly isRequired?: boolean;
}

export function DateField({ label, name, value, onValue, isRequired = false }: DateFieldProps) {
  const id = useId();
  const t = useTexts(DESK);
  const language = useLanguage();
  return (
    <div class="field grow">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="date"
        value={value}
        required={isRequired}
        aria-describedby={`${id}-read`}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      <span class="hint" id={`${id}-read`}>
        {value === "" ? t.noDay : readableDay(value, language)}
      </span>
    </div>
  );
}

/** Browsers write dates as their own language does, which may put the month first: here it is in full. */
function readableDay(date: string, language: Language): string {
  const day = new Intl.DateTimeFormat(language === "vi" ? "vi-VN" : "en-GB", {
    weekday: "long",
    timeZone: "UTC",
  }).format(Date.parse(`${date}T00:00:00Z`));
  return `${day}, ${dayText(date)}`;
}
