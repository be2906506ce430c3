/**
 * A gate token over Web Bluetooth, as one of the gate's listeners: chosen once by the guard, connected again by itself whenever the link
 * ends, and handed on to the gate's machine.
 */
import { fromHex, toHex } from "../../../../protocol/bytes.ts";
import { PAGE_NAME_BYTES } from "../../../../protocol/gate-stream.ts";
import { encodeControl } from "../../../../protocol/sync.ts";
import { ControlChannel } from "../../../station/control-channel.ts";
import { BluetoothProblem, TokenRefusal } from "../../../station/errors.ts";
import { chooseToken, connectToken, type TokenLink, whyNoBluetooth } from "../../../station/web-bluetooth.ts";
import { openStore, type Store } from "../../shared/store.ts";
import { HandOn } from "./hand-on.ts";

/** none: not chosen yet, or no more. away: the link is lost, and tried again by itself. taken: another page has it. */
export type LinkState =
  | { readonly kind: "none"; readonly problem?: BluetoothProblem["code"] }
  | { readonly kind: "connecting" | "hears" | "away" | "taken"; readonly name: string };

/** Until the next attempt, ms. */
const AGAIN_MS = 1000;
const NAME = "bluezone-gate-page";
const CHOSEN = "bluezone-gate-token:";

export class GateToken {
  readonly state: Store<LinkState> = openStore<LinkState>({ kind: "none" });
  readonly #listener: string;
  readonly #handOn: HandOn;
  #link: TokenLink | undefined;
  #device: BluetoothDevice | undefined;
  /** Grows with each token that is chosen: what was begun for the one before ends. */
  #turn = 0;

  /** `listener`: its name in the gate's layout. */
  constructor(listener: string) {
    this.#listener = listener;
    this.#handOn = new HandOn({
      listener,
      isLinked: () => this.state.value.kind === "hears",
      onAnswers: (tags) => void this.#answer(tags),
    });
    void this.#remember();
  }

  /** The browser's own chooser; needs a press of the guard's. */
  async choose(): Promise<void> {
    try {
      const why = await whyNoBluetooth(navigator.bluetooth, window.isSecureContext);
      if (why) throw why;
      const device = await chooseToken(navigator.bluetooth);
      localStorage.setItem(CHOSEN + this.#listener, device.id);
      void this.#keep(device);
    } catch (error) {
      if (!(error instanceof BluetoothProblem)) throw error;
      // A link that is there, or tried for, stays.
      if (this.state.value.kind === "none" && error.code !== "none-chosen")
        this.state.set({ kind: "none", problem: error.code });
    }
  }

  stop(): void {
    this.#leave();
    this.#handOn.stop();
  }

  #leave(): void {
    this.#device = undefined;
    this.#turn++;
    this.#link?.close();
    this.#link = undefined;
  }

  /** The one that was chosen before the page was loaded anew, where the browser names it. */
  async #remember(): Promise<void> {
    const id = localStorage.getItem(CHOSEN + this.#listener);
    const known = await navigator.bluetooth?.getDevices?.().catch(() => []);
    const device = known?.find((one) => one.id === id);
    if (device && this.#turn === 0) void this.#keep(device);
  }

  /** Connects, again and again, until another is chosen. */
  async #keep(device: BluetoothDevice): Promise<void> {
    // It is tried for already.
    if (this.#device === device) return;
    this.#leave();
    this.#device = device;
    const turn = this.#turn;
    const name = device.name ?? "";
    this.state.set({ kind: "connecting", name });
    while (this.#turn === turn) {
      const end = await this.#once(device, turn).catch((error: unknown) => {
        if (error instanceof TokenRefusal && error.reason === "taken") return "taken" as const;
        return "away" as const;
      });
      if (this.#turn !== turn) return;
      this.state.set({ kind: end, name });
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  /** Resolves when the link has ended. */
  async #once(device: BluetoothDevice, turn: number): Promise<"away"> {
    const link = await connectToken(device);
    if (this.#turn !== turn) {
      link.close();
      return "away";
    }
    this.#link = link;
    try {
      const control = new ControlChannel(link);
      const ended = new Promise<void>((resolve) => {
        const broken = link.onDisconnect;
        link.onDisconnect = () => {
          broken();
          resolve();
        };
      });
      link.onData = (bytes) => this.#handOn.add(bytes);
      await control.ask({ name: "stream", page: pageName() }, "ok");
      this.state.set({ kind: "hears", name: device.name ?? "" });
      await ended;
    } finally {
      if (link.connected) link.close();
      if (this.#link === link) this.#link = undefined;
    }
    return "away";
  }

  async #answer(tags: readonly Uint8Array[]): Promise<void> {
    // Who is not answered has been noted all the same.
    for (const tag of tags)
      await this.#link?.writeControl(encodeControl({ name: "answer", tag })).catch(() => {});
  }
}

/** By which the token knows this browser again; it is no secret (SPEC.md §10). */
function pageName(): Uint8Array {
  const kept = fromHex(localStorage.getItem(NAME) ?? "");
  if (kept?.length === PAGE_NAME_BYTES) return kept;
  const drawn = crypto.getRandomValues(new Uint8Array(PAGE_NAME_BYTES));
  localStorage.setItem(NAME, toHex(drawn));
  return drawn;
}
