/** A new person. */
import { useTexts } from "../../shared/language.ts";
import type { Work } from "../../shared/use-work.ts";
import type { TypedPerson } from "../services/types.ts";
import { PEOPLE } from "../texts/people.ts";
import { PersonFields } from "./PersonFields.tsx";
import { NO_FIELDS } from "./person-fields.ts";

interface PersonFormProps {
  readonly name: string;
  readonly work: Work;
  readonly onPerson: (person: TypedPerson, isChild: boolean) => void;
  readonly onBack: () => void;
  /** Filled in already, on a home visit or for a class. */
  readonly preset?: { readonly hamlet?: string; readonly group?: string };
}

export function PersonForm({ name, work, onPerson, onBack, preset = {} }: PersonFormProps) {
  const t = useTexts(PEOPLE);
  return (
    <PersonFields
      given={Object.assign({}, NO_FIELDS, preset, { name })}
      isPhoneShared={false}
      work={work}
      submit={t.goOn}
      back={t.back}
      onPerson={onPerson}
      onBack={onBack}
    />
  );
}
