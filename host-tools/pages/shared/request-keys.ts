/**
 * Keys of requests that change something. The server does a request once by its key; so the same form, pressed again because no
 * answer came, bears the same key, and another one once an answer came or something in it is another.
 */

/** Later than this who presses wants it done anew. */
const SAME_PRESS_MS = 3_600_000;

export class RequestKeys {
  readonly #unanswered = new Map<string, { readonly key: string; readonly at: number }>();

  /** The key of what is asked for: the one that it had while it got no answer, else a new one. */
  of(asked: string): string {
    const now = performance.now();
    const known = this.#unanswered.get(asked);
    if (known && now - known.at < SAME_PRESS_MS) return known.key;
    const key = crypto.randomUUID();
    this.#unanswered.set(asked, { key, at: now });
    return key;
  }

  answered(asked: string): void {
    this.#unanswered.delete(asked);
  }
}

/** The same text for the same request; of bytes their hash stands in it. */
export async function askedFor(
  method: string,
  path: string,
  body: object | Uint8Array<ArrayBuffer> | undefined,
): Promise<string> {
  if (!(body instanceof Uint8Array)) return `${method} ${path} ${JSON.stringify(body)}`;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return `${method} ${path} ${hash.join(" ")}`;
}
