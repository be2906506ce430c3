/** One organisation, or a new one: what it is, where it stands, and what it stands under. */
import { useMemo, useRef, useState } from "preact/hooks";
import type { FieldValue } from "../../../contract/changes.ts";
import type { Organisation } from "../../../contract/units.ts";
import { ORGANISATION_KINDS, type OrganisationKind } from "../../../contract/vocabulary.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { goTo } from "../../shared/hash-route.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { SEAT } from "../../shared/seat/texts.ts";
import { Back } from "../controls/Back.tsx";
import { Conflicts } from "../controls/Conflicts.tsx";
import { ManyPicker, PlacePicker } from "../controls/PlacePicker.tsx";
import { Removal } from "../controls/Removal.tsx";
import { newPlaceId } from "../services/place-ids.ts";
import { type KnownPlaces, usePlaces } from "../services/places.ts";
import { mayDo, useQuanly } from "../services/quanly-context.ts";
import { useEdits } from "../services/use-edits.ts";
import { HOME } from "../texts/home.ts";
import { UNITS } from "../texts/units.ts";

/** Without an id: a new one. */
export function OrganisationScreen({ id }: { readonly id?: string }) {
  const h = useTexts(HOME);
  const s = useTexts(SEAT);
  const t = useTexts(UNITS);
  const { access, account } = useQuanly();
  const { places: loaded, error, again } = usePlaces();
  const [places, setPlaces] = useState<KnownPlaces>();
  if (loaded && loaded !== places) setPlaces(loaded);
  const found = places?.organisations.find((one) => one.id === id);
  const mayChange = mayDo(access, account.role, "organisation.change");
  const within =
    places?.organisations.filter(({ under = [] }) => id !== undefined && under.includes(id)) ?? [];
  return (
    <div class="stack">
      <Back to="organisations" text={h.organisations} />
      <NotLoaded error={error} again={again} />
      {!places && error === undefined && <Working text={s.loading} />}
      {places && (
        <>
          <Heading>{found?.name ?? (id === undefined ? t.addOrganisation : t.none)}</Heading>
          {found && (
            <p>
              {t.kinds[found.kind]}, {places.nameOf(found.unit)}
            </p>
          )}
          {within.length > 0 && (
            <p data-testid="within">
              {t.within}: {within.map(({ name }) => name).join("; ")}
            </p>
          )}
          {mayChange && (found || id === undefined) && (
            <OrganisationForm key={id} organisation={found} places={places} again={again} />
          )}
          {mayChange && found && (
            <Removal
              path={`/api/organisations/${found.id}`}
              name={found.name}
              fields={fieldsOf(found)}
              changed={again}
            />
          )}
        </>
      )}
    </div>
  );
}

const fieldsOf = ({ id: _, ...fields }: Organisation) => fields;

interface FormProps {
  readonly organisation: Organisation | undefined;
  readonly places: KnownPlaces;
  readonly again: () => void;
}

function useOrganisation({ organisation, again }: FormProps) {
  const t = useTexts(UNITS);
  const language = useLanguage();
  const [isTried, setTried] = useState(false);
  const fresh = useMemo(() => newPlaceId(), []);
  const kept = (organisation ? fieldsOf(organisation) : {}) as Readonly<Record<string, FieldValue>>;
  const edits = useEdits(kept, `/api/organisations/${organisation?.id ?? fresh}`, () =>
    organisation ? again() : goTo(`organisation/${fresh}`),
  );
  const now = (field: string) =>
    edits.now(field) ?? (organisation === undefined && field === "kind" ? ORGANISATION_KINDS[0] : null);
  const lacks = organisation
    ? undefined
    : (["name", "unit"] as const).find((field) => (now(field) ?? "") === "");
  const missing: Readonly<Record<string, string>> = { name: t.nameMissing, unit: t.unitMissing };
  const refused = edits.problem?.field;
  return {
    edits,
    now,
    lacks,
    isKnown: ["name", "kind", "unit", "under"].includes(refused ?? ""),
    wrongOf: (field: string) =>
      (isTried && lacks === field ? missing[field] : undefined) ??
      (refused !== field ? undefined : field === "under" ? t.loop : edits.problem!.say[language]),
    send() {
      setTried(true);
      if (lacks !== undefined) return;
      if (organisation) edits.save();
      else edits.save({ kind: now("kind") });
    },
  };
}

function OrganisationForm(props: FormProps) {
  const { organisation, places } = props;
  const t = useTexts(UNITS);
  const form = useRef<HTMLFormElement>(null);
  const { edits, now, lacks, isKnown, wrongOf, send } = useOrganisation(props);
  const names: Readonly<Record<string, string>> = {
    name: t.name,
    kind: t.kind,
    unit: t.unit,
    under: t.under,
  };
  return (
    <form
      ref={form}
      class="stack form"
      noValidate
      data-testid="organisation-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
        const at = lacks === "unit" ? "unit-search" : lacks;
        form.current?.querySelector<HTMLInputElement>(`[name=${at ?? "nothing"}]`)?.focus();
      }}
    >
      <OrganisationFields of={organisation} places={places} now={now} set={edits.set} wrongOf={wrongOf} />
      <Conflicts
        conflicts={edits.conflicts}
        isBusy={edits.work.isBusy}
        nameOf={(field) => names[field] ?? field}
        said={(field, value) =>
          field === "kind"
            ? t.kinds[value as OrganisationKind]
            : [value ?? []]
                .flat()
                .map((one) => places.nameOf(String(one)))
                .join("; ") || t.underNone
        }
        settle={edits.settle}
      />
      {!isKnown && <Failure error={edits.work.error} />}
      <p role="status">{edits.isSaved && !edits.isChanged ? t.saved : ""}</p>
      <button
        type="submit"
        class="button primary"
        disabled={edits.work.isBusy || (organisation !== undefined && !edits.isChanged)}
      >
        {organisation ? t.save : t.addNow}
      </button>
    </form>
  );
}

interface FieldsProps {
  readonly of: Organisation | undefined;
  readonly places: KnownPlaces;
  readonly now: (field: string) => FieldValue;
  readonly set: (field: string, value: FieldValue) => void;
  readonly wrongOf: (field: string) => string | undefined;
}

function OrganisationFields({ of, places, now, set, wrongOf }: FieldsProps) {
  const t = useTexts(UNITS);
  const { account } = useQuanly();
  return (
    <>
      <Field
        label={t.name}
        value={(now("name") as string | null) ?? ""}
        onValue={(value) => set("name", value)}
        hint={t.organisationNameHint}
        wrong={wrongOf("name")}
        input={{ name: "name", autocomplete: "off" }}
      />
      <Choose
        label={t.kind}
        name="kind"
        value={now("kind") as string}
        onValue={(value) => set("kind", value)}
        options={ORGANISATION_KINDS.map((one: OrganisationKind) => [one, t.kinds[one]])}
        wrong={wrongOf("kind")}
      />
      <PlacePicker
        label={t.unit}
        name="unit"
        among={places.lastingIn(account.place).filter((one) => one.is === "unit")}
        chosen={(now("unit") as string | null) ?? ""}
        choose={(value) => set("unit", value)}
        wrong={wrongOf("unit")}
      />
      <ManyPicker
        label={t.under}
        name="under"
        hint={t.underHint}
        among={places.all.filter((one) => one.is === "organisation" && one.id !== of?.id)}
        chosen={(now("under") as readonly string[] | null) ?? []}
        choose={(ids) => set("under", ids.length === 0 ? null : [...ids])}
        wrong={wrongOf("under")}
      />
    </>
  );
}
