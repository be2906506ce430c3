/** Everything that a browser keeps of a page, as one text: bytes as hexadecimal digits. */
import type { Page } from "playwright-core";

export async function keptBy(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const shown = (value: unknown): unknown => {
      if (value instanceof Uint8Array || value instanceof ArrayBuffer)
        return Array.from(new Uint8Array(value), (byte) => byte.toString(16).padStart(2, "0")).join("");
      if (Array.isArray(value)) return value.map(shown);
      if (value && typeof value === "object")
        return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shown(one)]));
      return value;
    };
    const opened = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const parts: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie];
    for (const { name } of await indexedDB.databases()) {
      const database = await opened(indexedDB.open(name!));
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store);
        parts.push({
          store,
          keys: shown(await opened(rows.getAllKeys())),
          rows: shown(await opened(rows.getAll())),
        });
      }
      database.close();
    }
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) parts.push(request.url);
    return JSON.stringify(parts);
  });
}

/** Strings in the page's memory: a heap snapshot after a collection. */
export async function memoryOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }: { chunk: string }) => chunks.push(chunk));
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await session.detach();
  // What comes before are numbers: which object refers to which.
  const snapshot = chunks.join("");
  const { strings } = JSON.parse(`{${snapshot.slice(snapshot.lastIndexOf('"strings":['))}`) as {
    strings: string[];
  };
  return strings.join("\n");
}
