/** The whole station on localhost: pages, doors, data, staff, people; it can go away or fail at will. */
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import type { Server } from "../../host-tools/server/core.ts";
import { openDoors } from "../../host-tools/server/http/doors.ts";
import { openFigures, openLog } from "../../host-tools/server/http/observation.ts";
import type { Office } from "../../host-tools/server/office/office.ts";
import { hashed } from "../../host-tools/server/staff/passwords.ts";
import type { Role } from "../../host-tools/server/staff/roles.ts";
import { SAMPLE_UNITS } from "../../host-tools/server/units/sample-units.ts";
import { buildPages } from "../../host-tools/web/build.ts";

export const WARD = "10525-2025";
export const FAR = "22";
export const SCHOOL = "truong-ngoc-chau";
export const PASSWORD = "mot cau de nho that dai";
export const PIN = "274916";

export interface StationServer {
  readonly url: string;
  readonly office: Office;
  readonly server: Server;
  /** What becomes of requests to the server: answered, refused with 500, or cut off. Pages come in any case. */
  mood: "well" | "failing" | "away";
  /** Paths asked for, with the bodies as they came and went, where `listens`. */
  readonly heard: { readonly path: string; readonly sent: Buffer; readonly answered: Buffer }[];
  addAccount(
    login: string,
    name: string,
    options?: { role?: Role; place?: string; mustChange?: boolean },
  ): Promise<string>;
  addPerson(
    details: { name: string; birth?: string; unit?: string } & Record<string, unknown>,
  ): Promise<string>;
  wears(person: string, serial: number): Promise<void>;
  stop(): Promise<void>;
}

const BY_THE_SERVER = { actor: "server", action: "unit.change", outcome: "done" } as const;

export async function openStationServer(server: Server): Promise<StationServer> {
  const folder = await buildPages();
  const { now } = server.store;
  const { app, office } = await openDoors({
    ...{ server, figures: openFigures(), version: "test", log: openLog("silent", () => {}) },
    limits: { perAddress: 1_000_000, signIns: 1_000_000 },
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
  const headers = (await app.request("http://localhost/health")).headers;
  const ask = getRequestListener(
    async (request) => {
      const sent = Buffer.from(await request.clone().arrayBuffer());
      const response = await app.fetch(request);
      const answered = Buffer.from(await response.clone().arrayBuffer());
      station.heard.push({ path: new URL(request.url).pathname, sent, answered });
      return response;
    },
    { overrideGlobalObjects: false },
  );
  const http = createServer((request, response) => {
    const path = new URL(request.url!, "http://localhost").pathname;
    if (isPage(folder, path)) return sendPage(folder, path, headers, response);
    if (station.mood === "away") return void request.socket.destroy();
    if (station.mood === "failing") return void response.writeHead(502).end();
    return void ask(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const station: StationServer = {
    ...{ office, server, heard: [] },
    mood: "well",
    url: `http://localhost:${(http.address() as AddressInfo).port}`,
    async addAccount(login, name, { role = "station", place = WARD, mustChange = false } = {}) {
      const id = randomUUID();
      await office.commit({ ...BY_THE_SERVER, action: "staff.change" }, [
        { kind: "account", account: { id, login, name, role, place, enabled: true } },
        { kind: "password", id, hash, mustChange },
      ]);
      return id;
    },
    async addPerson({ name, birth = "1948", unit = WARD, ...more }) {
      const id = randomUUID();
      await office.commit({ ...BY_THE_SERVER, action: "person.add" }, [
        { kind: "person", person: id, details: { id, name, birth, unit, ...more } },
        {
          ...{ kind: "consent", person: id },
          consent: {
            ...{ version: "2026-1", language: "vi", channel: "station", givenBy: "self" },
            ...{ takenBy: "nobody", at: now() },
          },
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

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

function fileOf(folder: URL, path: string): string {
  return fileURLToPath(new URL(`.${path.endsWith("/") ? `${path}index.html` : path}`, folder));
}

function isPage(folder: URL, path: string): boolean {
  return (
    !path.startsWith("/api/") && extname(fileOf(folder, path)) !== "" && existsSync(fileOf(folder, path))
  );
}

function sendPage(folder: URL, path: string, headers: Headers, response: ServerResponse): void {
  const file = fileOf(folder, path);
  for (const [name, value] of headers)
    if (!name.startsWith("content-") || name === "content-security-policy") response.setHeader(name, value);
  response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
  response.setHeader("cache-control", "no-cache");
  response.end(readFileSync(file));
}
