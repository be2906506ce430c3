import { Advertiser } from "./advertiser.ts";
import type { HeardAdvert } from "./air-port.ts";
import type { Emitter } from "./emitter.ts";
import type { GattPortState } from "./gatt-port.ts";
import { GattServer } from "./gatt-server.ts";
import { OwnAddress } from "./own-address.ts";
import type { Processor } from "./processor.ts";
import { ScanResponse } from "./scan-response.ts";
import { Scanner } from "./scanner.ts";
import { typeName } from "./text.ts";

/** Bytes of an address and its type in the event ring. */
const ADDRESS_BYTES = 7;
interface RadioOptions {
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

/** The radio: advertising, scanning, services, address, and the restarts of its stack between them. */
export class Radio {
  readonly advertiser: Advertiser;
  readonly scanner: Scanner;
  readonly gatt: GattServer;
  /** The NRF object of the program; its members come from nrf-object.ts. */
  readonly object: Record<string, unknown>;
  readonly #processor: Processor;
  readonly #emitter: Emitter;
  readonly #options: RadioOptions;
  readonly address: OwnAddress;
  readonly scanResponse: ScanResponse;
  #txPowerDbm = 0;
  #sleeping = false;
  #uart = true;
  #wantsUart = true;
  #services: unknown;
  #servicesWereSet = false;
  #needsRestart = false;
  /** NFC answers, with the token's address. */
  nfc: boolean;

  constructor(processor: Processor, emitter: Emitter, options: RadioOptions, port: GattPortState) {
    this.#processor = processor;
    this.#emitter = emitter;
    this.#options = options;
    this.address = new OwnAddress(processor, options.address);
    this.scanResponse = new ScanResponse(processor);
    const radio = this;
    this.advertiser = new Advertiser(processor, {
      get connected() {
        return radio.gatt.connected;
      },
      get deviceName() {
        return radio.address.deviceName;
      },
      get airAddress() {
        return radio.address.onAir;
      },
      get txPowerDbm() {
        return radio.#txPowerDbm;
      },
      advertisingChanged: (on) => {
        if (on) this.scanResponse.advertisingStarts();
        this.#emitter.queue(this.object, "advertising", [on]);
      },
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
    this.nfc = processor.board.id === "puckjs";
  }

  /** The stack comes up and advertises the standard packet with the name; `uart`: it offers the prompt. */
  start(uart: boolean): void {
    this.#uart = uart;
    this.gatt.table.install(undefined, uart);
    this.advertiser.start("wake");
  }

  /** Everything off, as the power is. */
  stop(at: number): void {
    this.advertiser.silence(at);
    this.scanner.stop(at);
    this.gatt.drop(at);
  }

  get needsRestart(): boolean {
    return this.#needsRestart;
  }

  get volts(): number {
    return this.#options.volts();
  }

  get uartOffered(): boolean {
    return this.#uart;
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
    return Math.min(this.gatt.nextAt(), this.advertiser.timeoutAt, this.address.changesAt);
  }

  runStack(at: number): void {
    if (this.gatt.nextAt() <= at) this.gatt.run(this.gatt.nextAt());
    if (this.advertiser.timeoutAt <= at) {
      const when = this.advertiser.timeoutAt;
      this.advertiser.timeOut(when);
      this.#processor.ring.pushRadio(when, 0, () => this.#startAgain());
    }
    const { changesAt } = this.address;
    if (changesAt <= at) {
      this.address.change();
      this.advertiser.changeOnAir(changesAt, { address: this.address.onAir });
    }
  }

  /** The interpreter itself starts advertising again: it looks at no more than the packet's own error. */
  #startAgain(): void {
    this.advertiser.stop();
    const refused = this.advertiser.start("wake");
    if (refused?.isPacket) this.#processor.threw(refused.error);
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
  }

  #disconnected(at: number, reason: number): void {
    const { ring } = this.#processor;
    ring.pushRadio(at, 0, () => this.#emitter.queue(this.object, "disconnect", [reason]));
    if (!this.#sleeping) ring.pushRadio(at, 0, () => this.#startAgain());
    if (this.#needsRestart) ring.pushRadio(at, 0, () => this.#restartByItself());
  }

  /** A restart that waited for the end of the connection: what goes wrong in it is nobody's to catch. */
  #restartByItself(): void {
    try {
      this.#restart();
    } catch (error) {
      this.#processor.threw(error);
    }
  }

  /** Restart of the stack: the radio is off and the clock stands still for a while. Throws what advertising throws. */
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
    this.address.apply();
    this.gatt.parameters.restart();
    this.#uart = this.#wantsUart;
    this.scanner.resume();
    const refused = wasSleeping ? undefined : this.advertiser.start("wake");
    this.#install();
    if (refused) throw refused.error;
  }

  /** NRF.restart: at once, or when the connection has ended. */
  restartWhenFree(callback?: unknown): void {
    if (this.gatt.connected) {
      this.#processor.print("BLE Connected, queueing BLE restart for later");
      this.#needsRestart = true;
    } else {
      this.#restart(callback);
    }
  }

  #install(): void {
    // An empty set takes no restart to be followed by another.
    if (Object.keys(this.#services ?? {}).length > 0) this.#servicesWereSet = true;
    this.gatt.table.install(this.#services, this.#uart);
  }

  setServices(data: unknown, options: unknown): void {
    const { realm } = this.#processor;
    if (data !== undefined && (data === null || typeof data !== "object" || Array.isArray(data))) {
      throw new realm.library.TypeError(`Expecting Object or undefined, got ${typeName(data)}`);
    }
    if (options !== undefined && (options === null || typeof options !== "object")) {
      throw realm.error(`Expecting Object or undefined, got ${typeName(options)}`);
    }
    const { uart, advertise } = (options ?? {}) as ServicesOptions;
    this.#wantsUart = uart === undefined || Boolean(uart);
    if (this.#wantsUart !== this.#uart) this.#needsRestart = true;
    if (advertise !== undefined) this.#needsRestart = true;
    this.#services = data;
    if (this.#servicesWereSet || this.#needsRestart) this.restartWhenFree();
    else this.#install();
  }

  setSecurity(options: unknown): void {
    const { realm, board } = this.#processor;
    if (options !== undefined && (options === null || typeof options !== "object")) {
      throw new realm.library.TypeError(`Expecting Object or undefined, got ${typeName(options)}`);
    }
    if (!board.radio.privateAddress) return;
    const { privacy } = (options ?? {}) as { privacy?: unknown };
    if (this.address.setPrivacy(privacy)) this.#needsRestart = true;
    if (this.#needsRestart) this.restartWhenFree();
  }

  setTxPower(dbm: unknown): void {
    const { board, realm } = this.#processor;
    const power = Math.trunc(Number(dbm));
    if (!board.radio.txLevels.includes(power)) throw realm.error("ERR 0x7 (INVALID_PARAM) (:3440)");
    if (power === this.#txPowerDbm) return;
    this.#txPowerDbm = power;
    this.advertiser.changeOnAir(this.#processor.now, { txPowerDbm: power });
  }

  sleep(): void {
    this.#sleeping = true;
    this.advertiser.stop();
    this.gatt.disconnect();
  }

  wake(): void {
    this.#sleeping = false;
    const refused = this.advertiser.start("wake");
    if (refused) throw refused.error;
  }
}
