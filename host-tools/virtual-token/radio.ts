import { Advertiser } from "./advertiser.ts";
import { AdvertisingError } from "./advertising-data.ts";
import type { HeardAdvert } from "./air-port.ts";
import { NotBytes, toBytes } from "./bytes.ts";
import type { Emitter } from "./emitter.ts";
import { type GattPortState, GattServer } from "./gatt-server.ts";
import type { Processor } from "./processor.ts";
import { Scanner } from "./scanner.ts";
import { typeName } from "./text.ts";

/** Bytes of an address and its type in the event ring. */
const ADDRESS_BYTES = 7;
/** Largest scan response. */
const SCAN_RESPONSE_BYTES = 31;
/** Cycle of private addresses where none is given, s. */
const PRIVATE_CYCLE_S = 900;

const NAME_PREFIX: Readonly<Record<string, string>> = { puckjs: "Puck.js", xiaoble: "XIAOBLE" };

export interface RadioOptions {
  /** Address burnt into the chip, "aa:bb:cc:dd:ee:ff". */
  readonly address: string;
  readonly restartLossMs: number;
  /** Present world time as the world drives it. */
  worldNow(): number;
  volts(): number;
  /** A central has connected. */
  connected(): void;
}

interface ServicesOptions {
  uart?: unknown;
  advertise?: unknown;
}

interface Privacy {
  cycleMs: number;
  resolvable: boolean;
}

/** The NRF object: advertising, scanning, services, address, and the restarts of the radio stack between them. */
export class Radio {
  readonly advertiser: Advertiser;
  readonly scanner: Scanner;
  readonly gatt: GattServer;
  /** The NRF object of the program. */
  readonly object: Record<string, unknown>;
  readonly #processor: Processor;
  readonly #emitter: Emitter;
  readonly #options: RadioOptions;
  #name: string;
  #txPowerDbm = 0;
  #address: string | undefined;
  #privacy: Privacy | undefined;
  #privateAddress: { text: string; until: number } | undefined;
  #wantedPrivacy: Privacy | undefined;
  #sleeping = false;
  #uart = true;
  #wantsUart = true;
  #services: unknown;
  #servicesWereSet = false;
  #needsRestart = false;
  #scanResponse: Uint8Array | undefined;
  nfc = true;

