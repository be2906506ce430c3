/** Puts the office, the tokens' server and the routes together. */
import type { Context } from "hono";
import { epochAt } from "../../../protocol/epoch.ts";
import { type CaseDesk, openCaseDesk } from "../cases/desk.ts";
import type { Server } from "../core.ts";
import { type Office, openOfficeOf } from "../office/office.ts";
import { scrubDatabase } from "../office/scrubbing.ts";
import { SignIn } from "../staff/sign-in.ts";
import { openStationDesk } from "../station/desk.ts";
import { openApp } from "./app.ts";
import type { Limits } from "./limits.ts";
import type { Figures, Log } from "./observation.ts";
import { openApiOf } from "./openapi.ts";
import type { Pages } from "./pages.ts";
import type { Services } from "./route.ts";
import { ROUTES } from "./routes/index.ts";

export interface DoorsOptions {
  readonly server: Server;
  /** The data folder; without one no heads of the audit log are exported. */
  readonly dir?: string | undefined;
  readonly log: Log;
  readonly figures: Figures;
  readonly version: string;
  readonly limits?: Limits;
  /** Files for browsers; none unless told. */
  readonly pages?: Pages | undefined;
  readonly addressOf: (context: Context) => string;
}

export interface Doors {
  readonly app: ReturnType<typeof openApp>;
  readonly office: Office;
  readonly wipe: Services["wipe"];
  readonly cases: CaseDesk;
}

export async function openDoors(options: DoorsOptions): Promise<Doors> {
  const { server, dir, log, figures, version, limits, pages, addressOf } = options;
  const { database, writer, wrapping, directory, now } = server.store;
  const office = await openOfficeOf(server, dir);
  const services: Services = {
    office,
    signIn: new SignIn(office, wrapping),
    sync: server,
    station: openStationDesk(server.store),
    cases: openCaseDesk({ server, office }),
    matching: server.matching,
    isToken: (serial) => directory.find(serial) !== undefined,
    async wipe(wearings) {
      // The journal is written anew too, also where no token was worn: what the tables have lost must not stay in it.
      await server.admin.eraseTokens(
        wearings
          .filter(({ serial }) => directory.find(serial))
          .map(({ serial, from, to = now() }) => ({
            serial,
            span: { from: epochAt(from / 1000), to: epochAt(to / 1000) },
          })),
      );
      await writer.alone(() => scrubDatabase(database));
    },
    version,
    description: () => openApiOf(ROUTES, version),
    counted: (event) => figures.event(event),
  };
  const app = openApp({
    ...{ routes: ROUTES, services, log, figures, pages, addressOf },
    ...(limits ? { limits } : {}),
  });
  return { app, office, wipe: services.wipe, cases: services.cases };
}
