/** Puts the office, the tokens' server and the routes together. */
import type { Context } from "hono";
import { epochAt } from "../../../protocol/epoch.ts";
import type { Pages } from "../../web/pages.ts";
import type { CaseDesk } from "../cases/case-desk.ts";
import type { Office } from "../changes.ts";
import { openRooms } from "../rooms.ts";
import type { Server } from "../server.ts";
import type { SetUp } from "../staff/set-up.ts";
import type { SignIn } from "../staff/sign-in.ts";
import { openApp } from "./app.ts";
import { openApiOf } from "./openapi.ts";
import type { Pace } from "./request/body.ts";
import { type Limits, openLimiter } from "./request/limits.ts";
import type { Services } from "./request/route.ts";
import { ROUTES } from "./routes/index.ts";
import type { Figures, Log } from "./watch/observation.ts";

interface DoorsOptions {
  readonly server: Server;
  /** The data folder; without one no heads of the audit log are exported. */
  readonly dir?: string | undefined;
  readonly log: Log;
  readonly figures: Figures;
  readonly version: string;
  readonly limits?: Partial<Limits>;
  /** How slow a body may be; as the contract has it unless told. */
  readonly pace?: Pace | undefined;
  /** Folder of backups, which are held to erasures. */
  readonly backups?: string | undefined;
  /** Files for browsers; none unless told. */
  readonly pages?: Pages | undefined;
  /** Whether a time server steers the machine's clock; unknown unless told. */
  readonly ntp?: Services["ntp"];
  readonly addressOf: (context: Context) => string;
}

interface Doors {
  readonly app: ReturnType<typeof openApp>;
  readonly office: Office;
  readonly wipe: Services["wipe"];
  readonly scrub: Services["scrub"];
  readonly cases: CaseDesk;
  readonly signIn: SignIn;
  readonly setUp: SetUp;
}

export async function openDoors(options: DoorsOptions): Promise<Doors> {
  const { server, dir, log, figures, version, limits, pace, pages, backups, addressOf } = options;
  const { ntp = () => "unknown" } = options;
  const rooms = await openRooms(server, dir);
  const { office } = rooms;
  const limiter = openLimiter(limits);
  const services: Services = {
    ...rooms,
    sync: server,
    mayTryName: limiter.mayTryName,
    mayBeRefused: limiter.mayBeRefused,
    mayVisit: limiter.mayVisit,
    isToken: (serial) => server.isToken(serial),
    async wipe(wearings) {
      await server.admin.eraseTokens(
        wearings
          .filter(({ serial }) => server.isToken(serial))
          .map(({ serial, from, to = office.now() }) => ({
            serial,
            span: { from: epochAt(from / 1000), to: epochAt(to / 1000) },
          })),
        false,
      );
    },
    async scrub() {
      // What the tables have lost must stay neither in the journal, nor in files, nor come back with a backup.
      if (backups !== undefined) await server.admin.listErasures(backups);
      await server.admin.compact();
      await server.admin.scrub("persons");
    },
    clock: server.clock,
    ntp,
    room: server.room,
    pulse: server.pulse,
    version,
    description: () => openApiOf(ROUTES, version),
    counted: (event) => figures.event(event),
  };
  const app = openApp({
    pace,
    routes: ROUTES,
    services,
    log,
    figures,
    limiter,
    pages,
    addressOf,
  });
  return {
    app,
    office,
    wipe: services.wipe,
    scrub: services.scrub,
    cases: services.cases,
    signIn: services.signIn,
    setUp: services.setUp,
  };
}
