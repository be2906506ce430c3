/**
 * Puts answers, or recalls, on the air through BlueZ (org.bluez.LEAdvertisement1). A token looks for an answer behind three bytes of flags, and BlueZ
 * sends flags of what is discoverable alone, which has to be connectable too: so Type is "peripheral", not "broadcast".
 */
import { BLUEZONE_COMPANY } from "../../protocol/advert.ts";
import type { BluezBus } from "../lib/bluez/bus.ts";
import { bytesByNumber } from "../lib/bluez/by-number.ts";
import { ADVERTISEMENT, ADVERTISING } from "../lib/bluez/names.ts";
import type { Properties } from "../lib/bluez/object-tree.ts";

const ANSWER_PATH = "/gate/answer";
/** Flags and the head of the manufacturer data, which BlueZ and Linux write themselves. */
const BODY_OFFSET = 7;
/** The token listens for 300 ms: one answer has to fall into them; a recall is sent as often, ms. */
const INTERVAL_MS = 100;

export class BluezAnswer {
  readonly #path: string;
  #bus: BluezBus | undefined;
  #last = "";
  #queue: Promise<void> = Promise.resolve();
  /** What BlueZ has said against it; undefined where it sends. */
  fault: string | undefined;

  /** `path`: of what it shows on the bus, one for each kind that the adapter sends. */
  constructor(path = ANSWER_PATH) {
    this.#path = path;
  }

  /** On the air from now on; nothing where `advert` is undefined. Where it cannot be sent the fault says why. */
  set(
    adapter: { readonly bus: BluezBus; readonly path: string } | undefined,
    advert: Uint8Array | undefined,
  ) {
    this.#queue = this.#queue.then(() =>
      this.#set(adapter, advert).catch((error: Error) => {
        this.fault = error.message;
        this.#bus = undefined;
      }),
    );
    return this.#queue;
  }

  async #set(
    adapter: { readonly bus: BluezBus; readonly path: string } | undefined,
    advert: Uint8Array | undefined,
  ): Promise<void> {
    // Another bus, or no adapter any more: what was registered has gone with it.
    if (this.#bus !== adapter?.bus) this.#bus = undefined;
    if (!adapter) return;
    const { bus, path } = adapter;
    if (!advert) {
      if (this.#bus) await bus.call(path, ADVERTISING, "UnregisterAdvertisement", "o", [this.#path]);
      this.#bus = undefined;
      return;
    }
    const body = Buffer.from(advert.subarray(BODY_OFFSET));
    const text = body.toString("hex");
    if (this.#bus && text === this.#last) return;
    this.#last = text;
    const data: Properties = {
      ManufacturerData: bytesByNumber([[BLUEZONE_COMPANY, body]]),
    };
    if (this.#bus) {
      bus.own.set(this.#path, ADVERTISEMENT, data);
      return;
    }
    bus.own.add(this.#path, { [ADVERTISEMENT]: { ...CONSTANT, ...data } });
    await bus.call(path, ADVERTISING, "RegisterAdvertisement", "oa{sv}", [this.#path, {}]);
    this.#bus = bus;
    this.fault = undefined;
  }
}

const CONSTANT: Properties = {
  Type: ["s", "peripheral"],
  Discoverable: ["b", true],
  MinInterval: ["u", INTERVAL_MS],
  MaxInterval: ["u", INTERVAL_MS],
};
