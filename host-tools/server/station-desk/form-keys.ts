/** Keys that stations seal forms to: made by the server, kept wrapped, followed by another after a month. */

import { createECDH, createHash } from "node:crypto";
import { FORM_KEY_ID_BYTES } from "../../contract/form-sealing.ts";
import { DAY_MS } from "../../lib/time.ts";
import { inTurn } from "../concurrency/in-turn.ts";
import type { Queries } from "../database/database.ts";
import type { StoreParts } from "../store/parts.ts";

const CURVE = "prime256v1";
const RENEW_MS = 30 * DAY_MS;

export interface FormKeyPair {
  /** 8 hex digits. */
  readonly id: string;
  /** Uncompressed P-256 point, 65 bytes. */
  readonly point: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** The label under which the private half is wrapped. */
export function formKeyLabel(id: string): string {
  return `form key ${id}`;
}

interface KeyRow {
  readonly id: string;
  readonly point: Uint8Array;
  readonly private_key: Uint8Array;
  readonly made_at: Date;
}

export class FormKeys {
  readonly #parts: StoreParts;
  readonly #alone = inTurn();

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  /** The key to seal to now; made where there is none, or none young enough. */
  current(): Promise<Pick<FormKeyPair, "id" | "point">> {
    return this.#alone(async () => {
      const { database, now } = this.#parts;
      const newest = (await rowsOf(database, "ORDER BY made_at DESC LIMIT 1"))[0];
      if (newest && newest.made_at.getTime() > now() - RENEW_MS) return newest;
      return this.#make();
    });
  }

  async find(id: string): Promise<FormKeyPair | undefined> {
    const { database, wrapping } = this.#parts;
    const row = (await rowsOf(database, "WHERE id = $1", [id]))[0];
    return row && { id, point: row.point, privateKey: wrapping.unwrap(formKeyLabel(id), row.private_key) };
  }

  async #make(): Promise<FormKeyPair> {
    const { writer, wrapping, now } = this.#parts;
    const pair = createECDH(CURVE);
    const point = new Uint8Array(pair.generateKeys());
    const privateKey = new Uint8Array(32);
    const bytes = pair.getPrivateKey();
    privateKey.set(bytes, 32 - bytes.length);
    const id = createHash("sha256")
      .update(point)
      .digest("hex")
      .slice(0, 2 * FORM_KEY_ID_BYTES);
    const wrapped = wrapping.wrap(formKeyLabel(id), privateKey);
    await writer.transaction(async (queries) => {
      await queries.query("INSERT INTO station.form_key VALUES ($1, $2, $3, $4)", [
        id,
        point,
        wrapped,
        new Date(now()).toISOString(),
      ]);
    });
    return { id, point, privateKey };
  }
}

function rowsOf(queries: Queries, clause: string, parameters: readonly string[] = []): Promise<KeyRow[]> {
  return queries.query<KeyRow>(`SELECT * FROM station.form_key ${clause}`, [...parameters]);
}
