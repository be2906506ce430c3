/** What becomes of a laboratory's file. */
import { randomUUID } from "node:crypto";
import type { BroughtResults } from "../../../contract/health.ts";
import { readResults, type WrongResult, wrongResultText } from "../../../formats/lab/results-file.ts";
import type { Case } from "../../cases/case.ts";
import { judgeResults, samplesOf } from "../../cases/samples.ts";
import type { Caller, Services } from "../request/route.ts";

const MAX_ERRORS = 100;

function wrong(rows: number, errors: readonly WrongResult[]): BroughtResults {
  const told = errors.slice(0, MAX_ERRORS).map((error) => ({ row: error.row, ...wrongResultText(error) }));
  return { rows, added: 0, errors: told, moreErrors: Math.max(0, errors.length - MAX_ERRORS) };
}

/** Each result corrects the entry of its sample, which stays. To be called alone. */
export async function bringResults(
  of: Case,
  body: Uint8Array,
  { office, cases }: Services,
  { account, commit }: Caller,
): Promise<BroughtResults> {
  const { results, errors } = readResults(new TextDecoder().decode(body));
  if (errors.length > 0) return wrong(results.length, errors);
  const told = await cases.told(of.id);
  const judged = judgeResults(samplesOf(told), results);
  if (judged.errors.length > 0) return wrong(results.length, judged.errors);
  const answer = { rows: results.length, added: judged.added.length, errors: [], moreErrors: 0 };
  if (judged.added.length === 0) return answer;
  const at = office.now();
  const by = { actor: account.id, place: account.place, action: "medical.write", outcome: "done" } as const;
  return commit(
    judged.added.map(({ of: { key, entry }, result }) =>
      cases.healthChange(of.id, key, {
        id: randomUUID(),
        at: Math.max(at, (told.get(key)?.at(-1)?.at ?? 0) + 1),
        by: account.id,
        corrects: entry.id,
        said: { ...entry.said, result },
      }),
    ),
    {
      subject: of.id,
      reference: of.reference,
      fields: ["test"],
      ahead: judged.added.map(({ of: { key } }) => ({
        ...by,
        subject: key,
        reference: of.reference,
        fields: ["test"],
      })),
    },
    () => answer,
  );
}
