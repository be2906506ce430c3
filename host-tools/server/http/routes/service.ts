import * as v from "valibot";
import { type Route, route } from "../route.ts";

export const serviceRoutes: readonly Route[] = [
  route({
    ...{ method: "GET", path: "/health", action: "service.read", summary: "Is the server well?" },
    answer: v.strictObject({ well: v.literal(true), version: v.string() }),
    async run(_, { office, version }) {
      await office.queries.query("SELECT 1");
      return { well: true as const, version };
    },
  }),
  route({
    ...{ method: "GET", path: "/api/openapi.json", action: "service.read", summary: "This description" },
    answer: v.looseObject({ openapi: v.string() }),
    run: (_, { description }) => description() as { openapi: string },
  }),
];
