/** The fields of a person, new or to be put right: a name and a year of birth; everything else only where it is needed. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { dayInProvince } from "../../../contract/province-time.ts";
import { namesOf } from "../../../contract/spellings.ts";
import { ApiProblem } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import type { Work } from "../../shared/use-work.ts";
import { useStation } from "../services/station-context.ts";
import type { TypedPerson } from "../services/types.ts";
import { PEOPLE } from "../texts/people.ts";
import {
  asPlaceWrites,
  type FieldName,
  type Fields,
  fieldOf,
  isChildIn,
  NOTHING_KNOWN,
  personOf,
  placeWrites,
  type WrongFields,
  withGuardian,
  wrongIn,
} from "./person-fields.ts";

/** What is in the form, right or wrong. */
export interface TypedSoFar {
  readonly fields: Fields;
  readonly isPhoneShared: boolean;
}

interface PersonFieldsProps {
  readonly given: Fields;
  readonly isPhoneShared: boolean;
  readonly work: Work;
  readonly submit: string;
  readonly back: string;
  readonly onTyped?: (typed: TypedSoFar) => void;
  readonly onPerson: (person: TypedPerson, isChild: boolean) => void;
  readonly onBack: () => void;
  /** Who has brought them along. */
  readonly collector?: string | undefined;
}

interface PartProps {
  readonly fields: Fields;
  readonly put: (field: FieldName) => (value: string) => void;
  /** What is said of a field that is wrong. */
  readonly wrong: (field: FieldName) => string | undefined;
}

/** What was found wrong when the form was sent, by the form itself and then by the server; typing on takes a word away. */
function useWrong(work: Work) {
  const form = useRef<HTMLFormElement>(null);
  const [found, setFound] = useState<WrongFields>({});
  const [round, setRound] = useState(0);
  const tell = (wrong: WrongFields) => {
    setFound(wrong);
    setRound((one) => one + 1);
  };
  const refused = work.error instanceof ApiProblem ? fieldOf(work.error.field) : undefined;
  useEffect(() => {
    if (refused) tell({ [refused]: "refused" });
  }, [work.error]);
  // The cursor stands in the first field that is wrong.
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
  }, [round]);
  const forget = (field: FieldName) =>
    setFound(Object.fromEntries(Object.entries(found).filter(([name]) => name !== field)));
  return { form, found, tell, forget };
}

/** What hamlets and groups there are in the own place. */
function useKnown() {
  const { registry } = useStation().station;
  const [known, setKnown] = useState(NOTHING_KNOWN);
  useEffect(() => {
    registry.belongings().then(setKnown, () => {});
  }, [registry]);
  return known;
}

export function PersonFields({
  given,
  isPhoneShared,
  work,
  submit,
  back,
  onTyped = () => {},
  onPerson,
  onBack,
  collector,
}: PersonFieldsProps) {
  const t = useTexts(PEOPLE);
  const { clock } = useStation().station;
  const known = useKnown();
  const [fields, setFields] = useState(given);
  const [isShared, setShared] = useState(isPhoneShared);
  const { form, found, tell, forget } = useWrong(work);
  const today = dayInProvince(clock.now());
  const isChild = isChildIn(fields, today);
  const hasGuardian = isChild || given.guardian !== "";
  const parts: PartProps = {
    fields,
    put: (field) => (value) => {
      const typed = { ...fields, [field]: value };
      const next = field === "birth" ? withGuardian(typed, today, collector) : typed;
      setFields(next);
      onTyped({ fields: next, isPhoneShared: isShared });
      forget(field);
    },
    wrong: (field) => found[field] && t.wrong[found[field]],
  };
  const share = () => {
    setShared(!isShared);
    onTyped({ fields, isPhoneShared: !isShared });
  };
  const send = () => {
    const wrong = wrongIn(fields, today, { isChild, hasGuardian });
    tell(wrong);
    if (Object.keys(wrong).length === 0)
      onPerson(personOf(asPlaceWrites(fields, given, known), isShared, hasGuardian), isChild);
  };
  return (
    <form
      ref={form}
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextField {...parts} field="name" label={t.name} />
      <TextField
        {...parts}
        field="birth"
        label={t.birthYear}
        hint={t.birthHint}
        input={{ inputMode: "numeric", maxLength: 10, class: "digits" }}
      />
      {hasGuardian && <GuardianFields {...parts} isChild={isChild} />}
      <PhoneField {...parts} isShared={isShared} share={share} />
      <BelongingField {...parts} field="hamlet" label={t.hamlet} known={known.hamlet} before={given.hamlet} />
      <BelongingField {...parts} field="group" label={t.group} known={known.group} before={given.group} />
      <Failure error={work.error} />
      <Ways {...{ submit, back, onBack }} isBusy={work.isBusy} />
    </form>
  );
}

