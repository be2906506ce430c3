/** One visit of a wearer: a sync that takes up the link again when it breaks, as long as that can help. */
import { isWorthRetrying, SyncBroken } from "./errors.ts";
import { PartialsInMemory } from "./partial-pages.ts";
import type { SyncAuthority } from "./sync-authority.ts";
import { type SyncOptions, type SyncResult, syncToken } from "./sync-client.ts";
import type { TokenLink } from "./web-bluetooth.ts";

interface VisitOptions extends SyncOptions {
  /** Opens a link to the token that was chosen, anew each time it is called. */
  readonly connect: () => Promise<TokenLink>;
  readonly authority: SyncAuthority;
  /** Links that bring nothing new, one after the other, until it is given up; 3 unless told. */
  readonly attempts?: number;
  /** Called before each link: 0 for the first one. */
  readonly onLink?: (number: number) => void;
  /** Ends it before the next link. */
  readonly signal?: AbortSignal;
}

const ATTEMPTS = 3;
/** Before a link is tried again: the token takes a moment to see that the old one is gone. */
const PAUSE_MILLISECONDS = 500;

/** Throws what ended the last link. What was read until then is in `partials`. */
export async function visit(options: VisitOptions): Promise<SyncResult> {
  const { connect, attempts = ATTEMPTS, onLink = () => {}, signal } = options;
  const { authority, forget } = patient(options.authority);
  const partials = options.partials ?? new PartialsInMemory();
  let most = 0;
  for (let fruitless = 0, links = 0; ; links++) {
    let gained = false;
    onLink(links);
    let link: TokenLink | undefined;
    try {
      link = await connect();
      return await syncToken(link, authority, {
        ...options,
        partials,
        onState(state, serial) {
          // The ticket is spent.
          if (state === "time") forget();
          options.onState?.(state, serial);
        },
        onProgress(progress) {
          gained ||= progress.bytes > most;
          most = Math.max(most, progress.bytes);
          options.onProgress?.(progress);
        },
      });
    } catch (error) {
      if (!(error instanceof SyncBroken)) forget();
      fruitless = gained ? 1 : fruitless + 1;
      if (fruitless >= attempts || !isWorthRetrying(error) || signal?.aborted) throw error;
    } finally {
      link?.close();
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
}

/**
 * A token ends a link on which no ticket has come for ten seconds, and is open for the rest of its minute. What a slow server
 * says then holds for the next link.
 */
function patient(authority: SyncAuthority): { readonly authority: SyncAuthority; forget(): void } {
  let admissions: ReturnType<SyncAuthority["admit"]> | undefined;
  return {
    authority: Object.assign(Object.create(authority) as SyncAuthority, {
      admit: (...of: Parameters<SyncAuthority["admit"]>) => (admissions ??= authority.admit(...of)),
    }),
    forget() {
      admissions = undefined;
    },
  };
}
