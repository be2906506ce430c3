/** What broken links left of pages, so that reading goes on at the byte where it stopped. */

export interface PartialPages {
  /** The first bytes of a page as far as they are known. */
  get(serial: number, sequence: number): Promise<Uint8Array | undefined>;
  /** `bytes` are only lent: what is kept of them is a copy. Called after each chunk, so it must not wait. */
  put(serial: number, sequence: number, bytes: Uint8Array): void;
  drop(serial: number, sequence: number): Promise<void>;
}

/** Lasts as long as the page is open in the browser. */
export class PartialsInMemory implements PartialPages {
  readonly #pages = new Map<string, Uint8Array>();

  async get(serial: number, sequence: number): Promise<Uint8Array | undefined> {
    return this.#pages.get(`${serial} ${sequence}`);
  }

  put(serial: number, sequence: number, bytes: Uint8Array): void {
    this.#pages.set(`${serial} ${sequence}`, bytes.slice());
  }

  async drop(serial: number, sequence: number): Promise<void> {
    this.#pages.delete(`${serial} ${sequence}`);
  }
}
