/** A new person. */
import { useTexts } from "../../shared/language.ts";
import type { Work } from "../../shared/use-work.ts";
import type { TypedPerson } from "../services/types.ts";
import { PEOPLE } from "../texts/people.ts";
import { PersonFields, type TypedSoFar } from "./PersonFields.tsx";
import { NO_FIELDS } from "./person-fields.ts";

interface PersonFormProps {
  readonly name: string;
  readonly work: Work;
  /** From an earlier look at this form. */
  readonly typed?: TypedSoFar;
  /** Called with all that is in the form whenever something is typed. */
  readonly onTyped: (typed: TypedSoFar) => void;
  readonly onPerson: (person: TypedPerson, isChild: boolean) => void;
  readonly onBack: () => void;
  /** Who has brought them along. */
  readonly collector?: string | undefined;
  /** Filled in already, on a home visit or for a class. */
  readonly preset?: { readonly hamlet?: string; readonly group?: string };
}

export function PersonForm({
  name,
  work,
  typed,
  onTyped,
  onPerson,
  onBack,
  collector,
  preset = {},
}: PersonFormProps) {
  const t = useTexts(PEOPLE);
  return (
    <PersonFields
      given={typed?.fields ?? Object.assign({}, NO_FIELDS, preset, { name })}
      isPhoneShared={typed?.isPhoneShared ?? false}
      onTyped={onTyped}
      work={work}
      submit={t.goOn}
      back={t.back}
      onPerson={onPerson}
      onBack={onBack}
      collector={collector}
    />
  );
}
