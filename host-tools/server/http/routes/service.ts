import * as v from "valibot";
import { type Route, route } from "../route.ts";
import { SYNCHRONISATION } from "../time-sync.ts";

export const serviceRoutes: readonly Route[] = [
  route({
    ...{ method: "GET", path: "/health", action: "service.read", summary: "Is the server well?" },
    answer: v.strictObject({
      ...{ well: v.literal(true), version: v.string() },
      ...{ clock: v.picklist(["right", "doubtful"]), ntp: v.picklist(SYNCHRONISATION) },
    }),
    async run(_, { office, clock, ntp, version }) {
      await office.queries.query("SELECT 1");
      const { isRight } = clock.verdict();
      const believed = isRight ? ("right" as const) : ("doubtful" as const);
      return { well: true as const, version, clock: believed, ntp: ntp() };
    },
  }),
  route({
    ...{ method: "GET", path: "/api/openapi.json", action: "service.read", summary: "This description" },
    answer: v.looseObject({ openapi: v.string() }),
    run: (_, { description }) => description() as { openapi: string },
  }),
];
