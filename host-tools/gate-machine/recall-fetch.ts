/** Fetches from the server what this machine sends to call tokens. */
import * as v from "valibot";
import { fromHex } from "../../protocol/bytes.ts";
import { recallsGiven } from "../contract/recalls.ts";
import type { SenderParts } from "./sender.ts";

interface Fetched {
  /** Sealed to this machine. */
  readonly sealed: Uint8Array;
  /** By how much the clock here is ahead of the server's, ms. */
  readonly ahead: number;
}

/** Undefined where there is no network, or the server gives none. */
export async function fetchRecalls({
  identity: { server, gate, secret },
  now,
  ask = fetch,
}: Omit<SenderParts, "journal">): Promise<Fetched | undefined> {
  try {
    const answer = await ask(`${server}/api/gates/${gate}/recalls`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: new Uint8Array(fromHex(secret)!),
      signal: AbortSignal.timeout(30_000),
    });
    const read = v.safeParse(recallsGiven, await answer.json());
    if (!answer.ok || !read.success) return undefined;
    const { at, sealed } = read.output;
    return { sealed: new Uint8Array(Buffer.from(sealed, "base64")), ahead: now() - Date.parse(at) };
  } catch {
    return undefined;
  }
}
