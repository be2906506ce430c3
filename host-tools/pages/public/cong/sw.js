// The guard's page, where the gate's machine does not answer: one page is kept that says so. Nothing that the machine tells is kept, and
// the guard's page itself neither, so what is on the screen is of now or says that it is not.
const AWAY = "/cong/away.html";
const FILES = [AWAY, "/cong/away.js"];
const KEPT = "cong-away";

const keep = async () =>
  (await caches.open(KEPT)).addAll(FILES.map((file) => new Request(file, { cache: "reload" })));

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const isPage = event.request.mode === "navigate";
  const file = isPage ? AWAY : new URL(event.request.url).pathname;
  if (!FILES.includes(file)) return;
  const answered = fetch(event.request);
  event.respondWith(answered.catch(async () => (await caches.match(file)) ?? Response.error()));
  if (isPage) event.waitUntil(answered.then(keep).catch(() => {}));
});
