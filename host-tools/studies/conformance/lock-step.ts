import { afterMark, type Run, withRun } from "./interpreter-run.ts";
import {
  RADIO_ADDRESS,
  RADIO_ENVIRONMENT,
  RADIO_PIPES,
  RadioChannel,
  type RadioEvent,
} from "./radio-channel.ts";
import { type AirState, CONNECTION_MS, type OnAir, Protocol, type Stimulus } from "./scenario.ts";
import { comparable, type Script } from "./script.ts";

/** Units of the radio stack, ms. */
const UNIT_MS = 0.625;
/** Why a connection ended that the program closed. */
const LOCAL_HOST_TERMINATED = 22;
const ADDRESS_TYPES = ["public", "random"];

interface Characteristic {
  readonly service: string;
  readonly uuid: string;
  readonly value: number;
  readonly configuration: number;
}

/** The radio of a token, as the interpreter's build with a simulated radio stack tells it. */
class Radio {
  air: AirState = { advert: undefined, scan: undefined };
  started = false;
  /** When the program asked for the end of the connection, ms. */
  closingAt: number | undefined;
  /** Notifications that wait for the next connection event, with the time at which the program made them, ms. */
  waiting: { readonly at: number; readonly text: string }[] = [];
  readonly characteristics = new Map<number, Characteristic>();
  readonly #services = new Map<string, string>();
  #address = `${RADIO_ADDRESS} random`;
  #powerDbm = 0;

  take({ at, kind, words }: RadioEvent): void {
    const [first = "", second = "", third = "", fourth = ""] = words;
    if (kind === "adv" && first === "on") {
      // interval, type (0 is connectable), data, scan response; "-" is nothing
      const response = words[4] ?? "-";
      this.started = true;
      this.air = {
        ...this.air,
        advert: {
          data: fourth.replace("-", ""),
          response: response.replace("-", ""),
          intervalMs: Number(second) * UNIT_MS,
          connectable: third === "0",
          address: this.#address,
          powerDbm: this.#powerDbm,
        },
      };
    } else if (kind === "advdata") {
      this.#change({ data: first.replace("-", ""), response: second.replace("-", "") });
    } else if (kind === "address") {
      this.#address = `${first} ${ADDRESS_TYPES[Number(second)]}`;
    } else if (kind === "txpower") {
      this.#powerDbm = Number(first);
      this.#change({ powerDbm: this.#powerDbm });
    } else if (kind === "adv") {
      this.started = false;
      this.air = { ...this.air, advert: undefined };
    } else if (kind === "scan") {
      const scan =
        first === "on"
          ? { windowMs: Number(second) * UNIT_MS, intervalMs: Number(third) * UNIT_MS }
          : undefined;
      this.air = { ...this.air, scan };
    } else if (kind === "radio" && first === "off") {
      this.characteristics.clear();
      this.#services.clear();
    } else if (kind === "service") this.#services.set(first, second);
    else if (kind === "characteristic") {
      const service = this.#services.get(first) ?? "";
      this.characteristics.set(Number(second), {
        service,
        uuid: fourth,
        value: Number(second),
        configuration: Number(third),
      });
    } else if (kind === "notify") {
      this.waiting.push({ at, text: `${this.characteristics.get(Number(first))?.uuid} ${second}` });
    } else if (kind === "disconnect") this.closingAt = at;
  }

  #change(fields: Partial<OnAir>): void {
    const { advert } = this.air;
    if (advert) this.air = { ...this.air, advert: { ...advert, ...fields } };
  }

  find(service: string, uuid: string): number {
    for (const one of this.characteristics.values()) {
      if (one.service === service && one.uuid === uuid) return one.value;
    }
    throw new Error(`the interpreter offers no characteristic ${uuid} in service ${service}`);
  }
}

/** What a script prints and its radio does in a scenario, on the interpreter. */
export function playOnInterpreter(path: string, { source, scenario }: Script): Promise<string[]> {
  const options = { environment: RADIO_ENVIRONMENT, channels: RADIO_PIPES };
  return withRun(path, source, options, async (run) => {
    const play = new Play(run);
    await play.begin();
    for (const stimulus of scenario) await play.take(stimulus);
    run.child.kill("SIGKILL");
    return play.protocol.lines;
  });
}

/** A scenario in lock-step with the interpreter that runs its script. */
class Play {
  readonly protocol = new Protocol();
  readonly #radio = new Radio();
  readonly #channel: RadioChannel;
  readonly #output: () => string;
  #readTo = 0;
  #disconnected = false;
  #notified: string[] = [];
  /** When the station connected; Infinity without a connection. */
  #connectedAt = Infinity;

