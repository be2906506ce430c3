/**
 * What this computer keeps in IndexedDB. Sealed pages are ciphertext under keys that neither page nor station has; forms
 * are sealed to the server; what is held ahead is sealed under the PIN (vault.ts). Nothing else of persons or contacts.
 */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { FormKind } from "../../../contract/forms.ts";
import type { Both } from "../../shared/language.ts";

export interface VaultRecord {
  /** Id of the staff account. */
  readonly account: string;
  /** Shown on the lock screen. */
  readonly name: string;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
  /** The vault's key under the key that the PIN gives: nonce ‖ ciphertext. */
  readonly wrappedKey: Uint8Array<ArrayBuffer>;
  /** Wrong PINs since it was last opened. */
  readonly tries: number;
}

interface KeptPage {
  readonly serial: number;
  readonly sequence: number;
  readonly length: number;
  readonly mac: Uint8Array;
  readonly bytes: Uint8Array;
  readonly restarted: boolean;
  /** Unix ms by this computer's clock. */
  readonly at: number;
}

interface KeptHealth {
  readonly serial: number;
  /** The message as the token sent it, and what the one behind it says. */
  readonly message: Uint8Array;
  readonly mac: Uint8Array;
  readonly anchor: number;
  readonly at: number;
}

export interface KeptForm {
  readonly id: string;
  /** Who filled it in: only they send it. */
  readonly account: string;
  readonly kind: FormKind;
  readonly sealed: Uint8Array;
  /** Unix ms by the station's best knowledge of the server's time. */
  readonly at: number;
  /** By which page's clocks it was written, and what they said, ms; not there of forms that an older page kept. */
  readonly page?: string;
  readonly monotonic?: number;
  readonly wall?: number;
  /** Forms go in this order: what comes later may build on what came before, whatever the clock did meanwhile. */
  readonly place: number;
  /** While a page waits for the server's answer to it: since when, Unix ms by this computer's clock. */
  readonly askedAt?: number;
  /** What the server said when it would not take it. */
  readonly refusal?: Both<string>;
}

interface KeptReceipt {
  readonly serial: number;
  readonly sequence: number;
  readonly length: number;
  /** Of the page that it is for. */
  readonly pageMac: Uint8Array;
  readonly mac: Uint8Array;
  readonly at: number;
}

interface StationSchema extends DBSchema {
  vault: { key: string; value: VaultRecord };
  /** Sealed under the vault: name of what it is by account. */
  held: { key: [account: string, name: string]; value: Uint8Array };
  page: { key: [serial: number, sequence: number, length: number]; value: KeptPage };
  health: { key: number; value: KeptHealth };
  form: { key: string; value: KeptForm };
  receipt: { key: [serial: number, sequence: number]; value: KeptReceipt };
  /** Beginnings of pages that a broken link left. */
  partial: { key: [serial: number, sequence: number]; value: { bytes: Uint8Array; at: number } };
}

export type StationDatabase = IDBPDatabase<StationSchema>;

export function openStationDatabase(): Promise<StationDatabase> {
  return openDB<StationSchema>("station", 1, {
    upgrade(database) {
      database.createObjectStore("vault", { keyPath: "account" });
      database.createObjectStore("held");
      database.createObjectStore("page", { keyPath: ["serial", "sequence", "length"] });
      database.createObjectStore("health", { autoIncrement: true });
      database.createObjectStore("form", { keyPath: "id" });
      database.createObjectStore("receipt", { keyPath: ["serial", "sequence"] });
      database.createObjectStore("partial");
    },
  });
}
