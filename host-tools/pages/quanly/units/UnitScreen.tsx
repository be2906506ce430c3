/** One unit, or a new one. */
import { useMemo, useRef, useState } from "preact/hooks";
import type { FieldValue } from "../../../contract/changes.ts";
import type { Unit } from "../../../contract/units.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { goTo } from "../../shared/hash-route.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { SEAT } from "../../shared/seat/texts.ts";
import { Back } from "../controls/Back.tsx";
import { Conflicts } from "../controls/Conflicts.tsx";
import { Removal } from "../controls/Removal.tsx";
import { newPlaceId } from "../services/place-ids.ts";
import { type KnownPlaces, usePlaces } from "../services/places.ts";
import { mayDo, useQuanly } from "../services/quanly-context.ts";
import { useEdits } from "../services/use-edits.ts";
import { HOME } from "../texts/home.ts";
import { UNITS } from "../texts/units.ts";
import { UnitFields } from "./UnitFields.tsx";
import { UnitLine } from "./UnitLine.tsx";

/** Without an id: a new one. */
export function UnitScreen({ id }: { readonly id?: string }) {
  const h = useTexts(HOME);
  const s = useTexts(SEAT);
  const t = useTexts(UNITS);
  const { access, account } = useQuanly();
  const { places: loaded, error, again } = usePlaces();
  // What stood there stays while it is read anew, with what is being typed.
  const [places, setPlaces] = useState<KnownPlaces>();
  if (loaded && loaded !== places) setPlaces(loaded);
  const unit = places?.units.find((one) => one.id === id);
  const mayChange = mayDo(access, account.role, "unit.change");
  return (
    <div class="stack">
      <Back to="units" text={h.units} />
      <NotLoaded error={error} again={again} />
      {!places && error === undefined && <Working text={s.loading} />}
      {places && (
        <>
          <Heading>{unit?.name ?? (id === undefined ? t.add : t.none)}</Heading>
          {unit && <UnitLine unit={unit} places={places} withParent />}
          {mayChange && (unit || id === undefined) && (
            <UnitForm key={id} unit={unit} places={places} again={again} />
          )}
          {mayChange && unit && (
            <Removal
              path={`/api/units/${unit.id}`}
              name={unit.name}
              fields={fieldsOf(unit)}
              changed={again}
            />
          )}
        </>
      )}
    </div>
  );
}

const fieldsOf = ({ id: _, ...fields }: Unit) => fields;

interface FormProps {
  readonly unit: Unit | undefined;
  readonly places: KnownPlaces;
  readonly again: () => void;
}

function useUnit({ unit, again }: FormProps) {
  const t = useTexts(UNITS);
  const language = useLanguage();
  const [isTried, setTried] = useState(false);
  const fresh = useMemo(() => newPlaceId(), []);
  const kept = (unit ? fieldsOf(unit) : {}) as Readonly<Record<string, FieldValue | undefined>>;
  const edits = useEdits(kept, `/api/units/${unit?.id ?? fresh}`, () =>
    unit ? again() : goTo(`unit/${fresh}`),
  );
  const now = (field: string) =>
    edits.now(field) ?? (unit === undefined && field === "tier" ? "commune" : null);
  const lacks = unit
    ? undefined
    : (["name", "code", "parent"] as const).find((field) => (now(field) ?? "") === "");
  const missing = { name: t.nameMissing, code: t.codeMissing, parent: t.parentMissing };
  const refused = edits.problem?.field;
  // What the server calls a loop or dates is about a field each.
  const at = refused === "dates" ? "to" : refused === "loop" ? "parent" : refused;
  return {
    edits,
    now,
    lacks,
    refused,
    wrongOf: (field: string) =>
      (isTried && lacks === field ? missing[lacks] : undefined) ??
      (at === field ? edits.problem!.say[language] : undefined),
    send() {
      setTried(true);
      if (lacks !== undefined) return;
      if (unit) edits.save();
      else edits.save({ tier: now("tier") });
    },
  };
}

function UnitForm(props: FormProps) {
  const { unit, places } = props;
  const t = useTexts(UNITS);
  const { account } = useQuanly();
  const form = useRef<HTMLFormElement>(null);
  const { edits, now, lacks, refused, wrongOf, send } = useUnit(props);
  return (
    <form
      ref={form}
      class="stack form"
      noValidate
      data-testid="unit-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
        const at = lacks === "parent" ? "parent-search" : lacks;
        form.current?.querySelector<HTMLInputElement>(`[name=${at ?? "nothing"}]`)?.focus();
      }}
    >
      <UnitFields
        places={places}
        id={unit?.id}
        home={account.place}
        now={now}
        set={edits.set}
        wrongOf={wrongOf}
      />
      <Conflicts
        conflicts={edits.conflicts}
        isBusy={edits.work.isBusy}
        nameOf={(field) => nameOfField(field, t)}
        said={(_, value) => (typeof value === "string" ? places.nameOf(value) : JSON.stringify(value ?? ""))}
        settle={edits.settle}
      />
      {refused === undefined && <Failure error={edits.work.error} />}
      <p role="status">{edits.isSaved && !edits.isChanged ? t.saved : ""}</p>
      <button
        type="submit"
        class="button primary"
        disabled={edits.work.isBusy || (unit !== undefined && !edits.isChanged) || edits.conflicts.length > 0}
      >
        {unit ? t.save : t.addNow}
      </button>
    </form>
  );
}

function nameOfField(field: string, t: (typeof UNITS)["vi"]): string {
  if (field === "successors") return t.mergedInto;
  if (field === "support") return t.supportPhone;
  const named = t[field as "name"];
  return typeof named === "string" ? named : field;
}
