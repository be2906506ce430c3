import type { RosterEntry } from "../../../contract/roster.ts";
import { TokenTag } from "../../shared/components/TokenTag.tsx";
import { useTexts } from "../../shared/language.ts";
import { CONSENT } from "../texts/consent.ts";
import { PEOPLE } from "../texts/people.ts";

interface PersonLineProps {
  readonly person: RosterEntry;
  /** Also what tells people of one name apart: the whole date of birth, guardian and the end of the phone. */
  readonly isWhole?: boolean;
}

/** Name, year of birth, hamlet or group, what was given beside contacts where it is known, and the tokens worn. */
export function PersonLine({ person, isWhole = false }: PersonLineProps) {
  const t = useTexts(PEOPLE);
  const c = useTexts(CONSENT);
  const { name, birth, hamlet, group, guardian, phoneEnd, serials = [], given = [] } = person;
  const also = given.map((purpose) => c.alsoGiven[purpose]);
  const apart = isWhole ? [guardian && t.guardianIs(guardian), phoneEnd && t.phoneEnds(phoneEnd)] : [];
  const more = [isWhole ? t.bornOn(birth) : t.born(birth), hamlet, group, ...apart, ...also]
    .filter(Boolean)
    .join(" · ");
  return (
    <>
      <span class="grow">
        <strong>{name}</strong>
        <br />
        <span class="small soft">{more}</span>
      </span>
      {serials.map((serial) => (
        <TokenTag serial={serial} key={serial} />
      ))}
    </>
  );
}