interface WaysProps extends Pick<PersonFieldsProps, "submit" | "back" | "onBack"> {
  readonly isBusy: boolean;
}

function Ways({ submit, back, onBack, isBusy }: WaysProps) {
  return (
    <div class="row">
      <button type="submit" class="button primary grow" disabled={isBusy}>
        {submit}
      </button>
      <button type="button" class="button quiet" onClick={onBack}>
        {back}
      </button>
    </div>
  );
}

interface BelongingFieldProps extends PartProps {
  readonly field: "hamlet" | "group";
  readonly label: string;
  /** What there is, with how many have it. */
  readonly known: ReadonlyMap<string, number>;
  /** As it stood before anything was typed. */
  readonly before: string;
}

/** What others of the place have is suggested, and taken where it is the same but for its spelling. */
function BelongingField({ known, before, ...parts }: BelongingFieldProps) {
  const t = useTexts(PEOPLE);
  const list = useId();
  const [taken, setTaken] = useState<string>();
  const typed = parts.fields[parts.field];
  const leave = () => {
    const name = placeWrites(typed, before, known);
    setTaken(name === typed ? undefined : name);
    if (name !== typed) parts.put(parts.field)(name);
  };
  const hint = taken === typed ? t.knownAs(taken) : undefined;
  return (
    <TextField {...parts} hint={hint} onLeave={leave} input={{ list }}>
      <datalist id={list}>
        {[...new Set(namesOf(known).values())].map((name) => (
          <option value={name} key={name} />
        ))}
      </datalist>
    </TextField>
  );
}

interface TextFieldProps extends PartProps {
  readonly field: FieldName;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly kind?: "text" | "tel";
  readonly input?: Readonly<Record<string, string | number>>;
  readonly onLeave?: () => void;
  readonly children?: ComponentChildren;
}

function TextField(props: TextFieldProps) {
  const { fields, put, wrong, field, label, hint, kind = "text", input = {}, onLeave, children } = props;
  return (
    <Field
      label={label}
      value={fields[field]}
      onValue={put(field)}
      hint={hint}
      kind={kind}
      wrong={wrong(field)}
      input={{ name: INPUTS[field], autocomplete: "off", ...input }}
      {...(onLeave ? { onLeave } : {})}
    >
      {children}
    </Field>
  );
}

interface PhoneFieldProps extends PartProps {
  readonly isShared: boolean;
  readonly share: () => void;
}

function PhoneField({ isShared, share, ...parts }: PhoneFieldProps) {
  const t = useTexts(PEOPLE);
  return (
    <>
      <TextField {...parts} field="phone" label={t.phone} kind="tel" />
      {parts.fields.phone !== "" && (
        <label class="choice">
          <input type="checkbox" checked={isShared} onChange={share} />
          {t.phoneShared}
        </label>
      )}
    </>
  );
}

const INPUTS: Readonly<Record<FieldName, string>> = {
  name: "name",
  birth: "birth",
  phone: "phone",
  group: "group",
  hamlet: "hamlet",
  guardian: "guardian",
  relation: "relation",
  guardianPhone: "guardian-phone",
};

function GuardianFields({ isChild, ...parts }: PartProps & { readonly isChild: boolean }) {
  const t = useTexts(PEOPLE);
  return (
    <fieldset class="stack">
      <legend>{t.guardianTitle}</legend>
      {isChild && (
        <Notice tone="note">
          <p>{t.guardianLead}</p>
        </Notice>
      )}
      <TextField {...parts} field="guardian" label={t.guardianName} />
      <TextField {...parts} field="relation" label={t.guardianRelation} />
      <TextField {...parts} field="guardianPhone" label={t.guardianPhone} kind="tel" />
    </fieldset>
  );
}
