/** What forms brought and somebody has to decide: who had a token when, and who is written down twice. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { tokenName } from "../../../../protocol/identity.ts";
import type { NotedDoubles } from "../../../contract/persons.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork, type Work } from "../../shared/use-work.ts";
import { PersonLine } from "../people/PersonLine.tsx";
import { Resemblance } from "../people/Resemblance.tsx";
import { useStation } from "../services/station-context.ts";
import type { Questions } from "../services/types.ts";
import { QUESTIONS } from "../texts/questions.ts";
import { DoubtedWearing } from "./DoubtedWearing.tsx";

export function QuestionsScreen() {
  const t = useTexts(QUESTIONS);
  const { registry } = useStation().station;
  const [questions, setQuestions] = useState<Questions>();
  const [error, setError] = useState<unknown>();
  const work = useWork();
  const ask = useCallback(() => {
    setError(undefined);
    registry.questions().then(setQuestions, setError);
  }, [registry]);
  useEffect(ask, [ask]);
  const decide = (deed: () => Promise<void>) =>
    work.run(async () => {
      await deed();
      ask();
    });
  const { doubted = [], doubles = [] } = questions ?? {};
  return (
    <div class="stack">
      <Heading>{t.title}</Heading>
      <p class="soft">{t.lead}</p>
      <Failure error={error ?? work.error} />
      {questions && doubted.length + doubles.length === 0 && <p role="status">{t.none}</p>}
      {doubted.map((one) => (
        <DoubtedWearing
          key={`${one.serial} ${one.from}`}
          doubted={one}
          token={tokenName(one.serial)}
          isBusy={work.isBusy}
          onSettled={(at) => decide(() => registry.settle(one, at))}
        />
      ))}
      {doubles.map((one) => (
        <Twice
          key={one.person.id}
          double={one}
          work={work}
          onTwo={(other) => decide(() => registry.areTwo(one.person.id, other))}
        />
      ))}
    </div>
  );
}

interface TwiceProps {
  readonly double: NotedDoubles["doubles"][number];
  readonly work: Work;
  readonly onTwo: (other: string) => void;
}

function Twice({ double: { person, others }, work, onTwo }: TwiceProps) {
  const t = useTexts(QUESTIONS);
  return (
    <section class="card stack" data-testid="twice">
      <h2>{t.twice(person.name)}</h2>
      <div class="row">
        <PersonLine person={person} isWhole />
      </div>
      {others.map((other) => (
        <div class="stack" key={other.id}>
          <Resemblance person={other} />
          <a class="button primary" href={`#/wearers/${other.id}/same`} data-testid="one">
            {t.one}
          </a>
          <button
            type="button"
            class="button"
            data-testid="two"
            disabled={work.isBusy}
            onClick={() => onTwo(other.id)}
          >
            {t.two}
          </button>
        </div>
      ))}
    </section>
  );
}
