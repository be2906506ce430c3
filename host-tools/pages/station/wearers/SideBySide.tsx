/** Two records side by side: in what they are the same, and where they differ which is right. */
import { useState } from "preact/hooks";
import { tokenName } from "../../../../protocol/identity.ts";
import {
  APART_DAYS,
  type MergedField,
  OPTIONAL_PURPOSES,
  type OptionalPurpose,
} from "../../../contract/vocabulary.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import type { Work } from "../../shared/use-work.ts";
import type { KeptOf } from "../services/types.ts";
import { MERGING } from "../texts/merging.ts";
import { WEARERS } from "../texts/wearers.ts";
import { factsOf, usePlaceNames } from "./Kept.tsx";

interface SideBySideProps {
  /** Whose page it is: the one who stays. */
  readonly kept: KeptOf;
  readonly other: KeptOf;
  readonly work: Work;
  readonly onMerge: (take: readonly MergedField[]) => void;
  readonly onBack: () => void;
}

/** A detail of both in words. */
interface Row {
  readonly name: string;
  readonly field: MergedField;
  readonly both: readonly [string | undefined, string | undefined];
}

export function SideBySide({ kept, other, work, onMerge, onBack }: SideBySideProps) {
  const t = useTexts(MERGING);
  const w = useTexts(WEARERS);
  const mine = factsOf(kept.person, usePlaceNames(kept), w);
  const theirs = factsOf(other.person, usePlaceNames(other), w);
  const rows = mine.map(([name, value, field], i) => ({
    name,
    field,
    both: [value, theirs[i]![1]] as const,
  }));
  const differing = rows.filter(({ both: [a, b] }) => a !== b);
  // What is not there is not likelier to be right.
  const [taken, setTaken] = useState<ReadonlySet<MergedField>>(
    () => new Set(differing.flatMap(({ field, both: [a] }) => (a === undefined ? field : []))),
  );
  const choose = (field: MergedField, isOther: boolean) => {
    const next = new Set(taken);
    if (isOther) next.add(field);
    else next.delete(field);
    setTaken(next);
  };
  return (
    <div class="stack" data-testid="side-by-side">
      <Heading>{t.bothTitle}</Heading>
      {differing.length > 0 && <p>{t.choose}</p>}
      {differing.map((row) => (
        <Differing key={row.field} row={row} isOther={taken.has(row.field)} onChoose={choose} />
      ))}
      <Equal rows={rows} />
      <Tokens kept={kept} other={other} />
      {narrowedBy(kept, other).map((purpose) => (
        <Notice tone="amber" key={purpose}>
          <p data-testid={`narrower-${purpose}`}>{t.narrower(w.purpose[purpose])}</p>
        </Notice>
      ))}
      <Failure error={work.error} />
      <p class="soft">{t.mergeHint(APART_DAYS)}</p>
      <div class="row">
        <button
          type="button"
          class="button primary grow"
          data-testid="merge-now"
          disabled={work.isBusy}
          onClick={() => onMerge([...taken])}
        >
          {t.merge}
        </button>
        <button type="button" class="button quiet" disabled={work.isBusy} onClick={onBack}>
          {t.back}
        </button>
      </div>
    </div>
  );
}

interface DifferingProps {
  readonly row: Row;
  readonly isOther: boolean;
  readonly onChoose: (field: MergedField, isOther: boolean) => void;
}

function Differing({ row: { name, field, both }, isOther, onChoose }: DifferingProps) {
  const t = useTexts(MERGING);
  const w = useTexts(WEARERS);
  return (
    <fieldset class="card stack" data-testid={`differs-${field}`}>
      <legend>{t.differ(name)}</legend>
      {(["kept", "other"] as const).map((which, i) => (
        <label class="choice" key={which}>
          <input
            type="radio"
            name={field}
            value={which}
            checked={isOther === (i === 1)}
            onChange={() => onChoose(field, i === 1)}
          />
          <span>{both[i] ?? w.nothing}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Equal({ rows }: { readonly rows: readonly Row[] }) {
  const t = useTexts(MERGING);
  return (
    <section class="card stack">
      <h2>{t.equal}</h2>
      <dl class="facts" data-testid="equal">
        {rows
          .filter(({ both: [a, b] }) => a === b && a !== undefined)
          .map(({ name, both: [value] }) => (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          ))}
      </dl>
    </section>
  );
}

function Tokens({ kept, other }: Pick<SideBySideProps, "kept" | "other">) {
  const t = useTexts(MERGING);
  if (kept.serials.length + other.serials.length === 0) return null;
  return (
    <section class="card stack">
      <h2>{t.token}</h2>
      {[kept, other].map(({ person, serials }) => (
        <p key={person.id}>
          {t.tokens(person.name, serials.length > 0 ? serials.map(tokenName).join(", ") : t.noTokens)}
        </p>
      ))}
      <p>{t.keepsAll}</p>
    </section>
  );
}

/** Purposes to which one has said yes last, and the other one no. */
function narrowedBy(...both: readonly KeptOf[]): OptionalPurpose[] {
  return OPTIONAL_PURPOSES.filter((purpose) => {
    const last = both.map(({ consents }) => consents.findLast((one) => one.purpose === purpose)?.answer);
    return last.includes("given") && last.some((one) => one === "refused" || one === "withdrawn");
  });
}
