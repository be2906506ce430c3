import assert from "node:assert/strict";
import * as v from "valibot";
import { openApp } from "../../../host-tools/server/http/app.ts";
import { openApiOf } from "../../../host-tools/server/http/openapi.ts";
import { LIMITS, openLimiter } from "../../../host-tools/server/http/request/limits.ts";
import type { Route, Services } from "../../../host-tools/server/http/request/route.ts";
import { ROUTES } from "../../../host-tools/server/http/routes/index.ts";
import { openFigures, openLog } from "../../../host-tools/server/http/watch/observation.ts";
import { permission } from "../../../host-tools/server/staff/access-table.ts";

const answer = v.strictObject({});
const run = () => ({});

describe("the list of routes", () => {
  const open = (...routes: Route[]) =>
    openApp({
      routes,
      services: {} as Services,
      log: openLog("silent"),
      figures: openFigures(),
      limiter: openLimiter(LIMITS),
      addressOf: () => "",
    });
  const base = { method: "GET", path: "/x", summary: "", answer, run } as const;

  it("does not start with a route that names no action, or none of the table", () => {
    assert.throws(() => open({ ...base } as unknown as Route), /GET \/x names no action/);
    for (const action of ["person.see", "toString", "__proto__", ""])
      assert.throws(() => open({ ...base, action } as unknown as Route), /names no action/, action);
    open({ ...base, action: "unit.read" });
  });

  it("does not start with a route that cannot tell to whom what it acts on belongs", () => {
    assert.throws(() => open({ ...base, action: "person.read" }), /does not say to whom/);
    open({ ...base, action: "person.read", places: () => undefined });
  });

  it("does not start with one route twice", () => {
    assert.throws(
      () => open({ ...base, action: "unit.read" }, { ...base, action: "unit.read" }),
      /stands twice/,
    );
  });
});

describe("the OpenAPI description", () => {
  interface Operation {
    readonly parameters: readonly { name: string; in: string; required: boolean; schema: object }[];
    readonly requestBody?: { content: Record<string, { schema: { required?: string[]; type?: string } }> };
    readonly responses: Record<string, unknown>;
    readonly security?: readonly Record<string, unknown>[];
    readonly "x-action": string;
  }
  const description = JSON.parse(JSON.stringify(openApiOf(ROUTES, "1")));
  const operationOf = ({ path, method }: Route): Operation => description.paths[path][method.toLowerCase()];

  it("has every route with its action, every parameter of its path, its body and its answer", () => {
    for (const route of ROUTES) {
      const name = `${route.method} ${route.path}`;
      const operation = operationOf(route);
      assert.equal(operation["x-action"], route.action, name);
      const inPath = operation.parameters
        .filter((parameter) => parameter.in === "path")
        .map(({ name }) => name);
      assert.deepEqual(
        inPath,
        [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
        name,
      );
      assert.equal(operation.requestBody !== undefined, route.body !== undefined, name);
      assert.ok(operation.responses[String(route.status ?? 200)], name);
      assert.equal(operation.security === undefined, permission(route.action).public === true, name);
      assert.equal(
        operation.security?.[0]?.csrf !== undefined,
        !permission(route.action).public && route.method !== "GET",
      );
    }
    const count = Object.values(description.paths as Record<string, object>).flatMap(Object.keys).length;
    assert.equal(count, ROUTES.length);
  });

  it("says what the schemas hold to: what it calls required is refused when it is missing", () => {
    let fields = 0;
    for (const route of ROUTES) {
      if (route.body === undefined || typeof route.body === "number") continue;
      const { schema } = operationOf(route).requestBody!.content["application/json"]!;
      assert.equal(schema.type, "object");
      const { issues = [] } = v.safeParse(route.body, {});
      const missing = issues.map((issue) => v.getDotPath(issue)).sort();
      assert.deepEqual(missing, [...(schema.required ?? [])].sort(), `${route.method} ${route.path}`);
      fields += missing.length;
    }
    assert.ok(fields > 20);
  });
});
