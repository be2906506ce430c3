/** A new person: a name and a year of birth; everything else only where it is needed. */
import { useState } from "preact/hooks";
import { isBirth, isChildOn } from "../../../contract/ages.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import { tidied, tidyText } from "../../../contract/texts.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import type { Work } from "../../shared/use-work.ts";
import { useStation } from "../services/station-context.ts";
import type { TypedPerson } from "../services/types.ts";
import { PEOPLE } from "../texts/people.ts";

interface PersonFormProps {
  readonly name: string;
  readonly work: Work;
  readonly onPerson: (person: TypedPerson, isChild: boolean) => void;
  readonly onBack: () => void;
  /** Filled in already, on a home visit or for a class. */
  readonly preset?: { readonly hamlet?: string; readonly group?: string };
}

const EMPTY = {
  name: "",
  birth: "",
  phone: "",
  group: "",
  hamlet: "",
  guardian: "",
  relation: "",
  guardianPhone: "",
};
type Fields = Readonly<typeof EMPTY>;

interface PartProps {
  readonly fields: Fields;
  readonly put: (field: keyof Fields) => (value: string) => void;
  /** What is said of a field that is needed and empty. */
  readonly missing: (value: string) => string | undefined;
}

export function PersonForm({ name: given, work, onPerson, onBack, preset = {} }: PersonFormProps) {
  const t = useTexts(PEOPLE);
  const { clock } = useStation().station;
  const [fields, setFields] = useState<Fields>({ ...EMPTY, ...preset, name: given });
  const [isShared, setShared] = useState(false);
  const [isTried, setTried] = useState(false);
  const put = (field: keyof Fields) => (value: string) => setFields({ ...fields, [field]: value });
  const today = dayInProvince(clock.now());
  const typed = tidied(fields);
  const { name, birth, phone, guardian, relation } = typed;
  const isBorn = isBirth(birth, today);
  const isChild = isBorn && isChildOn(birth, today);
  const isWhole = name !== "" && isBorn && (!isChild || (guardian !== "" && relation !== ""));
  const missing = (value: string) => (isTried && tidyText(value) === "" ? t.required : undefined);
  const parts: PartProps = { fields, put, missing };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isWhole) onPerson(personOf(typed, isChild, isShared), isChild);
      }}
    >
      <Field
        label={t.name}
        value={fields.name}
        onValue={put("name")}
        wrong={missing(name)}
        input={{ name: "name", autocomplete: "off" }}
      />
      <Field
        label={t.birthYear}
        value={fields.birth}
        onValue={put("birth")}
        hint={t.birthHint}
        wrong={isTried && !isBorn ? t.birthWrong : undefined}
        input={{ name: "birth", inputMode: "numeric", maxLength: 4, class: "digits", autocomplete: "off" }}
      />
      {isChild && <GuardianFields {...parts} />}
      <Field
        label={t.phone}
        value={fields.phone}
        onValue={put("phone")}
        kind="tel"
        input={{ name: "phone", autocomplete: "off" }}
      />
      {phone !== "" && (
        <label class="choice">
          <input type="checkbox" checked={isShared} onChange={() => setShared(!isShared)} />
          {t.phoneShared}
        </label>
      )}
      <WhereFields {...parts} />
      <Failure error={work.error} />
      <div class="row">
        <button type="submit" class="button primary grow" disabled={work.isBusy}>
          {t.goOn}
        </button>
        <button type="button" class="button quiet" onClick={onBack}>
          {t.back}
        </button>
      </div>
    </form>
  );
}

function GuardianFields({ fields, put, missing }: PartProps) {
  const t = useTexts(PEOPLE);
  return (
    <fieldset class="stack">
      <legend>{t.guardianTitle}</legend>
      <Notice tone="note">
        <p>{t.guardianLead}</p>
      </Notice>
      <Field
        label={t.guardianName}
        value={fields.guardian}
        onValue={put("guardian")}
        wrong={missing(fields.guardian)}
        input={{ name: "guardian", autocomplete: "off" }}
      />
      <Field
        label={t.guardianRelation}
        value={fields.relation}
        onValue={put("relation")}
        wrong={missing(fields.relation)}
        input={{ name: "relation", autocomplete: "off" }}
      />
      <Field
        label={t.guardianPhone}
        value={fields.guardianPhone}
        onValue={put("guardianPhone")}
        kind="tel"
        input={{ name: "guardian-phone", autocomplete: "off" }}
      />
    </fieldset>
  );
}

function WhereFields({ fields, put }: PartProps) {
  const t = useTexts(PEOPLE);
  return (
    <>
      <Field
        label={t.hamlet}
        value={fields.hamlet}
        onValue={put("hamlet")}
        input={{ name: "hamlet", autocomplete: "off" }}
      />
      <Field
        label={t.group}
        value={fields.group}
        onValue={put("group")}
        input={{ name: "group", autocomplete: "off" }}
      />
    </>
  );
}

/** What was left empty is not there. */
function personOf(fields: Fields, isChild: boolean, phoneShared: boolean): TypedPerson {
  const { name, birth, phone, hamlet, group, guardian, relation, guardianPhone } = fields;
  return {
    name,
    birth,
    ...(phone ? { phone, phoneShared } : {}),
    ...(hamlet ? { hamlet } : {}),
    ...(group ? { group } : {}),
    ...(isChild
      ? { guardian: { name: guardian, relation, ...(guardianPhone ? { phone: guardianPhone } : {}) } }
      : {}),
  };
}
