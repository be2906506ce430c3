/** Brings the journal's files to the server when there is a network, oldest first; what was taken is deleted. */
import * as v from "valibot";
import { concatenate, fromHex } from "../../protocol/bytes.ts";
import { brought, type SealTo } from "../contract/gates.ts";
import type { GateJournal } from "./gate-journal.ts";
import type { MachineIdentity } from "./identity-file.ts";

export interface Sent {
  /** What hinders it; undefined when all is with the server. away: no network, or no server that answers. */
  readonly hindrance: "away" | "not-the-machine" | "server" | undefined;
  readonly taken: number;
  /** Records that the server could not read; they are set aside. */
  readonly unread: number;
  /** Minutes that this machine's clock is ahead of the server's. */
  readonly ahead: number;
  /** What to seal to from now on. */
  readonly sealTo: SealTo | undefined;
}

const NOTHING: Sent = { hindrance: undefined, taken: 0, unread: 0, ahead: 0, sealTo: undefined };

export interface SenderParts {
  readonly journal: GateJournal;
  readonly identity: Pick<MachineIdentity, "server" | "gate" | "secret">;
  /** Unix ms. */
  readonly now: () => number;
  readonly ask?: typeof fetch;
}

/** All that is closed; where there is nothing, word that the machine is there. */
export async function sendAll(parts: SenderParts): Promise<Sent> {
  let sum = NOTHING;
  for (const name of [...parts.journal.closed(), undefined]) {
    if (name === undefined && sum.sealTo !== undefined) break;
    const records = name === undefined ? new Uint8Array(0) : parts.journal.read(name);
    const sent = await send(parts, records);
    sum = { ...sent, taken: sum.taken + sent.taken, unread: sum.unread + sent.unread };
    if (sent.hindrance !== undefined) return sum;
    if (name === undefined) continue;
    if (sent.unread > 0) await parts.journal.setAside(name);
    else parts.journal.drop(name);
  }
  return sum;
}

async function send({ identity, now, ask = fetch }: SenderParts, records: Uint8Array): Promise<Sent> {
  const { server, gate, secret } = identity;
  const clock = Math.floor(now() / 1000);
  let answer: Response;
  try {
    answer = await ask(`${server}/api/gates/${gate}/passages?clock=${clock}`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: new Uint8Array(concatenate(fromHex(secret)!, records)),
      signal: AbortSignal.timeout(30_000),
    });
  } catch {
    return { ...NOTHING, hindrance: "away" };
  }
  if (answer.status === 403) return { ...NOTHING, hindrance: "not-the-machine" };
  const read = v.safeParse(brought, await answer.json().catch(() => undefined));
  if (!answer.ok || !read.success) return { ...NOTHING, hindrance: answer.ok ? "away" : "server" };
  return { ...NOTHING, ...read.output };
}
