/** The whole station on localhost: pages, doors, data, staff, people; it can go away or fail at will. */

import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Role } from "../../host-tools/contract/vocabulary.ts";
import { buildPages } from "../../host-tools/pages/build.ts";
import type { Office } from "../../host-tools/server/changes.ts";
import { openDoors } from "../../host-tools/server/http/doors.ts";
import { openFigures, openLog } from "../../host-tools/server/http/watch/observation.ts";
import type { Server } from "../../host-tools/server/server.ts";
import { partsOf } from "../../host-tools/server/server.ts";
import { codeHashOf } from "../../host-tools/server/staff/computers.ts";
import { hashed } from "../../host-tools/server/staff/passwords.ts";
import { toldOnce } from "../../host-tools/server/staff/sign-in.ts";
import { SAMPLE_UNITS } from "../../host-tools/server/units/sample-units.ts";
import { openPages } from "../../host-tools/web/pages.ts";
import { consentOf } from "./consent.ts";

export const WARD = "10525-2025";
export const FAR = "22";
const SCHOOL = "truong-ngoc-chau";
export const PASSWORD = "mot cau de nho that dai";
export const PIN = "274916";

export interface StationServer {
  readonly url: string;
  readonly office: Office;
  readonly server: Server;
  /** What becomes of requests to the server: answered, refused with 502, or cut off. */
  mood: "well" | "failing" | "away";
  /** Requests ("POST /api/cases") that are done, but whose answers are lost on their way; each comes late by so many ms. */
  loses: RegExp | undefined;
  lateMs: number;
  /** Also while the server is away; false: the browser has to have them. */
  pagesCome: boolean;
  /** Stands behind the service worker's script: another one is another version of the pages. */
  release: string;
  /** Paths asked for, with the bodies as they came and went, where `listens`. */
  readonly heard: { readonly path: string; readonly sent: Buffer; readonly answered: Buffer }[];
  addAccount(
    login: string,
    name: string,
    options?: { role?: Role; place?: string; mustChange?: boolean },
  ): Promise<string>;
  /** The code that enrols a browser as a computer of the ward. */
  enrolmentCode(): Promise<string>;
  addPerson(
    details: { name: string; birth?: string; unit?: string } & Record<string, unknown>,
  ): Promise<string>;
  wears(person: string, serial: number): Promise<void>;
  stop(): Promise<void>;
}

const BY_THE_SERVER = { actor: "server", action: "unit.change", outcome: "done" } as const;

export async function openStationServer(
  server: Server,
  page: "station" | "desk" | "quanly" | "den" | "all" = "station",
): Promise<StationServer> {
  const pages = openPages(await buildPages(page === "all" ? undefined : page));
  const { now } = partsOf(server);
  const { app, office } = await openDoors({
    server,
    pages,
    figures: openFigures(),
    version: "test",
    log: openLog("silent", () => {}),
    limits: {
      perAddress: 1_000_000,
      signIns: 1_000_000,
      strangers: 1_000_000,
      refusals: 1_000_000,
      names: 1_000_000,
      visits: 1_000_000,
      visitsAtGate: 1_000_000,
    },
    addressOf: () => "127.0.0.1",
  });
  await office.commit(BY_THE_SERVER, [
    ...SAMPLE_UNITS.map((unit) => ({ kind: "unit", unit }) as const),
    {
      kind: "organisation",
      organisation: { id: SCHOOL, name: "Trường THCS Ngọc Châu", kind: "school", unit: WARD },
    },
  ]);
  const hash = await hashed(PASSWORD);
  for (const login of ["quantri.mot", "quantri.hai"])
    await office.commit({ ...BY_THE_SERVER, action: "staff.change" }, [
      {
        kind: "account",
        account: {
          id: randomUUID(),
          login,
          name: login,
          role: "province-administrator",
          place: "31",
          enabled: true,
        },
      },
    ]);
  const ask = getRequestListener(
    async (request) => {
      const sent = Buffer.from(await request.clone().arrayBuffer());
      const path = new URL(request.url).pathname;
      const response =
        path === "/sw.js" && station.release
          ? await withRelease(await app.fetch(new Request(request.url)), station.release)
          : await app.fetch(request);
      const answered = Buffer.from(await response.clone().arrayBuffer());
      station.heard.push({ path, sent, answered });
      return response;
    },
    { overrideGlobalObjects: false },
  );
  const http = createServer((request, response) => {
    const isPage = !request.url!.startsWith("/api/");
    if (isPage && station.pagesCome) return void ask(request, response);
    if (station.mood === "away") return void request.socket.destroy();
    if (station.mood === "failing") return void response.writeHead(502).end();
    if (!station.loses?.test(`${request.method} ${request.url}`)) return void ask(request, response);
    response.writeHead = () => {
      request.socket.destroy();
      return response;
    };
    setTimeout(() => void ask(request, response), station.lateMs);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const station: StationServer = {
    office,
    server,
    heard: [],
    mood: "well",
    loses: undefined,
    lateMs: 0,
    pagesCome: true,
    release: "",
    url: `http://localhost:${(http.address() as AddressInfo).port}`,
    async addAccount(login, name, { role = "station", place = WARD, mustChange = false } = {}) {
      const id = randomUUID();
      await office.commit({ ...BY_THE_SERVER, action: "staff.change" }, [
        { kind: "account", account: { id, login, name, role, place, enabled: true } },
        { kind: "password", id, hash, mustChange },
      ]);
      return id;
    },
    async enrolmentCode() {
      const code = toldOnce(12);
      const computer = { id: randomUUID(), name: "Máy 1", place: WARD, addedBy: "nobody", addedAt: now() };
      await office.commit({ ...BY_THE_SERVER, action: "computer.change", subject: computer.id }, [
        {
          kind: "computer",
          computer: { ...computer, codeUntil: now() + 3_600_000 },
          codeHash: codeHashOf(code),
        },
      ]);
      return code;
    },
    async addPerson({ name, birth = "1948", unit = WARD, ...more }) {
      const id = randomUUID();
      await office.commit({ ...BY_THE_SERVER, action: "person.add" }, [
        { kind: "person", person: id, details: { id, name, birth, unit, ...more } },
        {
          kind: "consent",
          person: id,
          consent: consentOf("nobody", now()),
        },
      ]);
      return id;
    },
    wears: (person, serial) =>
      office.commit({ ...BY_THE_SERVER, action: "assignment.change" }, [
        { kind: "assign", person, serial, from: now() - 9 * 86_400_000 },
      ]),
    stop: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return station;
}

async function withRelease(response: Response, release: string): Promise<Response> {
  const headers = new Headers(response.headers);
  headers.delete("etag");
  headers.delete("content-length");
  return new Response(`${await response.text()}\n// ${release}`, { headers });
}
