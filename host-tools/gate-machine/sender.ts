/**
 * Brings the journal's files to the server when there is a network, oldest first; what was taken is deleted. Of a file in which the server
 * cannot read something, halves are sent until that alone is left; it is set aside and tried again, for a newer server may read it.
 */
import * as v from "valibot";
import { concatenate, fromHex } from "../../protocol/bytes.ts";
import { asRecord, gateRecordsIn } from "../contract/gate-records.ts";
import { brought, type SealTo } from "../contract/gates.ts";
import type { GateJournal } from "./gate-journal.ts";
import type { MachineIdentity } from "./identity-file.ts";

export interface Sent {
  /** What hinders it; undefined when all is with the server. away: no network, or no server that answers. */
  readonly hindrance: "away" | "not-the-machine" | "server" | undefined;
  readonly taken: number;
  /** Records that the server could not read; they are aside. */
  readonly unread: number;
  /** Minutes that this machine's clock is ahead of the server's. */
  readonly ahead: number;
  /** What to seal to from now on. */
  readonly sealTo: SealTo | undefined;
}

/** What is closed is brought so often, unless the gate's administrator wants it otherwise. */
export const SEND_EACH_SECONDS = 30;

const NOTHING: Sent = { hindrance: undefined, taken: 0, unread: 0, ahead: 0, sealTo: undefined };

export interface SenderParts {
  readonly journal: GateJournal;
  readonly identity: Pick<MachineIdentity, "server" | "gate" | "secret">;
  /** Unix ms. */
  readonly now: () => number;
  readonly ask?: typeof fetch;
  /** What the server could not read before is tried again, too. */
  readonly withAside?: boolean;
}

/** All that is closed; where there is nothing, word that the machine is there. */
export async function sendAll(parts: SenderParts): Promise<Sent> {
  const { journal, now, withAside } = parts;
  let sum = NOTHING;
  for (const name of [...journal.closed(), ...(withAside ? journal.aside(now()) : []), undefined]) {
    if (name === undefined && sum.sealTo !== undefined) break;
    const records = name === undefined ? [] : gateRecordsIn(journal.read(name)).records;
    const { unread, ...sent } = await sendHalves(parts, records);
    sum = { ...sent, taken: sum.taken + sent.taken, unread: sum.unread + unread.length };
    if (sent.hindrance !== undefined) return sum;
    if (name === undefined) continue;
    if (unread.length > 0) await journal.setAside(name, unread);
    else journal.drop(name);
  }
  return sum;
}

/** Which of them the server could not read. What comes twice by this is one row there. */
async function sendHalves(
  parts: SenderParts,
  records: readonly Uint8Array[],
): Promise<Omit<Sent, "unread"> & { readonly unread: readonly Uint8Array[] }> {
  const { unread, ...sent } = await send(parts, concatenate(...records.map(asRecord)));
  if (sent.hindrance !== undefined || unread === 0) return { ...sent, unread: [] };
  if (unread === records.length) return { ...sent, unread: records };
  const found: Uint8Array[] = [];
  const middle = Math.ceil(records.length / 2);
  for (const half of [records.slice(0, middle), records.slice(middle)]) {
    const told = await sendHalves(parts, half);
    if (told.hindrance !== undefined) return told;
    found.push(...told.unread);
  }
  return { ...sent, unread: found };
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
