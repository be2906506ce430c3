/** Reads a request into what a route takes. */
import type { Context } from "hono";
import * as v from "valibot";
import { refuse } from "../../../contract/refusal.ts";
import { type Pace, readUpTo } from "./body.ts";
import type { Input, Route, Schema } from "./route.ts";

const JSON_BYTES = 64 * 1024;

export function isBytes(body: Schema | number | undefined): body is number {
  return typeof body === "number";
}

/** What was said, as it came: texts, JSON, bytes. */
export interface Said {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

interface Read {
  readonly input: Input<never, never, never>;
  readonly said: Said;
}

/** Refusals: media-type, large, slow, json, text (a field holds what is no text), input (the field that does not fit). */
export async function readInput(context: Context, route: Route, pace: Pace): Promise<Read> {
  const query = queryOf(context);
  mustBeText(query, IN_ONE_LINE, "query");
  mustBeText(context.req.param(), IN_ONE_LINE, "params");
  const body = await readBody(context, route, pace);
  if (!isBytes(route.body)) mustBeStorable(body);
  const params = context.req.param();
  const input = {
    params: checked(route.params, params, "params"),
    query: checked(route.query, query, "query"),
    body: (isBytes(route.body) ? body : checked(route.body, body, "body")) as never,
  };
  return { input, said: { params, query, body } };
}

/** In an address: no control characters, no halves of characters, nothing that was no UTF-8. */
const IN_ONE_LINE = /^[^\p{Cc}\p{Cs}\ufffd]*$/u;
/** Anywhere: what a database can hold as text. */
const STORABLE = /^[^\0\p{Cs}]*$/u;

/** Refusal: text, with the field, whatever the route does with it. Names of fields are held to the same. */
function mustBeText(value: unknown, allowed: RegExp, field: string): void {
  if (typeof value === "string") {
    if (!allowed.test(value)) throw refuse("text", field);
  } else if (Array.isArray(value)) {
    for (const [i, one] of value.entries()) mustBeText(one, allowed, nested(field, String(i)));
  } else if (typeof value === "object" && value !== null)
    for (const [name, one] of Object.entries(value)) {
      if (!allowed.test(name)) throw refuse("text", field);
      mustBeText(one, allowed, nested(field, name));
    }
}

/** Of what came as JSON. Refusal: text, with the field. */
export function mustBeStorable(value: unknown): void {
  mustBeText(value, STORABLE, "body");
}

const nested = (field: string, name: string) =>
  ["body", "query", "params"].includes(field) ? name : `${field}.${name}`;

/** Each name once: what is given twice could be read in two ways. */
function queryOf(context: Context): Record<string, string> {
  mustBeUtf8(new URL(context.req.url).search);
  const query: Record<string, string> = {};
  for (const [name, values] of Object.entries(context.req.queries())) {
    if (values.length !== 1) throw refuse("input", name);
    query[name] = values[0]!;
  }
  return query;
}

/** What is no UTF-8 would be taken as it is written. Refusal: text, with the name. */
function mustBeUtf8(search: string): void {
  for (const pair of search.slice(1).split("&"))
    try {
      decodeURIComponent(pair.replace(/\+/g, " "));
    } catch {
      throw refuse("text", /^[\w-]+/.exec(pair)?.[0] ?? "query");
    }
}

async function readBody(context: Context, { body }: Route, pace: Pace): Promise<unknown> {
  if (body === undefined) {
    if (context.req.raw.body !== null && (await bytesUpTo(context, 0, pace)).length > 0)
      throw refuse("large", "body");
    return undefined;
  }
  const type = context.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== (isBytes(body) ? "application/octet-stream" : "application/json"))
    throw refuse("media-type", "body");
  const bytes = await bytesUpTo(context, isBytes(body) ? body : JSON_BYTES, pace);
  if (isBytes(body)) return bytes;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw refuse("json", "body");
  }
}

async function bytesUpTo({ req }: Context, most: number, pace: Pace): Promise<Uint8Array> {
  if (Number(req.header("content-length") ?? 0) > most) throw refuse("large", "body");
  return readUpTo(req.raw.body, most, pace);
}

/** Refusal: input, with the name of the field. */
export function checked(schema: Schema | undefined, value: unknown, where: string): never {
  if (!schema) {
    if (value !== undefined && where !== "params" && Object.keys(value as object).length > 0)
      throw refuse("input", Object.keys(value as object)[0]!);
    return undefined as never;
  }
  const read = v.safeParse(schema, value, { abortEarly: true });
  if (read.success) return read.output as never;
  // The name of the field, never what was in it.
  throw refuse("input", v.getDotPath(read.issues[0]) ?? where);
}
