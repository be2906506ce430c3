/** Beginnings of pages that a broken link left, also over a reload: they are ciphertext. Written now and then. */
import type { PartialPages } from "../../../station/partial-pages.ts";
import type { StationDatabase } from "./database.ts";

const EVERY_MS = 250;
const KEEP_MS = 2 * 86_400_000;

export class KeptPartials implements PartialPages {
  readonly #database: StationDatabase;
  readonly #latest = new Map<string, { serial: number; sequence: number; bytes: Uint8Array }>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(database: StationDatabase) {
    this.#database = database;
    addEventListener("pagehide", () => void this.#flush());
    void this.#dropOld();
  }

  async get(serial: number, sequence: number): Promise<Uint8Array | undefined> {
    const latest = this.#latest.get(`${serial} ${sequence}`);
    return latest?.bytes ?? (await this.#database.get("partial", [serial, sequence]))?.bytes;
  }

  put(serial: number, sequence: number, bytes: Uint8Array): void {
    this.#latest.set(`${serial} ${sequence}`, { serial, sequence, bytes: bytes.slice() });
    this.#timer ??= setTimeout(() => void this.#flush(), EVERY_MS);
  }

  async drop(serial: number, sequence: number): Promise<void> {
    this.#latest.delete(`${serial} ${sequence}`);
    await this.#database.delete("partial", [serial, sequence]);
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const parts = [...this.#latest.values()];
    this.#latest.clear();
    const transaction = this.#database.transaction("partial", "readwrite");
    for (const { serial, sequence, bytes } of parts)
      void transaction.store.put({ bytes, at: Date.now() }, [serial, sequence]);
    await transaction.done.catch(() => {});
  }

  async #dropOld(): Promise<void> {
    const before = Date.now() - KEEP_MS;
    for (const key of await this.#database.getAllKeys("partial")) {
      const kept = await this.#database.get("partial", key);
      if (kept && kept.at < before) await this.#database.delete("partial", key);
    }
  }
}
