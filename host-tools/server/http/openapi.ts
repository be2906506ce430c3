/** The description of the routes (OpenAPI 3.1), from the schemas that validate. */
import { toJsonSchema } from "@valibot/to-json-schema";
import { problemAnswer } from "../../contract/problem.ts";
import { SESSION_COOKIE } from "../../contract/session-cookie.ts";
import { permission } from "../staff/access-table.ts";
import { KEY_HEADER, needsKey, routeName, WITHOUT_KEY } from "./request/repeats.ts";
import { isBytes } from "./request/request.ts";
import type { Route, Schema } from "./request/route.ts";

type JsonSchema = ReturnType<typeof toJsonSchema>;

export function openApiOf(routes: readonly Route[], version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    paths[route.path]![route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: "3.1.0",
    info: { title: "bluezone-token", version },
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: SESSION_COOKIE },
        csrf: { type: "apiKey", in: "header", name: "X-CSRF-Token" },
      },
      schemas: {
        Problem: jsonSchema(problemAnswer),
      },
    },
  };
}

function operationOf(route: Route) {
  const isPublic = permission(route.action).public === true;
  const problem = { content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } } };
  return {
    summary: route.summary,
    tags: [permission(route.action).resource],
    "x-action": route.action,
    ...(route.covers ? { "x-covers": route.covers } : {}),
    ...(isPublic ? {} : { security: [{ session: [], ...(route.method === "GET" ? {} : { csrf: [] }) }] }),
    ...repetitionOf(route),
    parameters: [
      ...parametersOf(route.params, "path"),
      ...parametersOf(route.query, "query"),
      ...(needsKey(route) ? [KEY_PARAMETER] : []),
    ],
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: contentOf(route.body) } }),
    responses: {
      [String(route.status ?? 200)]: {
        description: "Done",
        content: { "application/json": { schema: jsonSchema(route.answer) } },
      },
      default: { description: "Refused", ...problem },
    },
  };
}

const KEY_PARAMETER = {
  name: KEY_HEADER,
  in: "header",
  description:
    "A random UUID, the same with each repetition: what was done is not done again, and answered as it was",
  schema: { type: "string", format: "uuid" },
  required: true,
} as const;

/** Why something that changes needs no key. */
function repetitionOf(route: Route) {
  const reason = WITHOUT_KEY[routeName(route)];
  return reason === undefined ? {} : { "x-repetition": reason };
}

function contentOf(body: Schema | number) {
  if (isBytes(body))
    return { "application/octet-stream": { schema: { type: "string", format: "binary", maxLength: body } } };
  return { "application/json": { schema: jsonSchema(body) } };
}

function parametersOf(schema: Schema | undefined, place: "path" | "query") {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema);
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    schema,
    required: place === "path" || required.includes(name),
  }));
}

/** Of what comes over the wire: before transformations. */
function jsonSchema(schema: Schema): JsonSchema {
  const { $schema: _, ...rest } = toJsonSchema(schema, { typeMode: "input", errorMode: "ignore" });
  return rest;
}