  constructor({ child, output }: Run) {
    this.#channel = new RadioChannel(child, (event) => this.#radio.take(event), output);
    this.#output = output;
  }

  async begin(): Promise<void> {
    await this.#channel.untilIdle();
    this.#note(0);
  }

  /** A stimulus at its time, or at the connection event that carries it. */
  async take(stimulus: Stimulus): Promise<void> {
    const radio = this.#radio;
    const isCarried = stimulus.kind === "write" || stimulus.kind === "disconnect";
    const at = isCarried && this.#connectedAt < Infinity ? this.#carried(stimulus.at) : stimulus.at;
    await this.#runTo(at, { leaving: isCarried, closing: stimulus.kind === "write" });
    const isConnected = this.#connectedAt < Infinity;
    if (isCarried && !isConnected) return;
    if (stimulus.kind === "connect" && (isConnected || !radio.air.advert?.connectable)) return;
    await this.#channel.runTo(at, commandsFor(stimulus, radio));
    if (isCarried) this.#leave(at);
    if (stimulus.kind === "disconnect") this.#ended();
    this.#note(at);
    if (stimulus.kind === "connect") {
      this.#connectedAt = at;
      await this.#channel.runTo(at, subscriptions(radio));
    }
  }

  /** `before`: things of the connection event at that time that come with what the central has for it, or after it. */
  async #runTo(until: number, before: { closing?: boolean; leaving?: boolean }): Promise<void> {
    const radio = this.#radio;
    for (;;) {
      const closing = radio.closingAt === undefined ? Infinity : this.#carried(radio.closingAt);
      const leaving = radio.waiting[0] ? this.#carried(radio.waiting[0].at) : Infinity;
      const at = Math.min(this.#channel.next, closing, leaving);
      if (at > until) break;
      if (at === until && ((before.closing && at === closing) || (before.leaving && at === leaving))) break;
      await this.#channel.runTo(at);
      if (at === leaving) this.#leave(at);
      if (at === closing) {
        this.#ended();
        await this.#channel.runTo(at, [`disconnect ${LOCAL_HOST_TERMINATED}`]);
      }
      this.#note(at);
    }
    await this.#channel.runTo(until);
  }

  /** The next connection event after a time. */
  #carried(at: number): number {
    return this.#connectedAt + (Math.floor((at - this.#connectedAt) / CONNECTION_MS) + 1) * CONNECTION_MS;
  }

  #ended(): void {
    this.#radio.closingAt = undefined;
    this.#radio.waiting = [];
    this.#disconnected = true;
    this.#connectedAt = Infinity;
  }

  /** What waits goes with a connection event. */
  #leave(at: number): void {
    const radio = this.#radio;
    this.#notified.push(...radio.waiting.filter((one) => one.at < at).map(({ text }) => text));
    radio.waiting = radio.waiting.filter((one) => one.at >= at);
  }

  #note(at: number): void {
    const text = afterMark(this.#output());
    const printed = comparable(text.slice(this.#readTo));
    this.#readTo = text.length;
    const seen = { printed, notified: this.#notified, disconnected: this.#disconnected };
    this.protocol.instant(at, seen, this.#radio.air, this.#radio.started);
    this.#radio.started = false;
    this.#notified = [];
    this.#disconnected = false;
  }
}

/** The central wants all notifications, and takes them as fast as they come. */
function subscriptions(radio: Radio): string[] {
  return [...radio.characteristics.values()]
    .filter((one) => one.configuration !== 0)
    .map((one) => `write ${one.configuration} 0100`);
}

function commandsFor(stimulus: Stimulus, radio: Radio): string[] {
  switch (stimulus.kind) {
    case "press":
      return ["pin 0 1"];
    case "release":
      return ["pin 0 0"];
    case "connect":
      return ["connect 00:00:00:00:00:00", ...(stimulus.mtu > 23 ? [`mtu ${stimulus.mtu}`] : [])];
    case "disconnect":
      return ["disconnect 19"];
    case "write":
      return ["txdone 7", `write ${radio.find(stimulus.service, stimulus.characteristic)} ${stimulus.hex}`];
    case "hear": {
      const { address, rssi, hex, times } = stimulus;
      return Array.from({ length: times }, () => `adv ${address} 1 ${rssi} ${hex}`);
    }
    case "end":
      return [];
  }
}
