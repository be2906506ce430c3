/** Reads a body as long as it moves. */

import { refuse } from "../../../contract/refusal.ts";
import type { UploadLimits } from "../../../contract/uploads.ts";

export type Pace = Pick<UploadLimits, "windowMs" | "leastBytes">;

/**
 * Stops reading at the limit, and when too little has come for a while; how long the whole takes is no matter. Refusals:
 * large, slow.
 */
export async function readUpTo(
  body: ReadableStream<Uint8Array> | null,
  most: number,
  pace: Pace,
): Promise<Uint8Array> {
  const reader = body?.getReader();
  if (!reader) return new Uint8Array(0);
  const parts: Uint8Array[] = [];
  let length = 0;
  const watch = paceOf(pace, () => length);
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), watch.tooSlow]);
      if (next.done) return new Uint8Array(Buffer.concat(parts));
      length += next.value.length;
      if (length > most) throw refuse("large", "body");
      parts.push(next.value);
    }
  } finally {
    watch.stop();
    reader.releaseLock();
  }
}

/** Looks once in each window at how much has come since the last look. */
function paceOf({ windowMs, leastBytes }: Pace, length: () => number) {
  let before = 0;
  let stop = () => {};
  const tooSlow = new Promise<never>((_, reject) => {
    const timer = setInterval(() => {
      if (length() - before < leastBytes) reject(refuse("slow", "body"));
      before = length();
    }, windowMs);
    stop = () => clearInterval(timer);
  });
  // Nobody waits for it any more once the body is there.
  tooSlow.catch(() => {});
  return { tooSlow, stop };
}
