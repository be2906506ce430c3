/**
 * A stand-in for BlueZ: virtual tokens on a private D-Bus. A browser that is started with DBUS_SYSTEM_BUS_ADDRESS set to
 * its address uses them through Web Bluetooth as it would use real ones. Hands of the wearers are methods here.
 */
import type { Device } from "../virtual-token/device.ts";
import type { AdapterOptions } from "./adapter.ts";
import { ownBluez } from "./bus-service.ts";
import { startPrivateBus } from "./private-bus.ts";
import type { RadioNode } from "./radio-node.ts";
import type { Beacon } from "./reports.ts";
import { TokenRadio } from "./token-radio.ts";
import { WorldClock } from "./world-clock.ts";

export interface StandInOptions extends Omit<AdapterOptions, "mtu" | "intervalMs"> {
  readonly clock?: WorldClock;
  /** ATT MTU that the adapter asks for; 517, as BlueZ does, unless told. */
  readonly mtu?: number;
  /** Connection interval until the token asks for another, ms; 30 unless told. */
  readonly intervalMs?: number;
}

/** A wearer's hands, and what befalls a token. */
export interface TokenInHand {
  readonly device: Device;
  /** Holds the button until the token waits for a station, or so many world ms; resolves when it is let go. */
  hold(milliseconds?: number): Promise<void>;
  /** Somebody's advert at its antenna now. */
  hear(data: Uint8Array, rssi: number): void;
  /** Resolves when so many notifications more have come from the token. */
  notified(count: number): Promise<void>;
  /** Out of the radio's reach: a link is lost. */
  walkAway(): void;
  comeBack(): void;
  /** The battery is taken out and put back after a second. */
  reset(): Promise<void>;
}

export interface StandIn {
  /** For DBUS_SYSTEM_BUS_ADDRESS. */
  readonly address: string;
  readonly clock: WorldClock;
  /** A token that is switched on; its time must not be ahead of the clock. From here on it follows the clock. */
  add(device: Device): TokenInHand;
  /** Somebody else on the air. */
  addNode(node: RadioNode): void;
  /** One advert on the air that nobody connects to. */
  advertise(beacon: Beacon): void;
  /** Is told of each packet that programs have BlueZ send. */
  onBroadcast(sink: (data: Uint8Array) => void): void;
  /** The adapter is switched off or on, as rfkill does. */
  setPowered(on: boolean): void;
  /** The bus' rules let programs use BlueZ, or do not. */
  setAllowed(isAllowed: boolean): void;
  /** The adapter is pulled out of the computer or put back; links are lost. */
  setPlugged(isIn: boolean): void;
  stop(): Promise<void>;
}

/** Three seconds, and more when the token is busy; nobody holds longer than this. */
const HOLD_MS = 3300;
const MOST_HOLD_MS = 10_000;
const WITHOUT_BATTERY_MS = 1000;
const BUTTON_BOUNCE_MS = 100;
const STRANGER_ADDRESS = "c1:02:03:04:05:06 random";

export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const { clock = new WorldClock(), mtu = 517, intervalMs = 30, ...kind } = options;
  const bus = await startPrivateBus();
  const radios: TokenRadio[] = [];
  try {
    const bluez = await ownBluez(bus.address, clock, { mtu, intervalMs, ...kind });
    return {
      address: bus.address,
      clock,
      add(device) {
        const radio = new TokenRadio(device, clock);
        radios.push(radio);
        bluez.adapter.addRadio(radio);
        return inHand(radio, clock);
      },
      addNode: (node) => bluez.adapter.addRadio(node),
      advertise: (beacon) => bluez.adapter.hear(beacon),
      onBroadcast: (sink) => bluez.adapter.broadcasts.onAir(sink),
      setPowered: (on) => bluez.adapter.setPowered(on),
      setAllowed: bluez.setAllowed,
      setPlugged: (isIn) => bluez.adapter.setPlugged(isIn),
      async stop() {
        for (const radio of radios) radio.stop();
        bluez.stop();
        await bus.stop();
      },
    };
  } catch (error) {
    await bus.stop();
    throw error;
  }
}

function inHand(radio: TokenRadio, clock: WorldClock): TokenInHand {
  const { paced } = radio;
  return {
    device: paced.device,
    async hold(milliseconds) {
      paced.act((device) => device.press());
      await clock.wait(milliseconds ?? HOLD_MS);
      for (let held = HOLD_MS; milliseconds === undefined && held < MOST_HOLD_MS; held += BUTTON_BOUNCE_MS) {
        if (radio.advert() || radio.connected) break;
        await clock.wait(BUTTON_BOUNCE_MS);
      }
      paced.act((device) => device.release());
      await clock.wait(BUTTON_BOUNCE_MS);
    },
    hear: (data, rssi) =>
      paced.act((device) =>
        device.air.hear([{ at: device.worldNow, rssi, channel: 37, data, address: STRANGER_ADDRESS }]),
      ),
    notified: (count) => radio.notified(count),
    walkAway: () => radio.walkAway(),
    comeBack: () => radio.comeBack(),
    async reset() {
      paced.act((device) => device.powerOff());
      await clock.wait(WITHOUT_BATTERY_MS);
      paced.act((device) => device.powerOn());
    },
  };
}
