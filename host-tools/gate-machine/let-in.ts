/** Lets this machine in at a gate, by the code of an administrator. */
import { randomBytes } from "node:crypto";
import * as v from "valibot";
import { GATE_SECRET_BYTES, gateMachineTold } from "../contract/gates.ts";
import type { MachineIdentity } from "./identity-file.ts";

/** What the server or the way to it said instead of doing it. */
export class NotLetIn extends Error {}

/** The secret is drawn here and leaves the machine for the server alone. Throws NotLetIn. */
export async function letIn(
  server: string,
  code: string,
  ask: typeof fetch = fetch,
): Promise<MachineIdentity> {
  const secret = randomBytes(GATE_SECRET_BYTES).toString("hex");
  const answer = await ask(`${server}/api/gates/machine`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code, secret }),
  });
  const told: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) throw new NotLetIn(wordsOf(told) ?? `${server} answers ${answer.status}`);
  const read = v.safeParse(gateMachineTold, told);
  if (!read.success) throw new NotLetIn(`${server} is not a server of tokens`);
  return { server, secret, ...read.output };
}

function wordsOf(told: unknown): string | undefined {
  const read = v.safeParse(v.object({ error: v.object({ vi: v.string(), en: v.string() }) }), told);
  return read.success ? `${read.output.error.vi} · ${read.output.error.en}` : undefined;
}
