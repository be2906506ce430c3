import { useId, useState } from "preact/hooks";
import type { CaseView, NewCase, RuleId, RuleList } from "../../../contract/cases.ts";
import type { FoundPersons, Person } from "../../../contract/persons.ts";
import type { CaseGround } from "../../../contract/vocabulary.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { type Language, useLanguage, useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { goTo, useAnswer, useDesk } from "../services/desk-context.ts";
import { dayText } from "../texts/dates.ts";
import { DESK } from "../texts/desk.ts";
import { WORDS } from "../texts/words.ts";

type Kind = NewCase["subject"]["kind"];
const KINDS: readonly Kind[] = ["person", "token", "phone"];

interface Typed {
  readonly person: Person | undefined;
  readonly serial: string;
  /** Of who opens the case. */
  readonly place: string;
}

/** Undefined until enough is given. */
function subjectOf(kind: Kind, { person, serial, place }: Typed): NewCase["subject"] | undefined {
  if (kind === "person") return person && { kind, person: person.id };
  if (kind === "phone") return { kind, place };
  return /^[1-9]\d*$/.test(serial) ? { kind, serial: Number(serial), place } : undefined;
}

export function NewCaseScreen() {
  const t = useTexts(DESK);
  const w = useTexts(WORDS);
  const { api, account } = useDesk();
  const [kind, setKind] = useState<Kind>("person");
  const [person, setPerson] = useState<Person>();
  const [serial, setSerial] = useState("");
  const [reference, setReference] = useState("");
  const [ground, setGround] = useState<CaseGround>("pcr");
  const [tested, setTested] = useState("");
  const [onset, setOnset] = useState("");
  const [rule, setRule] = useState<RuleId>("two-metres-15-in-24");
  const [isEmergency, setEmergency] = useState(false);
  const work = useWork();
  const subject = subjectOf(kind, { person, serial, place: account.place });
  const open = (subject: NewCase["subject"]) =>
    work.run(async () => {
      const dates = { tested, ...(onset === "" ? {} : { onset }) };
      const body: NewCase = { subject, reference, ground, rule, emergency: isEmergency, ...dates };
      const opened = await api.send<CaseView>("POST", "/api/cases", body);
      goTo(opened.isOpen ? `case/${opened.id}` : "");
    });
  const names: Readonly<Record<Kind, string>> = { person: t.aPerson, token: t.aToken, phone: t.aPhone };
  return (
    <form
      class="stack form"
      onSubmit={(event) => {
        event.preventDefault();
        if (subject) open(subject);
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
        onValue={setGround}
        options={optionsOf(w.ground)}
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
        <button type="submit" class="button primary" disabled={!subject || work.isBusy}>
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
  readonly person: Person | undefined;
  readonly choose: (person: Person | undefined) => void;
}) {
  const t = useTexts(DESK);
  const { api } = useDesk();
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly Person[]>();
  const work = useWork();
  const search = () =>
    work.run(async () => {
      const path = `/api/persons?limit=20&text=${encodeURIComponent(text)}`;
      setFound((await api.get<FoundPersons>(path)).persons);
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
  readonly rule: RuleId;
  readonly choose: (rule: RuleId) => void;
}) {
  const t = useTexts(DESK);
  const language = useLanguage();
  const { value } = useAnswer<RuleList>("/api/rules");
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

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly name: string;
  readonly value: V;
  readonly onValue: (value: V) => void;
  readonly options: readonly (readonly [value: V, text: string])[];
}

/** The words of a vocabulary as options. */
export function optionsOf<V extends string>(words: Readonly<Record<V, string>>): [V, string][] {
  return Object.entries(words) as [V, string][];
}

export function Choice<V extends string>({ label, name, value, onValue, options }: ChoiceProps<V>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} value={value} onChange={(event) => onValue(event.currentTarget.value as V)}>
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
