/** Once the gate's machine has spoken, the browser keeps the page that says that it does not (public/cong/sw.js), and nothing else. */
const WORKER = "/cong/sw.js";

export function keepAwayPage(): void {
  void navigator.serviceWorker?.register(WORKER, { scope: "/cong/" }).catch(() => {});
}
