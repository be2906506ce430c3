/** A gate of a server on localhost with its own machine: adverts in, as its listeners hear them; sealed records out, by its own sender. */
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GuardVisit } from "../../host-tools/contract/visits.ts";
import { type Layout, REACH, TAP_REACH } from "../../host-tools/gate/layout.ts";
import { sightingOf } from "../../host-tools/gate/sighting.ts";
import { GateJournal } from "../../host-tools/gate-machine/gate-journal.ts";
import { GateMachine } from "../../host-tools/gate-machine/gate-machine.ts";
import { letIn } from "../../host-tools/gate-machine/let-in.ts";
import { sendAll } from "../../host-tools/gate-machine/sender.ts";
import { codeHashOf } from "../../host-tools/server/staff/computers.ts";
import { encodeAdvert } from "../../protocol/advert.ts";
import { rollingId, type TestToken } from "./scenario.ts";
import type { StationServer } from "./station-server.ts";

const LAYOUT: Layout = {
  listeners: [
    { name: "in", side: "door", lane: "in" },
    { name: "out", side: "door", lane: "out" },
  ],
  reach: REACH,
  tapReach: TAP_REACH,
};
const TAIL = { version: 1, role: "token", clockTrusted: true, powerAtOneMetre: -60, minute: 0 } as const;

export interface TappingGate {
  readonly id: string;
  /** Somebody presses their token at a lane, at a time (world ms): half a second of adverts. Times go on. */
  tap(token: TestToken, lane: "in" | "out", at: number): Promise<void>;
  /** A device that nobody here knows does the same. */
  tapOf(rollingId: Uint8Array, lane: "in" | "out", at: number): Promise<void>;
  /** The guard notes a visitor, at a time (world ms). */
  visit(of: Omit<GuardVisit, "id">, at: number): Promise<void>;
  /** Brings all to the server, by its clock (world ms). */
  send(now: number): Promise<number>;
  close(): void;
}

interface AddedGate {
  readonly place: string;
  readonly name: string;
  readonly zone: string;
  /** World ms. */
  readonly addedAt: number;
}

/** Adds a gate; returns the code that lets a machine in. */
export async function addGate({ office }: StationServer, gate: AddedGate): Promise<string> {
  const id = randomUUID();
  const code = randomUUID();
  await office.commit({ actor: "server", action: "gate.change", outcome: "done" }, [
    { kind: "gate", gate: { id, ...gate }, by: "somebody" },
    { kind: "gate-code", id, codeHash: codeHashOf(code), until: office.now() + 3_600_000 },
  ]);
  return code;
}

export async function standTappingGate(station: StationServer, gate: AddedGate): Promise<TappingGate> {
  const identity = await letIn(station.url, await addGate(station, gate));
  const folder = mkdtempSync(join(tmpdir(), "gate-"));
  const journal = new GateJournal(folder);
  const machine = new GateMachine(
    { gate: identity.gate, layout: LAYOUT, journal, onTaps() {} },
    identity.sealTo,
  );
  const tapOf: TappingGate["tapOf"] = async (id, lane, at) => {
    const data = encodeAdvert(id, { ...TAIL, inBurst: false, late: false });
    for (let ms = at; ms < at + 500; ms += 100) {
      machine.hear(sightingOf({ at: ms, listener: lane, rssi: -66, data })!);
      await machine.tick(ms + 90);
    }
  };
  return {
    id: identity.gate,
    tap: (token, lane, at) => tapOf(rollingId(token, Math.floor(at / 900_000)), lane, at),
    tapOf,
    visit: (of, at) => machine.visit({ ...of, id: randomBytes(8).toString("hex") }, "Lê Văn Gác", at),
    async send(now) {
      await journal.rotate();
      const sent = await sendAll({ journal, identity, now: () => now });
      assert.deepEqual([sent.hindrance, sent.unread, sent.ahead], [undefined, 0, 0]);
      return sent.taken;
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}
