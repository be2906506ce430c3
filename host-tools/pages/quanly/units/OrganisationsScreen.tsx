/** Organisations of every kind, found without diacritics. */
import { useState } from "preact/hooks";
import { nameSortKey } from "../../../contract/names.ts";
import { ORGANISATION_KINDS } from "../../../contract/vocabulary.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { SEAT } from "../../shared/seat/texts.ts";
import { Back } from "../controls/Back.tsx";
import { hasWords, type KnownPlaces, usePlaces } from "../services/places.ts";
import { mayDo, useQuanly } from "../services/quanly-context.ts";
import { HOME } from "../texts/home.ts";
import { UNITS } from "../texts/units.ts";

const AT_ONCE = 50;

export function OrganisationsScreen() {
  const h = useTexts(HOME);
  const t = useTexts(UNITS);
  const s = useTexts(SEAT);
  const { access, account } = useQuanly();
  const { places, error, again } = usePlaces();
  return (
    <div class="stack">
      <Back />
      <Heading>{h.organisations}</Heading>
      {mayDo(access, account.role, "organisation.change") && (
        <p>
          <a class="button primary" href="#/organisations/new">
            {t.addOrganisation}
          </a>
        </p>
      )}
      <NotLoaded error={error} again={again} />
      {places ? <FoundOrganisations places={places} /> : error === undefined && <Working text={s.loading} />}
    </div>
  );
}

function FoundOrganisations({ places }: { readonly places: KnownPlaces }) {
  const t = useTexts(UNITS);
  const [typed, setTyped] = useState("");
  const [kind, setKind] = useState("");
  const [most, setMost] = useState(AT_ONCE);
  const found = places.organisations
    .filter((one) => kind === "" || one.kind === kind)
    .filter((one) => hasWords(`${one.name} ${t.kinds[one.kind]} ${places.nameOf(one.unit)}`, typed))
    .sort((a, b) => (nameSortKey(a.name) < nameSortKey(b.name) ? -1 : 1));
  return (
    <>
      <div class="row">
        <div class="grow">
          <Field label={t.search} value={typed} onValue={setTyped} kind="search" input={{ name: "search" }} />
        </div>
        <Choose
          label={t.kind}
          name="kind"
          value={kind}
          onValue={setKind}
          options={[["", t.allKinds], ...ORGANISATION_KINDS.map((one) => [one, t.kinds[one]] as const)]}
        />
      </div>
      <p role="status">
        {found.length === 0 ? t.none : t.found(Math.min(most, found.length), places.organisations.length)}
      </p>
      {found.length > 0 && (
        <ul class="list">
          {found.slice(0, most).map(({ id, name, kind, unit, under = [] }) => (
            <li key={id} data-testid="organisation">
              <span class="grow">
                <a class="button quiet name" href={`#/organisation/${id}`}>
                  {name}
                </a>
                <br />
                {t.kinds[kind]}, {places.nameOf(unit)}
                {under.length > 0 && (
                  <span class="soft"> – {under.map((one) => places.nameOf(one)).join("; ")}</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {found.length > most && (
        <button type="button" class="button" onClick={() => setMost(most + AT_ONCE)}>
          {t.more}
        </button>
      )}
    </>
  );
}
