/** A machine at a gate of the harness: let in by its code, it brings what a test gives it. */

import type { FireWord } from "../../host-tools/contract/fires.ts";
import { asRecord } from "../../host-tools/contract/gate-records.ts";
import type {
  Brought,
  CountedByHand,
  GateCode,
  GateMachineTold,
  Passage,
  SealTo,
} from "../../host-tools/contract/gates.ts";
import type { GuardDeed } from "../../host-tools/contract/guards.ts";
import { sealed } from "../../host-tools/contract/sealed.ts";
import type { Visit } from "../../host-tools/contract/visits.ts";
import { concatenate, fromHex, toHex } from "../../protocol/bytes.ts";
import type { Client, Harness } from "./harness.ts";
import { rollingId, type TestToken } from "./scenario.ts";

export interface GateMachine {
  readonly id: string;
  readonly secret: string;
  readonly told: GateMachineTold;
  /** As its machine would, or with another gate in the record, clock (world ms) or secret. */
  send(
    passages: readonly Passage[],
    change?: {
      readonly gate?: string;
      readonly clock?: number;
      readonly proof?: string;
      readonly visits?: readonly Visit[];
      readonly takenBack?: readonly string[];
      readonly handCounts?: readonly CountedByHand[];
      readonly deeds?: readonly GuardDeed[];
      readonly fires?: readonly FireWord[];
    },
  ): Promise<Response>;
}

/** Adds a gate and lets its machine in. */
export async function standGate(
  harness: Harness,
  administrator: Client,
  gate: { place: string; name: string; zone: string },
): Promise<GateMachine> {
  const given = await administrator.ask("POST", "/api/gates", gate);
  if (given.status !== 201) throw new Error(`no gate: ${await given.text()}`);
  const { code } = (await given.json()) as GateCode;
  const secret = toHex(crypto.getRandomValues(new Uint8Array(32)));
  const told = await letIn(harness, code, secret);
  const { gate: id } = told;
  let key: SealTo = told.sealTo;
  return {
    id,
    secret,
    told,
    async send(passages, { gate = id, clock = harness.clock.now, proof = secret, ...more } = {}) {
      const record = asRecord(await sealed({ gate, passages, ...more }, key));
      const answer = await bring(harness, id, concatenate(fromHex(proof)!, record), clock);
      if (answer.ok) key = ((await answer.clone().json()) as Brought).sealTo;
      return answer;
    },
  };
}

export async function letIn(harness: Harness, code: string, secret: string): Promise<GateMachineTold> {
  const answer = await tryCode(harness, code, secret);
  if (!answer.ok) throw new Error(`not let in: ${await answer.text()}`);
  return (await answer.json()) as GateMachineTold;
}

export function tryCode(harness: Harness, code: string, secret: string): Promise<Response> {
  return harness.ask("/api/gates/machine", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code, secret }),
  });
}

export function bring(harness: Harness, gate: string, body: Uint8Array, clock = harness.clock.now) {
  return harness.ask(`/api/gates/${gate}/passages?clock=${Math.floor(clock / 1000)}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body,
  });
}

/** A visit at a time, world ms. */
export function visitOf(name: string, at: number, more: Partial<Visit> = {}): Visit {
  const id = toHex(crypto.getRandomValues(new Uint8Array(8)));
  return { id, minute: Math.floor(at / 60_000), direction: "in", by: "spoken", name, ...more };
}

/** A passage of a token at a time, world ms. */
export function passageOf(token: TestToken, at: number, more: Partial<Passage> = {}): Passage {
  return {
    minute: Math.floor(at / 60_000),
    side: "inside",
    direction: "in",
    evidence: "sides",
    prefix: toHex(rollingId(token, Math.floor(at / 900_000)).slice(0, 6)),
    ...more,
  };
}
