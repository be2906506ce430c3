/** Sửa: what is kept of somebody is put right. */
import type { FieldValue, Meanwhile } from "../../../contract/changes.ts";
import { readablePhone } from "../../../contract/phones.ts";
import { BothWords } from "../../shared/components/BothWords.tsx";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { dayText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { PersonFields, type TypedSoFar } from "../people/PersonFields.tsx";
import { editsOf, fieldsOf } from "../people/person-fields.ts";
import { useKeptDraft } from "../services/journey.ts";
import { useStation } from "../services/station-context.ts";
import type { KeptOf } from "../services/types.ts";
import { WEARERS } from "../texts/wearers.ts";
import { useCorrection } from "./use-correction.ts";

interface CorrectProps {
  readonly kept: KeptOf;
  readonly onBack: () => void;
  /** With what to say of it. */
  readonly onSaved: (text: string) => Promise<void>;
}

interface CorrectionDraft {
  /** As it was kept when the first letter was typed. */
  readonly seen: KeptOf["person"];
  readonly typed: TypedSoFar;
}

export function Correct(props: CorrectProps) {
  const name = `correct ${props.kept.person.id}`;
  const draft = useKeptDraft<CorrectionDraft>(name);
  return draft ? <Correction {...props} name={name} draft={draft.value} /> : null;
}

interface CorrectionProps extends CorrectProps {
  /** Of the draft. */
  readonly name: string;
  readonly draft: CorrectionDraft | undefined;
}

function Correction({ kept, onBack, onSaved, name, draft }: CorrectionProps) {
  const t = useTexts(WEARERS);
  const { drafts } = useStation();
  // What is kept may have changed since the draft: a correction goes by what its writer saw.
  const person = draft?.seen ?? kept.person;
  const { work, conflicts, send, settle } = useCorrection(person.id, (isChanged) => {
    drafts.drop(name);
    return onSaved(isChanged ? t.corrected(person.name) : t.unchanged);
  });
  const leave = () => {
    drafts.drop(name);
    onBack();
  };
  return (
    <div class="stack">
      <Heading>{t.correctTitle(person.name)}</Heading>
      {conflicts.map((conflict) => (
        <DetailMeanwhile
          key={conflict.field}
          conflict={conflict}
          isBusy={work.isBusy}
          settle={(isMine) => settle(conflict, isMine)}
        />
      ))}
      {conflicts.length > 0 && <Failure error={work.error} />}
      {/* What was typed stays while somebody chooses. */}
      <div class="stack" hidden={conflicts.length > 0}>
        <PersonFields
          given={draft?.typed.fields ?? fieldsOf(person)}
          isPhoneShared={draft?.typed.isPhoneShared ?? person.phoneShared ?? false}
          onTyped={(typed) => drafts.put(name, { seen: person, typed } satisfies CorrectionDraft)}
          work={work}
          submit={t.save}
          back={t.back}
          onPerson={(typed) => send(editsOf(person, typed))}
          onBack={leave}
        />
      </div>
    </div>
  );
}

interface MeanwhileProps {
  readonly conflict: Meanwhile;
  readonly isBusy: boolean;
  readonly settle: (isMine: boolean) => void;
}

function DetailMeanwhile({ conflict: { field, now, wanted, by, at }, isBusy, settle }: MeanwhileProps) {
  const t = useTexts(WEARERS);
  const names: Readonly<Record<string, string>> = {
    name: t.name,
    birth: t.birth,
    phone: t.phone,
    phoneShared: t.isShared,
    hamlet: t.hamlet,
    group: t.group,
    guardian: t.guardian,
  };
  return (
    <BothWords
      name={names[field] ?? field}
      testId={`meanwhile-${field}`}
      by={by}
      at={at}
      theirs={saidOf(field, now, t)}
      mine={saidOf(field, wanted, t)}
      isBusy={isBusy}
      settle={settle}
    />
  );
}

function saidOf(field: string, value: FieldValue | undefined, t: (typeof WEARERS)["vi"]): string {
  if (value === undefined || value === null) return t.nothing;
  if (typeof value === "boolean") return value ? t.yes : t.no;
  if (typeof value === "string") {
    if (field === "phone") return readablePhone(value);
    return field === "birth" ? dayText(value) : value;
  }
  if (Array.isArray(value)) return value.join(", ");
  const { name = "", relation = "", phone } = value as Readonly<Record<string, string>>;
  return t.guardianIs(name, relation, phone ? readablePhone(phone) : "");
}
