/**
 * The sets of recalls that the server has given this machine (SPEC.md §11): in a file as they came, sealed, so that it goes on without a
 * network, over a restart too. What is older than the epoch of now is never sent.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromHex } from "../../protocol/bytes.ts";
import { encodeRecall, MOST_TAGS, TAG_BYTES } from "../../protocol/gate-advert.ts";
import { openedSets, SET_BYTES, type SetsAhead } from "../contract/recall-sets.ts";
import type { MachineIdentity } from "./identity-file.ts";

const FILE = "recalls.sealed";
const ADVERT_TAG_BYTES = MOST_TAGS * TAG_BYTES;

export class RecallStore {
  readonly #path: string;
  readonly #identity: Pick<MachineIdentity, "gate" | "secret">;
  #sets: SetsAhead | undefined;

  constructor(folder: string, identity: Pick<MachineIdentity, "gate" | "secret">) {
    this.#path = join(folder, FILE);
    this.#identity = identity;
  }

  /** What was kept before the machine was started; nothing of what another machine was given, or what was changed since. */
  async open(): Promise<void> {
    if (existsSync(this.#path)) this.#sets = await this.#opened(new Uint8Array(readFileSync(this.#path)));
  }

  /** In the place of those before, in one step. False, and nothing changed, where they are not this machine's. Rejects where the disk refuses it. */
  async take(sealed: Uint8Array): Promise<boolean> {
    const sets = await this.#opened(sealed);
    if (!sets) return false;
    writeFileSync(`${this.#path}.new`, sealed, { mode: 0o600, flush: true });
    renameSync(`${this.#path}.new`, this.#path);
    this.#sets = sets;
    return true;
  }

  /** The adverts of an epoch; undefined where none were given for it. */
  advertsOf(epoch: number): Uint8Array[] | undefined {
    if (!this.#sets) return undefined;
    const at = (epoch - this.#sets.first) * SET_BYTES;
    if (at < 0 || at >= this.#sets.tags.length) return undefined;
    const tags = this.#sets.tags.subarray(at, at + SET_BYTES);
    return Array.from({ length: SET_BYTES / ADVERT_TAG_BYTES }, (_, advert) =>
      encodeRecall(
        epoch,
        Array.from({ length: MOST_TAGS }, (_, i) => {
          const from = advert * ADVERT_TAG_BYTES + i * TAG_BYTES;
          return tags.subarray(from, from + TAG_BYTES);
        }),
      ),
    );
  }

  async #opened(sealed: Uint8Array): Promise<SetsAhead | undefined> {
    const { gate, secret } = this.#identity;
    const sets = await openedSets(sealed, gate, fromHex(secret)!);
    return sets && sets.tags.length > 0 && sets.tags.length % SET_BYTES === 0 ? sets : undefined;
  }
}
