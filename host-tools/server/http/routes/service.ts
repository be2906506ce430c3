import * as v from "valibot";
import { refuse } from "../../../contract/refusal.ts";
import { type Route, route } from "../request/route.ts";
import { SYNCHRONISATION } from "../watch/synchronisation.ts";

export const serviceRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/health",
    action: "service.read",
    summary: "Is the server well?",
    answer: v.strictObject({
      well: v.literal(true),
      version: v.string(),
      clock: v.picklist(["right", "doubtful"]),
      ntp: v.picklist(SYNCHRONISATION),
      disk: v.picklist(["room", "low"]),
    }),
    // It asks nobody: what it tells is known, however busy the database is.
    run(_, { pulse, clock, ntp, room, version }) {
      if (!pulse.isWell()) throw refuse("database", "server");
      return {
        well: true as const,
        version,
        ntp: ntp(),
        clock: clock.verdict().isRight ? ("right" as const) : ("doubtful" as const),
        disk: room.isLow() ? ("low" as const) : ("room" as const),
      };
    },
  }),
  route({
    method: "GET",
    path: "/api/openapi.json",
    action: "service.read",
    summary: "This description",
    answer: v.looseObject({ openapi: v.string() }),
    run: (_, { description }) => description() as { openapi: string },
  }),
];
