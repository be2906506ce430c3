import { afterMark, withRun } from "./interpreter-run.ts";
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
    const radio = new Radio();
    const channel = new RadioChannel(run.child, (event) => radio.take(event), run.output);
    const protocol = new Protocol();
    let readTo = 0;
    let disconnected = false;
    let notified: string[] = [];
    /** When the station connected; Infinity without a connection. */
    let connectedAt = Infinity;
    /** The next connection event after a time. */
    const carried = (at: number): number =>
      connectedAt + (Math.floor((at - connectedAt) / CONNECTION_MS) + 1) * CONNECTION_MS;
    const ended = (): void => {
      radio.closingAt = undefined;
      radio.waiting = [];
      disconnected = true;
      connectedAt = Infinity;
    };
    /** What waits goes with a connection event. */
    const leave = (at: number): void => {
      notified.push(...radio.waiting.filter((one) => one.at < at).map(({ text }) => text));
      radio.waiting = radio.waiting.filter((one) => one.at >= at);
    };
    /** `before`: things of the connection event at that time that come with what the central has for it, or after it. */
    const runTo = async (
      until: number,
      before: { closing?: boolean; leaving?: boolean } = {},
    ): Promise<void> => {
      for (;;) {
        const closing = radio.closingAt === undefined ? Infinity : carried(radio.closingAt);
        const leaving = radio.waiting[0] ? carried(radio.waiting[0].at) : Infinity;
        const at = Math.min(channel.next, closing, leaving);
        if (at > until) break;
        if (at === until && ((before.closing && at === closing) || (before.leaving && at === leaving))) break;
        await channel.runTo(at);
        if (at === leaving) leave(at);
        if (at === closing) {
          ended();
          await channel.runTo(at, [`disconnect ${LOCAL_HOST_TERMINATED}`]);
        }
        note(at);
      }
      await channel.runTo(until);
    };
    const note = (at: number): void => {
      const text = afterMark(run.output());
      const printed = comparable(text.slice(readTo));
      readTo = text.length;
      const seen = { printed, notified, disconnected };
      protocol.instant(at, seen, radio.air, radio.started);
      radio.started = false;
      notified = [];
      disconnected = false;
    };
    await channel.untilIdle();
    note(0);
    for (const stimulus of scenario) {
      const isCarried = stimulus.kind === "write" || stimulus.kind === "disconnect";
      const at = isCarried && connectedAt < Infinity ? carried(stimulus.at) : stimulus.at;
      await runTo(at, { leaving: isCarried, closing: stimulus.kind === "write" });
      const isConnected = connectedAt < Infinity;
      if (isCarried && !isConnected) continue;
      if (stimulus.kind === "connect" && (isConnected || !radio.air.advert?.connectable)) continue;
      await channel.runTo(at, commandsFor(stimulus, radio));
      if (isCarried) leave(at);
      if (stimulus.kind === "disconnect") ended();
      note(at);
      if (stimulus.kind === "connect") {
        connectedAt = at;
        await channel.runTo(at, subscriptions(radio));
      }
    }
    run.child.kill("SIGKILL");
    return protocol.lines;
  });
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
