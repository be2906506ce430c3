/** Rút lại: everything of the person is deleted. It cannot be undone, so who it is has to be typed. */
import { useState } from "preact/hooks";
import { tokenName } from "../../../../protocol/identity.ts";
import type { PersonWithdrawn } from "../../../contract/persons.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { TokenTag } from "../../shared/components/TokenTag.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useStation } from "../services/station-context.ts";
import type { KeptOf } from "../services/types.ts";
import { WEARERS } from "../texts/wearers.ts";
import { factsOf, usePlaceNames } from "./Kept.tsx";
import { givenName, isMeant } from "./meant.ts";

interface WithdrawProps {
  readonly kept: KeptOf;
  readonly onBack: () => void;
  readonly onDone: (done: PersonWithdrawn) => void;
}

export function Withdraw({ kept, onBack, onDone }: WithdrawProps) {
  const t = useTexts(WEARERS);
  const { rights } = useStation().station;
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const work = useWork();
  const { id, name } = kept.person;
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const isRight = isMeant(typed, kept.person);
        setWrong(!isRight);
        if (isRight) return work.run(async () => onDone(await rights.withdraw(id)));
        event.currentTarget.querySelector("input")?.focus();
      }}
    >
      <Heading>{t.withdrawTitle(name)}</Heading>
      <WhatGoes kept={kept} />
      <p>{t.onlyPurpose}</p>
      <a class="button" href={`#/consent/${id}`}>
        {t.changeAnswer}
      </a>
      <Field
        label={t.confirm(givenName(name))}
        value={typed}
        onValue={(value) => {
          setTyped(value);
          setWrong(false);
        }}
        wrong={isWrong ? t.confirmWrong : undefined}
        input={{ name: "confirm", autocomplete: "off" }}
      />
      <Failure error={work.error} />
      {work.isBusy && <Working text={t.withdrawing} />}
      <div class="row">
        <button
          type="submit"
          class="button danger grow"
          data-testid="withdraw-now"
          disabled={work.isBusy || typed === ""}
        >
          {t.withdrawNow(name)}
        </button>
        <button type="button" class="button quiet" disabled={work.isBusy} onClick={onBack}>
          {t.back}
        </button>
      </div>
    </form>
  );
}

/** By name what is deleted, and that it does not come back. */
function WhatGoes({ kept }: { readonly kept: KeptOf }) {
  const t = useTexts(WEARERS);
  const facts = factsOf(kept.person, usePlaceNames(kept), t);
  const details = facts.flatMap(([fact, value]) => (value ? [`${fact}: ${value}`] : []));
  const tokens = kept.serials.map(tokenName).join(", ");
  return (
    <Notice tone="red" title={t.cannotUndo}>
      <p>{t.willGo(kept.person.name)}</p>
      <ul data-testid="will-go">
        <li>{t.goesDetails(details.join("; "))}</li>
        <li>{t.goesConsents}</li>
        <li>{tokens === "" ? t.goesTokensNone : t.goesTokens(tokens)}</li>
        <li>{t.goesRecords}</li>
      </ul>
      <p>{t.stays}</p>
    </Notice>
  );
}

/** What is to be done with the token, and what to say. */
export function Withdrawn({ kept, done }: { readonly kept: KeptOf; readonly done: PersonWithdrawn }) {
  const t = useTexts(WEARERS);
  const language = useLanguage();
  return (
    <div class="stack" data-testid="withdrawn">
      <Heading>{t.withdrawn(kept.person.name)}</Heading>
      <Notice tone="amber" title={kept.serials.length > 0 ? t.takeBack : t.takeNone} live>
        <p class="row">
          {kept.serials.map((serial) => (
            <TokenTag serial={serial} key={serial} />
          ))}
        </p>
      </Notice>
      <p>{t.sayThis}</p>
      <blockquote class="consent">{done.say[language]}</blockquote>
      <a class="button primary" href="#/">
        {t.home}
      </a>
    </div>
  );
}
