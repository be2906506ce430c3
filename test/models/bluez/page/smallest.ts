/** The smallest page that syncs a token: one button, the real client, the real transport. */
/// <reference types="web-bluetooth" />
import { ServerProblem } from "../../../../host-tools/station/errors.ts";
import { explainError } from "../../../../host-tools/station/explanations.ts";
import type { SyncAuthority } from "../../../../host-tools/station/sync-authority.ts";
import { visit } from "../../../../host-tools/station/visit.ts";
import { chooseToken, connectToken, whyNoBluetooth } from "../../../../host-tools/station/web-bluetooth.ts";
import type { Ticket } from "../../../../protocol/authority.ts";
import { fromHex, toHex } from "../../../../protocol/bytes.ts";
import { encodeControl } from "../../../../protocol/sync.ts";

/** What the test reads of the page. */
const told = globalThis as unknown as {
  outcome: unknown;
  links: number;
  progress: { bytes: number; ofBytes: number };
  stages: Record<string, number>;
  document: { querySelector(selector: string): { onclick: () => void } };
  navigator: { bluetooth: Bluetooth };
  isSecureContext: boolean;
};

type Sent = Record<string, unknown>;

/** Bytes travel as hexadecimal text. */
async function ask<T>(what: string, body: Sent): Promise<T> {
  const sent = JSON.stringify(body, (_, value) => (value instanceof Uint8Array ? toHex(value) : value));
  let answer: Response;
  try {
    answer = await fetch(`/server/${what}`, { method: "POST", body: sent });
  } catch {
    throw new ServerProblem("server-away");
  }
  const received = (await answer.json()) as { reason?: string; mac?: string };
  if (answer.status >= 500) throw new ServerProblem("server-failed");
  if (!answer.ok) throw new ServerProblem("page-refused", received.reason);
  return { ...received, ...(received.mac ? { mac: fromHex(received.mac) } : {}) } as T;
}

const authority: SyncAuthority = {
  async admit(name, hello) {
    type Answer = Ticket & { readonly serial: number };
    const { serial, ...ticket } = await ask<Answer>("admit", { name, hello: encodeControl(hello) });
    return [{ serial, ticket }];
  },
  signTime: (serial, nonce) => ask("signTime", { serial, nonce }),
  receivePage: (upload) => ask("receivePage", { ...upload }),
  receiveHealth: (serial, health) => ask("receiveHealth", { serial, ...health }),
};

told.document.querySelector("button").onclick = async () => {
  told.outcome = undefined;
  told.stages = { click: performance.now() };
  const stage = (name: string) => {
    told.stages[name] = performance.now();
  };
  const { bluetooth } = told.navigator;
  const needBluetooth = async () => {
    const obstacle = await whyNoBluetooth(bluetooth, told.isSecureContext);
    if (obstacle) throw obstacle;
  };
  try {
    await needBluetooth();
    const device = await chooseToken(bluetooth);
    stage("chosen");
    const result = await visit({
      authority,
      async connect() {
        await needBluetooth();
        return connectToken(device);
      },
      onLink(number) {
        told.links = number + 1;
      },
      onState: stage,
      onProgress(progress) {
        told.progress = progress;
      },
    });
    stage("end");
    told.outcome = { ok: true, result: { ...result, health: undefined } };
  } catch (error) {
    told.outcome = { ok: false, code: explainError(error).code, message: String(error) };
  }
};
