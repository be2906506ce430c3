import { tokenName } from "../../../../protocol/identity.ts";
import type { Person, PersonCopy } from "../../../contract/persons.ts";
import { whenText } from "../../shared/dates.ts";
import { dateText } from "../../shared/format.ts";
import { useTexts } from "../../shared/language.ts";
import { useStation } from "../services/station-context.ts";
import type { KeptOf } from "../services/types.ts";
import { WEARERS } from "../texts/wearers.ts";
import { Facts, usePlaceNames } from "./Kept.tsx";

interface PaperProps {
  /** What the places are called. */
  readonly kept: KeptOf;
  readonly copy: PersonCopy;
}

/** The names of places are those of the same places only. */
function withPerson(kept: KeptOf, person: Person): KeptOf {
  const { consents, serials } = kept;
  return Object.assign({}, person.unit === kept.person.unit ? kept : { consents, serials }, { person });
}

/** What a person takes along: on the screen as it is printed. */
export function Paper({ kept, copy }: PaperProps) {
  const t = useTexts(WEARERS);
  const { clock } = useStation().station;
  const { unit } = usePlaceNames(kept);
  return (
    <article class="paper stack" data-testid="paper">
      <h2>{t.paperTitle}</h2>
      <p>
        <strong>{t.paperFor(copy.person.name)}</strong>
        <br />
        {t.paperBy(unit, dateText(clock.now()))}
      </p>
      <Facts kept={withPerson(kept, copy.person)} />
      {copy.merged.map((person) => (
        <section key={person.id}>
          <h3>{t.mergedDetails}</h3>
          <Facts kept={withPerson(kept, person)} />
        </section>
      ))}
      <h3>{t.consents}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.when}</th>
            <th scope="col">{t.what}</th>
            <th scope="col">{t.said}</th>
            <th scope="col">{t.by}</th>
            <th scope="col">{t.textVersion}</th>
          </tr>
        </thead>
        <tbody>
          {copy.consents.map(({ at, purpose, answer, givenBy, version }) => (
            <tr key={`${at} ${purpose}`}>
              <td data-label={t.when}>{whenText(at)}</td>
              <td data-label={t.what}>{t.purpose[purpose]}</td>
              <td data-label={t.said}>{t.answer[answer]}</td>
              <td data-label={t.by}>{givenBy === "self" ? t.bySelf : t.byGuardian}</td>
              <td data-label={t.textVersion}>{version}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t.tokensWorn}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.token}</th>
            <th scope="col">{t.from}</th>
            <th scope="col">{t.to}</th>
          </tr>
        </thead>
        <tbody>
          {copy.tokens.map(({ serial, from, to }) => (
            <tr key={`${serial} ${from}`}>
              <td data-label={t.token}>{tokenName(serial)}</td>
              <td data-label={t.from}>{whenText(from)}</td>
              <td data-label={t.to}>{typeof to === "string" ? whenText(to) : t.still}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {copy.tokens.length === 0 && <p>{t.noToken}</p>}
      <p class="small">
        {t.keptSince(whenText(copy.keptSince))} {t.notIn}
      </p>
    </article>
  );
}
