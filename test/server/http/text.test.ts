import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { ROLES } from "../../../host-tools/contract/vocabulary.ts";
import { openApiOf } from "../../../host-tools/server/http/openapi.ts";
import { ROUTES } from "../../../host-tools/server/http/routes/index.ts";
import { type permission, scopeOf } from "../../../host-tools/server/staff/access-table.ts";
import { type FormKey, sealForm } from "../../../host-tools/station/seal-form.ts";
import { type Client, type Harness, openHarness, WARD } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}
interface Operation {
  readonly "x-action": Parameters<typeof permission>[0];
  readonly parameters: readonly { readonly name: string; readonly in: "path" | "query" }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
}
interface Described {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const DESCRIPTION = JSON.parse(JSON.stringify(openApiOf(ROUTES, "1"))) as {
  paths: Record<string, Record<string, Operation>>;
};
const OPERATIONS: Described[] = Object.entries(DESCRIPTION.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

/** Paths of the fields of text in a body, such as ["person", "name"]. */
function textsIn({ type, properties, items, anyOf = [], oneOf = [] }: JsonSchema): string[][] {
  if (type === "string") return [[]];
  const inside = Object.entries(properties ?? {}).flatMap(([name, schema]) =>
    textsIn(schema).map((path) => [name, ...path]),
  );
  const inItems = items ? textsIn(items).map((path) => ["0", ...path]) : [];
  return [...inside, ...inItems, ...[...anyOf, ...oneOf].flatMap(textsIn)];
}

function bodyWith([name, ...path]: readonly string[], text: string): unknown {
  if (name === undefined) return text;
  return name === "0" ? [bodyWith(path, text)] : { [name]: bodyWith(path, text) };
}

/** Of an address: percent-encoded bytes, of which one piece at least is no text. */
const junkInAddress = fc
  .tuple(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      "%00",
      "%01",
      "%0A",
      "%0d",
      "%1B",
      "%7F",
      "%C2%80",
      "%ED%A0%80",
      "%ED%BF%BF",
      "%FF",
      "%C3",
    ),
    fc.string({ maxLength: 6 }),
  )
  .map(([before, junk, after]) => encodeURIComponent(before) + junk + encodeURIComponent(after));

/** Of JSON: what no database holds as text. */
const junkInJson = fc
  .tuple(
    fc.string({ maxLength: 6 }),
    fc.constantFrom("\0", "\ud800", "\udfff", "a\ud83d"),
    fc.string({ maxLength: 6 }),
  )
  .map(([before, junk, after]) => `${before}${junk} ${after}`);

/** Of JSON: control characters, that some fields may hold. */
const control = fc
  .tuple(
    fc.string({ maxLength: 3 }),
    fc.constantFrom("\x01", "\t", "\r", "\x1b", "\x7f", "\u0085", "\u202e", "\ufeff"),
  )
  .map((parts) => parts.join(""));

describeOnDatabases("text that is none", () => {
  let harness: Harness;

  before(async () => {
    harness = await openHarness();
  });

  const clientFor = ({ operation }: Described): Promise<Client> => {
    const { "x-action": action } = operation;
    return harness.as(ROLES.find((role) => scopeOf(role, action) !== undefined) ?? "station");
  };
  /** Routes for sessions that are not open yet are met by an open one: they say so, and read nothing. */
  const isForOpen = ({ method, path }: Described) =>
    (ROUTES.find((route) => route.method === method && route.path === path)!.stages ?? ["open"]).includes(
      "open",
    );

  async function told(described: Described, path: string, body: unknown) {
    const client = await clientFor(described);
    const answer = await client.ask(described.method, path, body);
    const { error } = (await answer.json()) as { error?: { reason: string; field: string } };
    assert.notEqual(answer.status, 500, `${described.method} ${path} ${JSON.stringify(body)}`);
    return [answer.status, error?.reason, error?.field];
  }
  const filled = (path: string, put: Readonly<Record<string, string>> = {}) =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => put[name] ?? "1");

  it("in an address is refused with 400 and the name of the field, whichever parameter of whichever route", async function () {
    this.timeout(120_000);
    let parameters = 0;
    for (const described of OPERATIONS.filter(isForOpen))
      for (const { name, in: where } of described.operation.parameters) {
        parameters++;
        await fc.assert(
          fc.asyncProperty(junkInAddress, async (junk) => {
            const path =
              where === "path"
                ? filled(described.path, { [name]: junk })
                : `${filled(described.path)}?${name}=${junk}`;
            const [status, reason, field] = await told(described, path, undefined);
            // In a path a byte that is no UTF-8 stays as it is written: no id is spelled so.
            if (where === "path" && status !== 400)
              assert.ok([404, 422, 413, 415].includes(status as number), path);
            else
              assert.deepEqual([status, reason, field], [400, "text", name], `${described.method} ${path}`);
          }),
          { numRuns: 12 },
        );
      }
    assert.ok(parameters > 40, String(parameters));
  });

  it("in a body is refused with 400 and the name of the field, and nothing that a body may hold ends in a 500", async function () {
    this.timeout(120_000);
    let fields = 0;
    for (const described of OPERATIONS.filter(isForOpen)) {
      const schema = described.operation.requestBody?.content["application/json"]?.schema;
      for (const field of schema ? textsIn(schema) : []) {
        fields++;
        await fc.assert(
          fc.asyncProperty(junkInJson, control, async (junk, other) => {
            const answer = await told(described, filled(described.path), bodyWith(field, junk));
            assert.deepEqual(answer, [400, "text", field.join(".")], described.path);
            await told(described, filled(described.path), bodyWith(field, other));
          }),
          { numRuns: 4 },
        );
      }
    }
    assert.ok(fields > 40, String(fields));
  });

  it("in a form that is sealed neither, nor in the name of a field", async () => {
    const station = await harness.as("station");
    const ahead = await station.ask("GET", "/api/station/ahead");
    const { formKey } = (await ahead.json()) as { formKey: FormKey };
    const person = { id: randomUUID(), name: "Đào\0", birth: "1948", unit: WARD };
    const consent = { version: "2026-1", language: "vi", channel: "station", givenBy: "self" };
    const form = { id: randomUUID(), at: 1, kind: "person", person, consent };
    const sealed = await station.ask("POST", "/api/station/forms", await sealForm(form as never, formKey));
    assert.equal(sealed.status, 400);
    const named = await station.ask("POST", "/api/persons", { person: { "a\0": "b" } });
    const asked = await station.ask("GET", "/api/persons?%00=1");
    assert.deepEqual([named.status, asked.status], [400, 400]);
  });
});
