/** Changes of a thing by several people, field by field: none takes the place of one that its maker had not seen. */

type Fields = Readonly<Record<string, unknown>>;

interface FieldConflict {
  readonly field: string;
  /** Null where there is nothing. */
  readonly now: unknown;
  readonly wanted: unknown;
}

interface Merged {
  /** As it is after the change: nothing stands in it that is not there. */
  readonly after: Fields;
  /** Fields that become others. */
  readonly fields: readonly string[];
  /** Fields that somebody else has changed since they were seen, to something else than is wanted. */
  readonly conflicts: readonly FieldConflict[];
}

/**
 * `seen` is what whoever changes it knew; null or absent stands for nothing. A field that is sent as it was seen is no
 * change: what a colleague made of it meanwhile stays.
 */
export function mergedFields(current: Fields, seen: Fields, wanted: Fields): Merged {
  const after = new Map(Object.entries(current).filter(([, value]) => (value ?? null) !== null));
  const fields: string[] = [];
  const conflicts: FieldConflict[] = [];
  for (const [field, value] of Object.entries(wanted)) {
    if (value === undefined || isSame(value, seen[field]) || isSame(value, current[field])) continue;
    if (!isSame(seen[field], current[field])) {
      conflicts.push({ field, now: current[field] ?? null, wanted: value });
      continue;
    }
    fields.push(field);
    if (value === null) after.delete(field);
    else after.set(field, value);
  }
  return { after: Object.fromEntries(after), fields, conflicts };
}

/** Names of fields of which two things have not the same; null or absent stands for nothing. */
export function differingFields(a: Fields, b: Fields): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].filter((name) => !isSame(a[name], b[name]));
}

function isSame(a: unknown, b: unknown): boolean {
  return textOf(a) === textOf(b);
}

/** Fields of an object in whatever order. */
function textOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return JSON.stringify(value.map(textOf));
  const there = Object.entries(value).filter(([, one]) => one !== undefined);
  return JSON.stringify(there.map(([name, one]) => [name, textOf(one)]).sort());
}
