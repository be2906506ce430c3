/** Who uses the adapter: programs by their names on the bus, with what each has asked for. */
import { BluezError } from "./errors.ts";

interface Client {
  /** What was told to SetDiscoveryFilter: its names. */
  filter: { readonly duplicates: boolean } | undefined;
  discoveries: number;
  /** Roots of advertisement monitors. */
  readonly monitors: Set<string>;
}

export class Clients {
  readonly #clients = new Map<string, Client>();

  setFilter(name: string, duplicates: boolean | undefined): void {
    this.#of(name).filter = duplicates === undefined ? undefined : { duplicates };
  }

  start(name: string): void {
    this.#of(name).discoveries++;
  }

  stop(name: string): void {
    const client = this.#of(name);
    if (client.discoveries === 0) throw new BluezError("Failed", "No discovery started");
    client.discoveries--;
  }

  addMonitor(name: string, root: string): void {
    const { monitors } = this.#of(name);
    if (monitors.has(root)) throw new BluezError("AlreadyExists", "Already Exists");
    monitors.add(root);
  }

  removeMonitor(name: string, root: string): void {
    if (!this.#of(name).monitors.delete(root)) throw new BluezError("DoesNotExist", "Does Not Exist");
  }

  /** It has gone from the bus. */
  drop(name: string): void {
    this.#clients.delete(name);
  }

  /** The adapter is off: nobody discovers any more. */
  stopAll(): void {
    for (const client of this.#clients.values()) client.discoveries = 0;
  }

  /** The adapter has gone. */
  forget(): void {
    for (const client of this.#clients.values()) {
      client.discoveries = 0;
      client.monitors.clear();
    }
  }

  get discovers(): boolean {
    return this.#discovering().length > 0;
  }

  get monitors(): boolean {
    return [...this.#clients.values()].some(({ monitors }) => monitors.size > 0);
  }

  /** All who discover have told a filter: BlueZ restarts such a discovery at once, and tells each RSSI. */
  get isFiltered(): boolean {
    return this.discovers && this.#discovering().every(({ filter }) => filter !== undefined);
  }

  /** Somebody wants data told that have not changed. */
  get wantsDuplicates(): boolean {
    return this.#discovering().some(({ filter }) => filter?.duplicates);
  }

  #discovering(): Client[] {
    return [...this.#clients.values()].filter(({ discoveries }) => discoveries > 0);
  }

  #of(name: string): Client {
    const client = this.#clients.get(name) ?? { filter: undefined, discoveries: 0, monitors: new Set() };
    this.#clients.set(name, client);
    return client;
  }
}
