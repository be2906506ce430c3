/** A running server with a bench's account and the code that enrols the bench's computer. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Office } from "../../host-tools/server/changes.ts";
import { startService } from "../../host-tools/server/http/service.ts";
import { openLog } from "../../host-tools/server/http/watch/observation.ts";
import { partsOf, type Server } from "../../host-tools/server/server.ts";
import { codeHashOf } from "../../host-tools/server/staff/computers.ts";
import { hashed } from "../../host-tools/server/staff/passwords.ts";
import { stockOf } from "../../host-tools/server/stock/stock-store.ts";
import { SAMPLE_UNITS } from "../../host-tools/server/units/sample-units.ts";

export const LOGIN = "ban.nap";
export const PASSWORD = "mot cau de nho that dai";
const PROVINCE = "31";

export interface BenchServer {
  readonly url: string;
  readonly folder: string;
  readonly server: Server;
  /** Serials of tokens, and numbers that are void. */
  serials(): number[];
  voidNumbers(): number[];
  /** Serials that lie ready in the stock of the bench's place. */
  ready(): Promise<number[]>;
  enrolmentCode(): Promise<string>;
  stop(): Promise<void>;
}

export async function startBenchServer(): Promise<BenchServer> {
  const folder = mkdtempSync(join(tmpdir(), "bench-server-"));
  const service = await startService({
    dir: folder,
    host: "127.0.0.1",
    port: 0,
    isBehindProxy: false,
    log: openLog("silent", () => {}),
    version: "test",
  });
  const { office, server, port } = service;
  await fill(office);
  return {
    url: `http://127.0.0.1:${port}`,
    folder,
    server,
    serials: () => [...partsOf(server).directory.all()].map(({ serial }) => serial),
    voidNumbers: () => [...partsOf(server).directory.voidNumbers()],
    async ready() {
      const sought = {
        places: [PROVINCE],
        state: "ready",
        now: office.now(),
        limit: 10_000,
        skip: 0,
      } as const;
      return (await stockOf(office.queries, sought)).tokens.map(({ serial }) => serial);
    },
    async enrolmentCode() {
      const [id, code] = [randomUUID(), randomUUID()];
      const now = office.now();
      const computer = {
        id,
        name: "Bàn nạp",
        place: PROVINCE,
        addedBy: "server",
        addedAt: now,
        codeUntil: now + 3_600_000,
      };
      await office.commit({ actor: "server", action: "computer.change", outcome: "done" }, [
        { kind: "computer", computer, codeHash: codeHashOf(code) },
      ]);
      return code;
    },
    async stop() {
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function fill(office: Office): Promise<void> {
  const by = { actor: "server", action: "staff.change", outcome: "done" } as const;
  const id = randomUUID();
  const account = {
    id,
    login: LOGIN,
    name: "Bàn nạp",
    role: "bench",
    place: PROVINCE,
    enabled: true,
  } as const;
  const hash = await hashed(PASSWORD);
  await office.commit(by, [
    ...SAMPLE_UNITS.map((unit) => ({ kind: "unit", unit }) as const),
    { kind: "account", account },
    { kind: "password", id, hash, mustChange: false },
  ]);
}
