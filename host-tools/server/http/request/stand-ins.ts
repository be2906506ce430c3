/** Ids of people who became one with somebody else, in requests that began before: pages and stations hold them for a while. */
import { standIns } from "../../people/merged-ids.ts";
import type { Input, Services } from "./route.ts";

/** Where requests name a person, or a contact of a case by their id. */
const NAMES: readonly string[] = ["person", "contact", "other"];

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}

function idsIn(fields: unknown): string[] {
  if (!isFields(fields)) return [];
  const subject = isFields(fields.subject) ? [fields.subject.person] : [];
  return [...NAMES.map((name) => fields[name]), ...subject].filter((one) => typeof one === "string");
}

function withIds(fields: unknown, standing: ReadonlyMap<string, string>): unknown {
  if (!isFields(fields)) return fields;
  const swapped = NAMES.filter((name) => standing.has(fields[name] as string)).map((name) => [
    name,
    standing.get(fields[name] as string),
  ]);
  const { subject } = fields;
  const changed = isFields(subject) ? { subject: withIds(subject, standing) } : {};
  return { ...fields, ...Object.fromEntries(swapped), ...changed };
}

/** The same with whoever stands for them. */
export async function withStandIns(
  input: Input<never, never, never>,
  { office }: Pick<Services, "office">,
): Promise<Input<never, never, never>> {
  const standing = await standIns(office.queries, [...idsIn(input.params), ...idsIn(input.body)]);
  if (standing.size === 0) return input;
  return {
    ...input,
    params: withIds(input.params, standing) as never,
    body: withIds(input.body, standing) as never,
  };
}
