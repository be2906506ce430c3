/** What somebody answered beside contacts, and another answer, at any time: one purpose, and nothing else changes. */
import { useEffect, useState } from "preact/hooks";
import { isChildOn } from "../../../contract/ages.ts";
import type { ConsentWords } from "../../../contract/persons.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import type { OptionalPurpose } from "../../../contract/vocabulary.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Chip, Notice } from "../../shared/components/Notice.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { KeptHere } from "../people/KeptHere.tsx";
import { PersonLine } from "../people/PersonLine.tsx";
import { ReadAloud, SpokenChoice } from "../people/Question.tsx";
import { givenAfter } from "../services/given.ts";
import { useStation } from "../services/station-context.ts";
import type { HeardConsent, Outcome } from "../services/types.ts";
import { CONSENT } from "../texts/consent.ts";

/** `person` is the id of whose answers they are. */
export function ConsentScreen({ person: id }: { readonly person: string | undefined }) {
  const t = useTexts(CONSENT);
  const { registry } = useStation().station;
  const [person, setPerson] = useState<RosterEntry>();
  const [isGone, setGone] = useState(false);
  const work = useWork();
  useEffect(() => {
    work.run(async () => {
      const found = (await registry.everybody()).find((one) => one.id === id);
      setPerson(found);
      setGone(!found);
    });
  }, [id, registry]);
  return (
    <div class="stack">
      <Heading>{t.title}</Heading>
      <Failure error={work.error} />
      {work.isBusy && <Working text="…" />}
      {isGone && (
        <Notice tone="amber" live>
          <p>{t.notHere}</p>
        </Notice>
      )}
      {person && <Answers person={person} onChanged={setPerson} />}
      <a class="button" href={person ? `#/wearers/${person.id}` : "#/wearers"}>
        {person ? t.toPerson(person.name) : t.findWearer}
      </a>
    </div>
  );
}

interface AnswersProps {
  readonly person: RosterEntry;
  readonly onChanged: (person: RosterEntry) => void;
}

function Answers({ person, onChanged }: AnswersProps) {
  const t = useTexts(CONSENT);
  const { registry, clock } = useStation().station;
  const isChild = isChildOn(person.birth, dayInProvince(clock.now()));
  const [spoken, setSpoken] = useState(useLanguage());
  const [givenBy, setGivenBy] = useState<HeardConsent["givenBy"]>(isChild ? "guardian" : "self");
  const [words, setWords] = useState<ConsentWords>();
  const [outcome, setOutcome] = useState<Outcome>();
  const work = useWork();
  useEffect(() => {
    work.run(async () => setWords(await registry.consent()));
  }, [registry]);
  const say = (purpose: OptionalPurpose, agreed: boolean) =>
    work.run(async () => {
      setOutcome(undefined);
      const heard = { version: words!.version, language: spoken, channel: "station", givenBy } as const;
      setOutcome(await registry.answer(person.id, { ...heard, purpose, agreed }));
      onChanged({ ...person, given: givenAfter(person.given, { purpose, agreed }) });
    });
  return (
    <>
      <div class="card row">
        <PersonLine person={person} />
      </div>
      <Failure error={work.error} />
      {outcome && (
        <Notice tone="green" live>
          <p>{t.noted(person.name)}</p>
          {outcome === "kept" && <KeptHere />}
        </Notice>
      )}
      <SpokenChoice spoken={spoken} onSpoken={setSpoken} />
      <GiverChoice name={person.name} givenBy={givenBy} onGiver={setGivenBy} />
      <p>{words && !words.optional ? t.nothingAsked : t.readAloud}</p>
      {words?.optional?.map((asked) => {
        const isGiven = person.given?.includes(asked.purpose) ?? false;
        return (
          <section class="card stack" key={asked.purpose} data-testid={asked.purpose}>
            <ReadAloud words={asked} spoken={spoken} />
            <h2>{t.question[asked.purpose]}</h2>
            <div class="row">
              <Chip tone={isGiven ? "green" : "note"} text={isGiven ? t.isGiven : t.isNotGiven} />
              <button
                type="button"
                class="button grow"
                data-testid={`change-${asked.purpose}`}
                disabled={work.isBusy}
                onClick={() => say(asked.purpose, !isGiven)}
              >
                {isGiven ? t.takeBack : t.agree}
              </button>
            </div>
          </section>
        );
      })}
      <p class="soft">{t.whole}</p>
      <a class="button danger" href={`#/wearers/${person.id}/withdraw`}>
        {t.withdrawAll}
      </a>
    </>
  );
}

interface GiverProps {
  readonly name: string;
  readonly givenBy: HeardConsent["givenBy"];
  readonly onGiver: (givenBy: HeardConsent["givenBy"]) => void;
}

/** Of a child the guardian agrees; either may take it back. */
function GiverChoice({ name, givenBy, onGiver }: GiverProps) {
  const t = useTexts(CONSENT);
  return (
    <div class="row">
      <span>{t.who}</span>
      {(["self", "guardian"] as const).map((who) => (
        <label class="choice" key={who}>
          <input type="radio" name="giver" checked={givenBy === who} onChange={() => onGiver(who)} />
          {who === "self" ? t.self(name) : t.byGuardian}
        </label>
      ))}
    </div>
  );
}