  constructor(processor: Processor, emitter: Emitter, options: RadioOptions, port: GattPortState) {
    this.#processor = processor;
    this.#emitter = emitter;
    this.#options = options;
    const digits = options.address.replaceAll(":", "");
    this.#name = `${NAME_PREFIX[processor.board.id] ?? "Espruino"} ${digits.slice(-4)}`;
    const radio = this;
    this.advertiser = new Advertiser(processor, {
      get connected() {
        return radio.gatt.connected;
      },
      get deviceName() {
        return radio.#name;
      },
      get airAddress() {
        return radio.#airAddress();
      },
      get txPowerDbm() {
        return radio.#txPowerDbm;
      },
      advertisingChanged: (on) => this.#emitter.queue(this.object, "advertising", [on]),
      setName: () => {},
    });
    this.scanner = new Scanner(processor);
    this.gatt = new GattServer(
      processor,
      {
        get worldNow() {
          return options.worldNow();
        },
        get connectableOnAir() {
          return radio.advertiser.connectableOnAir;
        },
        connected: (at) => this.#connected(at),
        disconnected: (at, reason) => this.#disconnected(at, reason),
      },
      port,
    );
    this.object = processor.realm.object();
    processor.realm.define(this.object, this.#api());
  }

  /** The stack comes up and advertises the standard packet with the name; `uart`: it offers the prompt. */
  start(uart: boolean): void {
    this.#uart = uart;
    this.gatt.install(undefined, uart);
    this.advertiser.start();
  }

  /** Everything off, as the power is. */
  stop(at: number): void {
    this.advertiser.silence(at);
    this.scanner.stop(at);
    this.gatt.drop(at);
  }

  get uartOffered(): boolean {
    return this.#uart;
  }

  get name(): string {
    return this.#name;
  }

  /** Complete the meter's spans up to now; they go on. */
  settleMeter(at: number): void {
    this.advertiser.settleMeter(at);
    this.scanner.settleMeter(at);
    this.gatt.settleMeter(at);
  }

  receive(advert: HeardAdvert): void {
    this.scanner.receive(advert);
  }

  /** World time of the next thing the stack does by itself, or Infinity. */
  nextAt(): number {
    return Math.min(this.gatt.nextAt(), this.advertiser.timeoutAt, this.#privateAddress?.until ?? Infinity);
  }

  runStack(at: number): void {
    if (this.gatt.nextAt() <= at) this.gatt.connectionEvent(this.gatt.nextAt());
    if (this.advertiser.timeoutAt <= at) {
      const when = this.advertiser.timeoutAt;
      this.advertiser.timeOut(when);
      this.#processor.ring.pushRadio(when, 0, () => this.#startAgain());
    }
    if (this.#privateAddress && this.#privateAddress.until <= at) {
      const { until } = this.#privateAddress;
      this.#newPrivateAddress(until);
      this.advertiser.changeOnAir(until, { address: this.#airAddress() });
    }
  }

  #startAgain(): void {
    this.advertiser.stop();
    this.advertiser.start();
  }

  #connected(at: number): void {
    this.advertiser.silence(at);
    this.#options.connected();
    const { ring } = this.#processor;
    ring.pushRadio(at, 0, () => this.advertiser.stop());
    if (!this.#sleeping && this.advertiser.whenConnected) ring.pushRadio(at, 0, () => this.#startAgain());
    ring.pushRadio(at, ADDRESS_BYTES, () => {
      this.#emitter.queue(this.object, "connect", ["00:00:00:00:00:00 public"]);
    });
    if (this.gatt.mtu > 23) {
      ring.pushRadio(at, 2, () => this.#emitter.queue(this.object, "mtu", [this.gatt.mtu]));
    }
  }

  #disconnected(at: number, reason: number): void {
    const { ring } = this.#processor;
    ring.pushRadio(at, 0, () => this.#emitter.queue(this.object, "disconnect", [reason]));
    if (!this.#sleeping) ring.pushRadio(at, 0, () => this.#startAgain());
    if (this.#needsRestart) ring.pushRadio(at, 0, () => this.#restart());
  }

  /** Restart of the stack: the radio is off and the clock stands still for a while. */
  #restart(callback?: unknown): void {
    const { meter, clock } = this.#processor;
    this.#needsRestart = false;
    this.#servicesWereSet = false;
    const wasSleeping = this.#sleeping;
    this.scanner.stop(this.#processor.now);
    this.advertiser.stop();
    if (typeof callback === "function") this.#processor.call(callback, undefined, [], "event");
    meter.radioRestarts++;
    clock.stop(this.#options.restartLossMs);
    this.#processor.spend(this.#options.restartLossMs);
    this.#applyAddress();
    this.#uart = this.#wantsUart;
    this.scanner.resume();
    if (!wasSleeping) this.advertiser.start();
    this.#install();
  }

  #restartWhenFree(callback?: unknown): void {
    if (this.gatt.connected) {
      this.#processor.print("BLE Connected, queueing BLE restart for later");
      this.#needsRestart = true;
    } else {
      this.#restart(callback);
    }
  }

  #install(): void {
    if (this.#services !== undefined) this.#servicesWereSet = true;
    this.gatt.install(this.#services, this.#uart);
  }

  #setServices(data: unknown, options: unknown): void {
    const { realm } = this.#processor;
    if (data !== undefined && (data === null || typeof data !== "object" || Array.isArray(data))) {
      throw new realm.library.TypeError(`Expecting Object or undefined, got ${typeName(data)}`);
    }
    const { uart, advertise } = (options ?? {}) as ServicesOptions;
    this.#wantsUart = uart === undefined || Boolean(uart);
    if (this.#wantsUart !== this.#uart) this.#needsRestart = true;
    if (advertise !== undefined) this.#needsRestart = true;
    this.#services = data;
    if (this.#servicesWereSet || this.#needsRestart) this.#restartWhenFree();
    else this.#install();
  }

  #setAddress(address: unknown): void {
    const form =
      /^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}( public| random| private-resolvable| private-nonresolvable)?$/;
    if (typeof address !== "string" || !form.test(address)) {
      throw this.#processor.realm.error("Expecting mac address of the form aa:bb:cc:dd:ee:ff");
    }
    this.#address = address;
    this.#restartWhenFree();
  }

  /** The stack takes public addresses, and static ones whose top bits are 11; others leave the address as it was. */
  #applyAddress(): void {
    const wanted = this.#address;
    if (wanted !== undefined) {
      const isStatic =
        wanted.endsWith(" random") && (Number.parseInt(wanted.slice(0, 2), 16) & 0xc0) === 0xc0;
      const isPublic = wanted.length === 17 || wanted.endsWith(" public");
      if (isStatic) this.#staticAddress = wanted.toLowerCase();
      else if (isPublic) this.#staticAddress = `${wanted.slice(0, 17).toLowerCase()} public`;
      else this.#processor.print("pm_id_addr_set failed: 0x3202");
    }
    this.#privacy = this.#wantedPrivacy;
    this.#privateAddress = undefined;
    if (this.#privacy) this.#newPrivateAddress(this.#processor.now);
  }

  #staticAddress: string | undefined;

  #airAddress(): string {
    return this.#privateAddress?.text ?? this.#staticAddress ?? `${this.#options.address} random`;
  }

  #newPrivateAddress(at: number): void {
    const { resolvable, cycleMs } = this.#privacy!;
    const top = resolvable ? 0x40 : 0x00;
    const bytes = Array.from({ length: 6 }, () => this.#processor.random.int32() & 255);
    bytes[0] = (bytes[0]! & 0x3f) | top;
    const text = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":");
    const { clock } = this.#processor;
    this.#privateAddress = {
      text: `${text} ${resolvable ? "private-resolvable" : "private-nonresolvable"}`,
      until: clock.world(clock.uptime(at) + cycleMs),
    };
  }

  #setSecurity(options: unknown): void {
    const { realm, board } = this.#processor;
    if (options !== undefined && (options === null || typeof options !== "object")) {
      throw new realm.library.TypeError(`Expecting Object or undefined, got ${typeName(options)}`);
    }
    if (!board.radio.privateAddress) return;
    const wanted = readPrivacy((options as { privacy?: unknown } | undefined)?.privacy);
    if (wanted === "invalid") {
      throw new realm.library.TypeError("privacy: Invalid or missing parameters, got Object");
    }
    const before = this.#wantedPrivacy;
    if (wanted?.cycleMs !== before?.cycleMs || wanted?.resolvable !== before?.resolvable) {
      this.#wantedPrivacy = wanted;
      // It takes effect when the stack starts.
      this.#needsRestart = true;
    }
    if (this.#needsRestart) this.#restartWhenFree();
  }

  #setTxPower(dbm: unknown): void {
    const { board, realm } = this.#processor;
    const power = Math.trunc(Number(dbm));
    if (!board.radio.txLevels.includes(power)) throw realm.error("ERR 0x7 (INVALID_PARAM)");
    if (power === this.#txPowerDbm) return;
    this.#txPowerDbm = power;
    this.advertiser.changeOnAir(this.#processor.now, { txPowerDbm: power });
  }

  #setScanResponse(data: unknown): void {
    const { realm } = this.#processor;
    if (data === undefined) {
      this.#scanResponse = undefined;
      return;
    }
    try {
      const bytes = toBytes(data).slice();
      this.#scanResponse = bytes;
      if (bytes.length > SCAN_RESPONSE_BYTES) throw realm.error("ERR 0x9 (INVALID_LENGTH)");
    } catch (error) {
      throw error instanceof NotBytes ? new realm.library.TypeError(error.message) : error;
    }
  }

  /** What a phone gets that asks for more: the UART service's UUID unless the program took it away. */
  get scanResponse(): Uint8Array {
    if (this.#scanResponse) return this.#scanResponse;
    if (!this.#uart) return new Uint8Array(0);
    const uuid = [
      0x9e, 0xca, 0xdc, 0x24, 0x0e, 0xe5, 0xa9, 0xe0, 0x93, 0xf3, 0xa3, 0xb5, 0x01, 0x00, 0x40, 0x6e,
    ];
    return Uint8Array.from([17, 0x07, ...uuid]);
  }

  #sleep(): void {
    this.#sleeping = true;
    this.advertiser.stop();
    this.gatt.disconnect();
  }

  #wake(): void {
    this.#sleeping = false;
    const refused = this.advertiser.start();
    if (refused) throw refused;
  }

  #api(): Record<string, unknown> {
    const { realm } = this.#processor;
    const members: Record<string, unknown> = {
      setAdvertising: (data: unknown, options: unknown) => this.advertiser.set(data, options),
      getAdvertisingData: (data: unknown, options: unknown) => this.#advertisingData(data, options),
      getAdvertisingName: () => this.#name,
      setScanResponse: (data: unknown) => this.#setScanResponse(data),
      setScan: (callback: unknown, options: unknown) => this.scanner.set(callback, options),
      setServices: (data: unknown, options: unknown) => this.#setServices(data, options),
      updateServices: (data: unknown) => {
        if (this.#needsRestart) throw realm.error("Can't update services until BLE restart");
        this.gatt.update(data);
      },
      setTxPower: (dbm: unknown) => this.#setTxPower(dbm),
      setAddress: (address: unknown) => this.#setAddress(address),
      getAddress: (current: unknown) => (current ? this.#currentAddress() : this.#options.address),
      getBattery: () => this.#options.volts(),
      setSecurity: (options: unknown) => this.#setSecurity(options),
      getSecurityStatus: () =>
        realm.object({
          connected: this.gatt.connected,
          encrypted: false,
          mitm_protected: false,
          bonded: false,
          advertising: this.advertiser.isOn,
        }),
      setConnectionInterval: () => {},
      disconnect: () => this.gatt.disconnect(),
      restart: (callback: unknown) => this.#restartWhenFree(callback),
      sleep: () => this.#sleep(),
      wake: () => this.#wake(),
    };
    if (this.#processor.board.id === "puckjs") {
      members.nfcURL = (url: unknown) => {
        this.nfc = url !== undefined;
      };
    } else {
      this.nfc = false;
    }
    return members;
  }

  #currentAddress(): string {
    return (this.#address ?? this.#options.address).slice(0, 17).toLowerCase();
  }

  #advertisingData(data: unknown, options: unknown): unknown {
    const { realm } = this.#processor;
    try {
      return realm.buffer(this.advertiser.packetOf(data, options));
    } catch (error) {
      throw error instanceof AdvertisingError ? realm.error(error.message) : error;
    }
  }
}

/** The privacy option: undefined for off. */
function readPrivacy(value: unknown): Privacy | undefined | "invalid" {
  if (value === undefined || value === false || value === 0) return undefined;
  if (value === true || typeof value === "number")
    return { cycleMs: PRIVATE_CYCLE_S * 1000, resolvable: true };
  const { mode, addr_type, addr_cycle_s } = (value ?? {}) as {
    mode?: unknown;
    addr_type?: unknown;
    addr_cycle_s?: unknown;
  };
  if (mode === "off") return undefined;
  if (mode !== "device_privacy" && mode !== "network_privacy") return "invalid";
  if (addr_type !== "random_private_resolvable" && addr_type !== "random_private_non_resolvable")
    return "invalid";
  if (typeof addr_cycle_s !== "number") return "invalid";
  return {
    cycleMs: (addr_cycle_s === 0 ? PRIVATE_CYCLE_S : addr_cycle_s) * 1000,
    resolvable: addr_type === "random_private_resolvable",
  };
}
