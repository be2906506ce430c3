/** A whole server behind its doors, without a socket: units, one member of staff of each role, and a clock to turn. */
import { randomUUID } from "node:crypto";
import { type TOTP, URI } from "otpauth";
import { ROLES, type Role } from "../../host-tools/contract/vocabulary.ts";
import type { Office } from "../../host-tools/server/changes.ts";
import type { Database } from "../../host-tools/server/database/database.ts";
import { openDoors } from "../../host-tools/server/http/doors.ts";
import type { Pace } from "../../host-tools/server/http/request/body.ts";
import { CSRF_HEADER } from "../../host-tools/server/http/request/guard.ts";
import type { Limits } from "../../host-tools/server/http/request/limits.ts";
import { KEY_HEADER } from "../../host-tools/server/http/request/repeats.ts";
import { openFigures, openLog } from "../../host-tools/server/http/watch/observation.ts";
import { openServer, partsOf, type Server } from "../../host-tools/server/server.ts";
import { hashed } from "../../host-tools/server/staff/passwords.ts";
import { ROLE_TEXTS } from "../../host-tools/server/staff/roles.ts";
import type { SignIn } from "../../host-tools/server/staff/sign-in.ts";
import { SAMPLE_UNITS } from "../../host-tools/server/units/sample-units.ts";
import { consentOf } from "./consent.ts";
import { enrolComputer, type TestComputer } from "./enrolled-computer.ts";
import { emptyDatabase } from "./shared-database.ts";

export const START = Date.UTC(2026, 10, 23, 3);
export const DAY = Math.floor(START / 86_400_000);
export const WARD = "10525-2025";
/** Of the same province, and of another one. */
export const NEIGHBOUR = "10507-2025";
export const FAR = "22";
export const FACTORY = "factory";
export const FAR_SCHOOL = "far-school";
export const PASSWORD = "correct horse battery";
const OPENS_CASES = ["investigator", "province-administrator"];
/** Login of another province administrator. */
export const SECOND = "second.administrator";
const ORIGIN = "http://localhost";

export interface Harness {
  readonly server: Server;
  readonly database: Database;
  readonly office: Office;
  readonly signInDesk: SignIn;
  /** The enrolled computer of a place; made the first time. */
  computerOf(place: string): Promise<TestComputer>;
  /** World ms, and by how much the machine's clock is off. */
  readonly clock: { now: number; off: number };
  readonly lines: string[];
  readonly figures: ReturnType<typeof openFigures>;
  readonly accounts: Record<Role, string>;
  /** A request as a browser page of ours would make it, or changed by `init`. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** The doors behind a real socket (listen.ts). */
  readonly fetch: (request: Request, env: unknown) => Response | Promise<Response>;
  /** Signed in with all steps: the account of a role, or the login. */
  as(login: Role | typeof SECOND): Promise<Client>;
  /** The first step alone: a second factor or another step may be wanted. */
  signIn(login: string, password?: string): Promise<Client>;
  /** All steps: the first password is changed to PASSWORD, a second factor set up, or given where there is one. */
  enter(login: string, password?: string): Promise<Client>;
  addAccount(role: Role, place: string, login?: string): Promise<string>;
  addPerson(unit: string, organisation?: string, details?: object): Promise<string>;
}

