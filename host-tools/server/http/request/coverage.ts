/** Which answers hold lists, and what is wrong with how they tell what they cover. */
import type { Route, Schema } from "./route.ts";

interface Inside {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly wrapped?: Schema;
  readonly item?: Schema;
  readonly options?: readonly Schema[];
  readonly pipe?: readonly Schema[];
}

/** Names of the fields of an answer that are lists, however deep; those within a list's items are their own. */
export function listsIn(schema: Schema, name = ""): string[] {
  const { type, entries = {}, wrapped, options = [] } = schema as unknown as Inside;
  if (type === "array") return [name];
  const inner = Object.entries(entries).flatMap(([field, one]) =>
    listsIn(one, name === "" ? field : `${name}.${field}`),
  );
  const others = [...(wrapped ? [wrapped] : []), ...options].flatMap((one) =>
    typeof one === "object" ? listsIn(one, name) : [],
  );
  return [...new Set([...inner, ...others])];
}

function fieldsOf(schema: Schema | undefined): string[] {
  return schema === undefined ? [] : Object.keys((schema as unknown as Inside).entries ?? {});
}

/** Why a route does not tell what its list covers, or undefined. */
export function objectionToCovers({ answer, query, covers }: Route): string | undefined {
  const lists = listsIn(answer);
  if (lists.length === 0) return covers && "tells what a list covers, and answers none";
  if (!covers) return `answers a list (${lists.join(", ")}) and does not say what it covers`;
  if (covers.by !== undefined)
    return fieldsOf(answer).includes(covers.by)
      ? undefined
      : `has no field ${covers.by} that tells what it covers`;
  const cuts = fieldsOf(query).filter((field) => ["limit", "skip", "after"].includes(field));
  return cuts.length === 0 ? undefined : `cuts its list by ${cuts.join(", ")} and has no field that says so`;
}
