/** Whoever has opened the public word once opens it again without a network: the browser keeps this screen, and none of the others. */
const WORKER = "/quanly/sw.js";

/** Resolves once everything is at hand; false where the browser keeps nothing. */
export async function keepWordPage(): Promise<boolean> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return false;
  try {
    const { active, installing, waiting } = await navigator.serviceWorker.register(WORKER);
    return active !== null || (await isInstalled(installing ?? waiting!));
  } catch {
    return false;
  }
}

function isInstalled(worker: ServiceWorker): Promise<boolean> {
  return new Promise((done) => {
    const look = () => {
      if (worker.state === "activated") done(true);
      if (worker.state === "redundant") done(false);
    };
    worker.addEventListener("statechange", look);
    look();
  });
}