export interface Client {
  readonly cookie: string;
  csrf: string;
  stage: string;
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

const NO_LIMITS: Limits = {
  perAddress: 1_000_000,
  signIns: 1_000_000,
  strangers: 1_000_000,
  refusals: 1_000_000,
  names: 1_000_000,
  visits: 1_000_000,
  visitsAtGate: 1_000_000,
};

export async function openHarness({
  limits = NO_LIMITS,
  dir,
  pace,
  opensOwn = false,
  reserveBytes,
}: {
  limits?: Partial<Limits>;
  dir?: string;
  /** Of the disk of `dir`. */
  reserveBytes?: number;
  pace?: Pace;
  /** The server opens its database by itself, as one that is started: in `dir`, or by DATABASE_URL. */
  opensOwn?: boolean;
} = {}): Promise<Harness> {
  const clock = { now: START, off: 0 };
  const given = opensOwn ? {} : { database: await emptyDatabase() };
  const server = await openServer({
    ...given,
    now: () => clock.now + clock.off,
    monotonic: () => clock.now,
    ...(dir ? { dir } : {}),
    reserveBytes,
  });
  const { database } = partsOf(server);
  const lines: string[] = [];
  const figures = openFigures();
  const {
    app,
    office,
    signIn: signInDesk,
  } = await openDoors({
    server,
    dir,
    figures,
    limits,
    pace,
    version: "test",
    log: openLog("debug", (line) => lines.push(line)),
    addressOf: (context) => context.req.header("x-test-address") ?? "1.2.3.4",
  });
  const fetch = app.fetch as Harness["fetch"];
  const by = { actor: "server", action: "unit.change", outcome: "done" } as const;
  await office.commit(by, [
    ...SAMPLE_UNITS.map((unit) => ({ kind: "unit", unit }) as const),
    { kind: "organisation", organisation: { id: FACTORY, name: "Nhà máy", kind: "enterprise", unit: WARD } },
    { kind: "organisation", organisation: { id: FAR_SCHOOL, name: "Trường", kind: "school", unit: FAR } },
  ]);
  const hash = await hashed(PASSWORD);
  const sessions = new Map<string, Promise<Client>>();

  const ask = async (path: string, init: RequestInit = {}) =>
    app.request(`${ORIGIN}${path}`, {
      ...init,
      headers: {
        host: "localhost",
        origin: ORIGIN,
        "sec-fetch-site": "same-origin",
        ...(init.headers as object),
      },
    });
  const signIn = async (login: string, password = PASSWORD): Promise<Client> => {
    const answer = await ask("/api/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login, password }),
    });
    if (answer.status !== 201) throw new Error(`${login} is not let in: ${answer.status}`);
    const cookie = answer.headers.get("set-cookie")!.split(";")[0]!;
    const { csrf, stage } = (await answer.json()) as { csrf: string; stage: string };
    const client: Client = {
      cookie,
      csrf,
      stage,
      ask: (method, path, body, headers = {}) =>
        ask(path, {
          method,
          headers: {
            cookie,
            ...(method === "GET" ? {} : { [CSRF_HEADER]: client.csrf, [KEY_HEADER]: randomUUID() }),
            ...(body instanceof Uint8Array
              ? { "content-type": "application/octet-stream" }
              : body === undefined
                ? {}
                : { "content-type": "application/json" }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
        }),
    };
    return client;
  };
  const codes = new Map<string, string>();
  const computers = new Map<string, Promise<TestComputer>>();
  const computerOf = (place: string) => {
    const known = computers.get(place) ?? enrolComputer(office, place);
    computers.set(place, known);
    return known;
  };
  const enter = async (login: string, password = PASSWORD): Promise<Client> => {
    const client = await signIn(login, password);
    const step = async (method: string, path: string, body: object) => {
      const answer = await client.ask(method, path, body);
      if (!answer.ok) throw new Error(`${login} comes no further: ${await answer.text()}`);
      client.stage = ((await answer.json()) as { stage: string }).stage;
    };
    const { ways, account } = (await (await client.ask("GET", "/api/session")).json()) as {
      ways: string[];
      account: { id: string; place: string; role: string };
    };
    const byComputer = async () => {
      const { challenge } = (await (await client.ask("POST", "/api/session/challenge")).json()) as {
        challenge: string;
      };
      const computer = await computerOf(account.place);
      const signature = computer.sign("sign-in", account.id, challenge);
      await step("POST", "/api/session/computer", { computer: computer.id, signature });
    };
    const code = () => ({ code: codeAt(codes.get(login)!, clock.now) });
    if (client.stage === "second" && ways.includes("computer")) await byComputer();
    if (client.stage === "second") await step("POST", "/api/session/code", code());
    if (client.stage === "must-change")
      await step("POST", "/api/session/password", { old: password, new: PASSWORD });
    if (client.stage === "second-setup" && !OPENS_CASES.includes(account.role)) await byComputer();
    if (client.stage === "second-setup") {
      const { uri } = (await (await client.ask("POST", "/api/session/codes")).json()) as { uri: string };
      codes.set(login, uri);
      await step("PUT", "/api/session/codes", code());
    }
    return client;
  };
  const addAccount = async (role: Role, place: string, login = `${role}.${randomUUID().slice(0, 8)}`) => {
    const id = randomUUID();
    await office.commit({ ...by, action: "staff.change" }, [
      { kind: "account", account: { id, login, name: "Cán Bộ", role, place, enabled: true } },
      { kind: "password", id, hash, mustChange: false },
    ]);
    return id;
  };
  const accounts = {} as Record<Role, string>;
  const home = { "province-administrator": "31" } as Partial<Record<Role, string>>;
  for (const role of ROLES) {
    const place = home[role] ?? (ROLE_TEXTS[role].placedIn === "unit" ? WARD : FACTORY);
    accounts[role] = await addAccount(role, place, role);
  }
  await addAccount("province-administrator", "31", SECOND);
  return {
    server,
    database,
    office,
    signInDesk,
    computerOf,
    clock,
    lines,
    fetch,
    figures,
    accounts,
    ask,
    signIn,
    enter,
    addAccount,
    as(role) {
      const known = sessions.get(role) ?? enter(role);
      sessions.set(role, known);
      return known;
    },
    async addPerson(unit, organisation, details = {}) {
      const id = randomUUID();
      await office.commit({ ...by, action: "person.add" }, [
        {
          kind: "person",
          person: id,
          details: {
            id,
            name: "Nguyễn Thị Đào",
            birth: "1948",
            unit,
            ...(organisation ? { organisation } : {}),
            ...details,
          },
        },
        {
          kind: "consent",
          person: id,
          consent: consentOf(accounts.station, clock.now),
        },
      ]);
      return id;
    },
  };
}

/** The code that an authenticator app shows at a time. */
export function codeAt(uri: string, at: number): string {
  return (URI.parse(uri) as TOTP).generate({ timestamp: at });
}
