/**
 * Whom to call when something does not work: as the server said it last at this computer, so that it is there without a network and
 * before anybody has signed in. It tells of nobody.
 */
import type { Support } from "../../contract/units.ts";
import { openStore, type Store } from "./store.ts";

const NAME = "support";

export const supportStore: Store<Support | undefined> = openStore(kept());

function kept(): Support | undefined {
  try {
    const text = globalThis.localStorage?.getItem(NAME);
    return text ? (JSON.parse(text) as Support) : undefined;
  } catch {
    return undefined;
  }
}

/** The server's word; undefined where no unit above has one. */
export function noteSupport(support: Support | undefined): void {
  if (JSON.stringify(support) === JSON.stringify(supportStore.value)) return;
  supportStore.set(support);
  try {
    if (support) localStorage.setItem(NAME, JSON.stringify(support));
    else localStorage.removeItem(NAME);
  } catch {
    // A browser that keeps nothing still shows it in this tab.
  }
}
