/** A newer page is fetched behind the one that is open, and waits until somebody says that it may take its place. */
import { openStore } from "../../shared/store.ts";

const LOOK_MS = 3_600_000;

/** Puts the newer page in place of this one; undefined while there is none. */
export const newerPage = openStore<(() => void) | undefined>(undefined);

const reload = () => location.reload();

/** Has pages at hand without a network, and looks every hour for newer ones: a station's page stays open for days. */
export async function keepPages(workers: ServiceWorkerContainer): Promise<void> {
  let isKept = workers.controller !== null;
  let isWanted = false;
  workers.addEventListener("controllerchange", () => {
    if (isWanted) reload();
    // Another tab took the newer one: parts of this page that were not fetched yet are gone.
    else if (isKept) newerPage.set(reload);
    isKept = true;
  });
  const registration = await workers.register("/sw.js");
  const offer = (worker: ServiceWorker) =>
    newerPage.set(() => {
      isWanted = true;
      // The word that the worker listens for (vite-plugin-pwa, workbox).
      worker.postMessage({ type: "SKIP_WAITING" });
    });
  if (registration.waiting) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing!;
    worker.addEventListener("statechange", () => {
      // The first one of all has nothing to take the place of.
      if (worker.state === "installed" && workers.controller) offer(worker);
    });
  });
  setInterval(() => void registration.update().catch(() => {}), LOOK_MS);
}
