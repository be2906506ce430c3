/** Rows that are likely to be somebody who is there: decided one by one or all at once, whenever somebody likes. */
import type { RowDecisions, WaitingRows as Waiting } from "../../../contract/lists.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useAsked, useQuanly } from "../services/quanly-context.ts";
import { LISTS } from "../texts/lists.ts";

type Row = Waiting["rows"][number];
type Is = RowDecisions["rows"][number]["is"];

export function WaitingRows({ changed }: { readonly changed: () => void }) {
  const t = useTexts(LISTS);
  const { api } = useQuanly();
  const work = useWork();
  const { value, error } = useAsked<Waiting>("/api/lists/doubles");
  if (error !== undefined) return <Failure error={error} />;
  if (!value || value.total === 0) return null;
  const decide = (rows: readonly Row[], is: Is) =>
    work.run(async () => {
      for (const list of new Set(rows.map((row) => row.list))) {
        const body: RowDecisions = {
          rows: rows.filter((row) => row.list === list).map(({ id }) => ({ id, is })),
        };
        await api.send("POST", `/api/lists/${list}/doubles`, body);
      }
      changed();
    });
  return (
    <section class="stack" data-testid="waiting-rows">
      <h2>{t.decideTitle(value.total)}</h2>
      <p>{t.decideLead}</p>
      <Failure error={work.error} />
      {value.rows.length > 1 && (
        <div>
          <button
            type="button"
            class="button"
            disabled={work.isBusy}
            onClick={() => decide(value.rows, "same")}
          >
            {t.allSame}
          </button>
        </div>
      )}
      <ul class="list">
        {value.rows.map((row) => (
          <li key={row.id}>
            <RowText row={row} />
            <span class="row">
              <button
                type="button"
                class="button"
                disabled={work.isBusy}
                onClick={() => decide([row], "same")}
              >
                {t.same}
              </button>
              <button
                type="button"
                class="button"
                disabled={work.isBusy}
                onClick={() => decide([row], "another")}
              >
                {t.isAnother}
              </button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function RowText({ row }: { readonly row: Row }) {
  const t = useTexts(LISTS);
  return (
    <span class="grow">
      <strong>{row.name}</strong>, {[t.born(row.birth), row.group, row.hamlet].filter(Boolean).join(", ")} (
      {t.row(row.row)}, {row.placeName})
      {row.like.map(({ row: other, person, reasons }) => (
        <span key={`${other} ${person?.id}`}>
          <br />
          {t.like}{" "}
          {person ? `${person.name}, ${t.born(person.birth)}` : other === undefined ? "" : t.likeRow(other)}:{" "}
          {reasons.map((reason) => t.reasons[reason]).join(", ")}
        </span>
      ))}
    </span>
  );
}
