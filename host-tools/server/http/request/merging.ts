/** What a request makes of a thing that others change, too. */
import type * as v from "valibot";
import type { FieldValue, Meanwhile } from "../../../contract/changes.ts";
import { changedMeanwhile, refuse } from "../../../contract/refusal.ts";
import { isoOf } from "../../../lib/time.ts";
import { lastChangeOf } from "../../audit/audit-store.ts";
import type { Office } from "../../changes.ts";
import { mergedFields } from "../../office/field-merge.ts";
import { accountName } from "../../staff/account-store.ts";

interface Change {
  readonly seen: object;
}

/** The thing as it is to be, and the names of the fields that become others; none where nothing is to be done. */
interface AfterChange<T> {
  readonly after: T;
  readonly fields: readonly string[];
}

/**
 * `current` is absent of what is to be added; `schema` says what every such thing has. `subject` is the id that rows of the audit log have
 * for it. Refusals: meanwhile (with both words: who may change a thing may see it), input (a field that is missing).
 */
export async function afterChange<T extends object>(
  schema: { readonly entries: v.ObjectEntries },
  current: T | undefined,
  { seen, ...wanted }: Change,
  subject: string,
  office: Office,
): Promise<AfterChange<T>> {
  const { after, fields, conflicts } = mergedFields(
    { ...current },
    seen as Record<string, unknown>,
    wanted as Record<string, unknown>,
  );
  if (conflicts.length > 0)
    throw changedMeanwhile(
      await Promise.all(
        conflicts.map(async ({ field, now, wanted: value }) =>
          meanwhileOf({ field, now: now as FieldValue, wanted: value as FieldValue }, subject, office),
        ),
      ),
    );
  const missing = Object.entries(schema.entries).find(
    ([name, { type }]) => type !== "optional" && after[name] === undefined,
  );
  if (missing) throw refuse("input", missing[0]);
  return { after: after as T, fields };
}

/** With who made it what it is, where that is known. */
async function meanwhileOf(
  told: Pick<Meanwhile, "field" | "now" | "wanted">,
  subject: string,
  { queries }: Office,
): Promise<Meanwhile> {
  const last = await lastChangeOf(queries, subject, told.field);
  const by = last && (await accountName(queries, last.actor));
  return {
    ...told,
    ...(by === undefined ? {} : { by }),
    ...(last ? { at: isoOf(last.at) } : {}),
  };
}
