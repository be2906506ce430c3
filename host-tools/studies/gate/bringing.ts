/**
 * What a scene's gates have told goes to a whole server: sealed, through the machine's own journal and sender, over the server's own
 * route. Tells when each row was there, which is when an open case can know it.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Passage } from "../../contract/gates.ts";
import { sealed } from "../../contract/sealed.ts";
import { GateJournal } from "../../gate-machine/gate-journal.ts";
import { letIn } from "../../gate-machine/let-in.ts";
import { SEND_EACH_SECONDS, sendAll } from "../../gate-machine/sender.ts";
import { hash, unitOf } from "../../lib/random.ts";
import { HOUR_MS, MINUTE_MS } from "../../lib/time.ts";
import { passagesOfGates } from "../../server/gates/passage-store.ts";
import { openDoors } from "../../server/http/doors.ts";
import { openFigures, openLog } from "../../server/http/watch/observation.ts";
import { openServer, partsOf } from "../../server/server.ts";
import { codeHashOf } from "../../server/staff/computers.ts";
import { SAMPLE_UNITS } from "../../server/units/sample-units.ts";

/** Nobody is there: all goes through the server's own doors all the same. */
const ORIGIN = "https://gate.study";
const BY = { actor: "server", action: "gate.change", outcome: "done" } as const;
const ZONE = "Xưởng chính";
const SEND_MS = SEND_EACH_SECONDS * 1000;

type Told = Passage & { readonly toldAt: number };
/** As the server has it, and since when, world ms. */
export type BroughtRow = Passage & { readonly knownAt: number };

interface Span {
  readonly startAt: number;
  readonly endAt: number;
}

/** A server whose clock is a played scene's. */
export class GateServer {
  readonly #clock: { now: number };
  readonly #server: Awaited<ReturnType<typeof openServer>>;
  readonly #doors: Awaited<ReturnType<typeof openDoors>>;

  private constructor(
    clock: { now: number },
    server: Awaited<ReturnType<typeof openServer>>,
    doors: Awaited<ReturnType<typeof openDoors>>,
  ) {
    this.#clock = clock;
    this.#server = server;
    this.#doors = doors;
  }

  /** In memory. `now`: world ms before all that will be brought. */
  static async open(now: number): Promise<GateServer> {
    const clock = { now };
    const server = await openServer({ now: () => clock.now });
    const doors = await openDoors({
      server,
      version: "study",
      log: openLog("error", () => {}),
      figures: openFigures(),
      addressOf: () => "127.0.0.1",
    });
    await doors.office.commit(
      BY,
      SAMPLE_UNITS.map((unit) => ({ kind: "unit", unit }) as const),
    );
    return new GateServer(clock, server, doors);
  }

  /** Rows of one gate's machine, which sends as often as the program does unless told. Returned in the order in which they are there. */
  async bring(told: readonly Told[], { startAt, endAt }: Span, seed: number): Promise<BroughtRow[]> {
    this.#clock.now = startAt;
    const { gate, sealTo, ...machine } = await this.#letIn();
    const folder = mkdtempSync(join(tmpdir(), "gate-study-"));
    const journal = new GateJournal(folder);
    const inOrder = [...told].sort((x, y) => x.toldAt - y.toldAt);
    const rows = new Map<string, BroughtRow>();
    let next = 0;
    const last = Math.max(endAt, inOrder.at(-1)?.toldAt ?? 0);
    for (let at = startAt + SEND_MS * unitOf(hash(seed, 51)); at < last + SEND_MS; at += SEND_MS) {
      const from = next;
      while (next < inOrder.length && inOrder[next]!.toldAt <= at) next++;
      if (next === from) continue;
      const passages = inOrder.slice(from, next).map(({ toldAt: _, ...passage }) => passage);
      await journal.append([await sealed({ gate, passages }, sealTo)]);
      await journal.rotate();
      this.#clock.now = at;
      const sent = await sendAll({ journal, identity: { gate, ...machine }, now: () => at, ask: this.#ask });
      if (sent.hindrance !== undefined || sent.unread > 0)
        throw new Error(`the server took not all: ${JSON.stringify(sent)}`);
      for (const row of await this.#rowsOf(gate, startAt, at)) {
        const key = JSON.stringify(row);
        if (!rows.has(key)) rows.set(key, { ...row, knownAt: at });
      }
    }
    rmSync(folder, { recursive: true });
    return [...rows.values()];
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  readonly #ask = (async (url: string, init: RequestInit) =>
    this.#doors.app.request(url, init)) as typeof fetch;

  async #letIn() {
    const { office } = this.#doors;
    const [id, code] = [randomUUID(), randomUUID()];
    const gate = { id, place: SAMPLE_UNITS[0]!.id, name: id, zone: ZONE, addedAt: office.now() };
    await office.commit(BY, [
      { kind: "gate", gate, by: "study" },
      { kind: "gate-code", id, codeHash: codeHashOf(code), until: office.now() + HOUR_MS },
    ]);
    return letIn(ORIGIN, code, this.#ask);
  }

  async #rowsOf(gate: string, from: number, to: number): Promise<Passage[]> {
    const { database } = partsOf(this.#server);
    const minutes = { from: Math.floor(from / MINUTE_MS) - 60, to: Math.floor(to / MINUTE_MS) + 1 };
    const rows = await passagesOfGates(database, [gate], minutes);
    return rows.map(({ gate: _, prefix, ...row }) => ({
      ...row,
      prefix: prefix.toString(16).padStart(12, "0"),
    }));
  }
}
