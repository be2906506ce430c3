/** What is kept of somebody, in words: on the screen, and on the paper that they take along. */
import type { Person } from "../../../contract/persons.ts";
import { readablePhone } from "../../../contract/phones.ts";
import { type MergedField, PURPOSES } from "../../../contract/vocabulary.ts";
import { Chip } from "../../shared/components/Notice.tsx";
import { TokenTag } from "../../shared/components/TokenTag.tsx";
import { dayText, whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useStore } from "../../shared/store.ts";
import { useStation } from "../services/station-context.ts";
import type { KeptOf } from "../services/types.ts";
import { WEARERS } from "../texts/wearers.ts";

type Words = (typeof WEARERS)["vi"];
type Fact = readonly [name: string, value: string | undefined, field: MergedField];

interface PlaceNames {
  readonly unit: string;
  readonly organisation: string | undefined;
}

/** Every detail that is kept, each with its name; a value is undefined where nothing is. */
export function factsOf(person: Person, places: PlaceNames, t: Words): readonly Fact[] {
  const { name, birth, phone, phoneShared, idNumber, hamlet, group, guardian } = person;
  const readable = phone && readablePhone(phone);
  return [
    [t.name, name, "name"],
    [t.birth, dayText(birth), "birth"],
    [t.phone, readable && (phoneShared ? t.shared(readable) : readable), "phone"],
    [t.idNumber, idNumber, "idNumber"],
    [t.hamlet, hamlet, "hamlet"],
    [t.group, group, "group"],
    [t.unit, places.unit, "unit"],
    [t.organisation, places.organisation, "organisation"],
    [
      t.guardian,
      guardian &&
        t.guardianIs(guardian.name, guardian.relation, guardian.phone ? readablePhone(guardian.phone) : ""),
      "guardian",
    ],
  ];
}

/** What the places of somebody are called; without a name their short one. */
export function usePlaceNames({ person, unitName, organisationName }: KeptOf): PlaceNames {
  const own = useStore(useStation().placeName);
  return { unit: unitName ?? own ?? person.unit, organisation: organisationName ?? person.organisation };
}

export function Facts({ kept }: { readonly kept: KeptOf }) {
  const t = useTexts(WEARERS);
  const facts = factsOf(kept.person, usePlaceNames(kept), t);
  return (
    <dl class="facts" data-testid="facts">
      {facts.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value ?? t.nothing}</dd>
        </>
      ))}
    </dl>
  );
}

export function Kept({ kept }: { readonly kept: KeptOf }) {
  const t = useTexts(WEARERS);
  return (
    <>
      <section class="card stack">
        <h2>{t.kept}</h2>
        <Facts kept={kept} />
      </section>
      <section class="card stack">
        <h2>{t.tokens}</h2>
        <p class="row" data-testid="worn">
          {kept.serials.map((serial) => (
            <TokenTag serial={serial} key={serial} />
          ))}
          {kept.serials.length === 0 && t.noToken}
        </p>
      </section>
      <section class="stack">
        <h2>{t.purposes}</h2>
        <Purposes kept={kept} />
      </section>
    </>
  );
}

/** Of each purpose the last answer. */
function Purposes({ kept }: { readonly kept: KeptOf }) {
  const t = useTexts(WEARERS);
  return (
    <ul class="list">
      {PURPOSES.map((purpose) => {
        const last = kept.consents.filter((one) => one.purpose === purpose).at(-1);
        return (
          <li key={purpose} data-testid={`purpose-${purpose}`}>
            <span class="grow">
              {t.purpose[purpose]}
              {last && (
                <>
                  <br />
                  <span class="small soft">{t.since(whenText(last.at))}</span>
                </>
              )}
            </span>
            <Chip
              tone={last?.answer === "given" ? "green" : "note"}
              text={last ? t.answer[last.answer] : t.notAsked}
            />
          </li>
        );
      })}
    </ul>
  );
}
