/** Somebody who has consented before: themselves or by a guardian, and when, where the server can tell. */
import { useEffect, useState } from "preact/hooks";
import type { ConsentHistory } from "../../../contract/persons.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import { dateText } from "../../shared/format.ts";
import { useTexts } from "../../shared/language.ts";
import { PersonLine } from "../people/PersonLine.tsx";
import { useStation } from "../services/station-context.ts";
import { COUNTER } from "../texts/counter.ts";

type Given = ConsentHistory["consents"][number];

export function KnownPerson({ person }: { readonly person: RosterEntry }) {
  const t = useTexts(COUNTER);
  const { rights } = useStation().station;
  const [given, setGiven] = useState<Given>();
  useEffect(() => {
    // Without a network it is the server that holds the hand-out to it.
    rights.look(person.id).then(
      ({ consents }) =>
        setGiven(consents.findLast((one) => one.purpose === "contacts" && one.answer === "given")),
      () => {},
    );
  }, [rights, person.id]);
  return (
    <section class="card stack" data-testid="known">
      <div class="row">
        <PersonLine person={person} />
      </div>
      <p>{t.knownLead}</p>
      {given && (
        <p data-testid="consented">
          {(given.givenBy === "self" ? t.agreedSelf : t.agreedGuardian)(dateText(Date.parse(given.at)))}
        </p>
      )}
    </section>
  );
}
