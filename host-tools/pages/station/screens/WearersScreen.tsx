/** Người đeo thẻ: find somebody, see what is kept of them, and do what they ask for. */

import { useState } from "preact/hooks";
import type { RosterEntry } from "../../../contract/roster.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { LabelInput } from "../people/LabelInput.tsx";
import { PersonSearch } from "../people/PersonSearch.tsx";
import { useStation } from "../services/station-context.ts";
import { PEOPLE } from "../texts/people.ts";
import { WEARERS } from "../texts/wearers.ts";
import { OneWearer } from "../wearers/OneWearer.tsx";

interface WearersProps {
  /** Id of a person; without one somebody is to be found. */
  readonly person: string | undefined;
  readonly deed: string | undefined;
}

export function WearersScreen({ person, deed }: WearersProps) {
  return person ? <OneWearer key={person} id={person} deed={deed} /> : <FindWearer />;
}

function FindWearer() {
  const t = useTexts(WEARERS);
  const p = useTexts(PEOPLE);
  const { registry } = useStation().station;
  const [isNobodys, setNobodys] = useState(false);
  const work = useWork();
  const open = ({ id }: RosterEntry) => {
    location.hash = `#/wearers/${id}`;
  };
  const byToken = (serial: number) =>
    work.run(async () => {
      const wearer = (await registry.token(serial))?.wearer;
      setNobodys(!wearer);
      if (wearer) open(wearer);
    });
  return (
    <div class="stack">
      <Heading>{t.title}</Heading>
      <p>{t.lead}</p>
      <section class="card stack">
        <h2>{t.byPerson}</h2>
        <PersonSearch onPerson={open} />
      </section>
      <section class="card stack">
        <h2>{t.byToken}</h2>
        <LabelInput onSerial={byToken} isBusy={work.isBusy} />
        <Failure error={work.error} />
        {isNobodys && (
          <Notice tone="amber" live>
            <p>{p.nobodyWears}</p>
          </Notice>
        )}
      </section>
    </div>
  );
}
