import { types } from "node:util";
import { AdvertisingError, buildPacket, isWellFormed, type PacketOptions } from "./advertising-data.ts";
import { advertDelay, type Transmission } from "./air-port.ts";
import { NotBytes, toBytes } from "./bytes.ts";
import { CALL_MS } from "./costs.ts";
import type { Processor } from "./processor.ts";
import { typeName } from "./text.ts";

/** Interval before the program sets one, ms. */
const STANDARD_INTERVAL_MS = 375;
/** Units of the radio stack. */
const UNIT_MS = 0.625;
const MINIMUM_UNITS = 0x20;
const MAXIMUM_UNITS = 0x4000;
/** The stack of the nRF52832 stops advertising after so long; the interpreter starts it again. */
const TIMEOUT_MS = 180_000;
const LEGACY_BYTES = 31;

interface Options extends PacketOptions {
  interval?: unknown;
  connectable?: unknown;
  scannable?: unknown;
  whenConnected?: unknown;
}

type AdvertisingData =
  | { readonly kind: "none" }
  | { readonly kind: "packet"; readonly bytes: Uint8Array }
  | { readonly kind: "rotating"; readonly packets: readonly Uint8Array[] };

/** What the advertiser must know of the rest of the radio. */
export interface AdvertiserHost {
  readonly connected: boolean;
  readonly deviceName: string;
  readonly airAddress: string;
  readonly txPowerDbm: number;
  /** Report a start or stop to the program. */
  advertisingChanged(on: boolean): void;
  setName(name: string): void;
}

/** NRF.setAdvertising: options that stick, packets, and the spans of time in which they are on the air. */
export class Advertiser {
  readonly transmissions: Transmission[] = [];
  readonly #processor: Processor;
  readonly #host: AdvertiserHost;
  #data: AdvertisingData = { kind: "none" };
  #intervalUnits = STANDARD_INTERVAL_MS / UNIT_MS;
  #connectable = true;
  #scannable = true;
  #whenConnected = false;
  /** The rotating flag outlives a change to an object: nothing is sent then (quirk of 2v29). */
  #rotating = false;
  /** The interpreter takes itself to be advertising, even where the stack refused. */
  #on = false;
  #current: Transmission[] = [];
  /** Adverts of the current spans that the meter has already. */
  #counted = 0;

  constructor(processor: Processor, host: AdvertiserHost) {
    this.#processor = processor;
    this.#host = host;
  }

  get isOn(): boolean {
    return this.#on;
  }

  get whenConnected(): boolean {
    return this.#whenConnected;
  }

  /** Is a connectable advert on the air? */
  get connectableOnAir(): boolean {
    return this.#current.some((transmission) => transmission.connectable);
  }

  /** World time at which the stack's own timeout ends advertising, or Infinity. */
  get timeoutAt(): number {
    const first = this.#current[0];
    return first && this.#processor.board.chip === "nRF52832" ? first.from + TIMEOUT_MS : Infinity;
  }

  set(data: unknown, options: unknown): void {
    const { realm } = this.#processor;
    this.#processor.spend(CALL_MS.setAdvertising);
    const wasOn = this.#on;
    let restart = wasOn;
    let given: Options = {};
    if (options !== undefined) {
      if (options === null || typeof options !== "object" || Array.isArray(options)) {
        throw new realm.library.TypeError(`Expecting Object or undefined, got ${typeName(options)}`);
      }
      given = options as Options;
      if (this.#apply(given)) restart = true;
    }
    let failure: Error | undefined;
    try {
      this.#data = this.#read(data, given);
    } catch (error) {
      if (!(error instanceof AdvertisingError)) throw error;
      // The packet is lost and the standard one goes on the air, name and all.
      this.#data = { kind: "none" };
      failure = realm.error(error.message);
    }
    if (restart) {
      this.stop();
      const refused = this.start();
      failure ??= refused;
    }
    if (failure) throw failure;
  }

  /** Start, if it may. Returns the radio stack's refusal. */
  start(): Error | undefined {
    if (this.#on) return undefined;
    if (this.#host.connected && !this.#whenConnected) return undefined;
    const connectable = this.#connectable && !this.#host.connected;
    this.#on = true;
    this.#host.advertisingChanged(true);
    const packets = this.#packets();
    const refusal = this.#refusal(packets, connectable);
    if (refusal) return this.#processor.realm.error(refusal);
    this.#send(packets, connectable, this.#processor.now);
    return undefined;
  }

  stop(): void {
    if (!this.#on) return;
    this.#on = false;
    this.silence(this.#processor.now);
    this.#host.advertisingChanged(false);
  }

  /** The stack itself stops sending, before the interpreter knows. */
  silence(at: number): void {
    this.settleMeter(at);
    for (const transmission of this.#current) transmission.to = Math.max(at, transmission.from);
    this.#current = [];
    this.#counted = 0;
  }

  /** The stack's timeout: the interpreter starts again, its phase anew. */
  timeOut(at: number): void {
    this.silence(at);
    this.#on = false;
  }

  /** Go on sending with another power or address, in step with before. */
  changeOnAir(at: number, fields: { txPowerDbm?: number; address?: string }): void {
    const before = this.#current;
    this.silence(at);
    this.#current = before.map((old) => {
      const next = nextInstant(old, at);
      const changed = { ...old, ...fields, from: next, to: Infinity, seed: this.#processor.random.int32() };
      this.transmissions.push(changed);
      return changed;
    });
  }

  /** The packet that the given arguments would send, for NRF.getAdvertisingData. */
  packetOf(services: unknown, options: unknown): Uint8Array {
    const given = (options ?? {}) as Options;
    return buildPacket(
      services as Record<string, unknown> | undefined,
      given,
      this.#host.deviceName,
      this.#limit,
      false,
    );
  }

  get #limit(): number {
    return this.#processor.board.chip === "nRF52832" ? LEGACY_BYTES : 63;
  }

  /** Options stick until they are named again. Returns whether advertising must start now although it was off. */
  #apply(options: Options): boolean {
    if (options.interval !== undefined) {
      const units = Math.trunc(Number(options.interval) / UNIT_MS) & 0xffff;
      this.#intervalUnits = Math.min(Math.max(units, MINIMUM_UNITS), MAXIMUM_UNITS);
    }
    if (options.connectable !== undefined) this.#connectable = Boolean(options.connectable);
    if (options.scannable !== undefined) this.#scannable = Boolean(options.scannable);
    if (options.name !== undefined) this.#host.setName(String(options.name));
    if (options.whenConnected === undefined) return false;
    this.#whenConnected = Boolean(options.whenConnected);
    return this.#whenConnected && this.#host.connected;
  }

  #read(data: unknown, options: Options): AdvertisingData {
    const { realm } = this.#processor;
    const build = (services: unknown): Uint8Array =>
      buildPacket(services as Record<string, unknown>, options, this.#host.deviceName, this.#limit, true);
    if (data === undefined) {
      build(undefined);
      return { kind: "none" };
    }
    if (types.isAnyArrayBuffer(data) || types.isTypedArray(data)) {
      this.#rotating = false;
      return { kind: "packet", bytes: toBytes(data).slice() };
    }
    if (Array.isArray(data)) {
      this.#rotating = false;
      if (!data.some((one) => one === undefined || (typeof one === "object" && one !== null))) {
        return { kind: "packet", bytes: this.#raw(data) };
      }
      const packets = data.map((one) =>
        Array.isArray(one) || types.isAnyArrayBuffer(one) || types.isTypedArray(one)
          ? this.#raw(one).slice(0, this.#limit)
          : build(one),
      );
      this.#rotating = packets.length > 1;
      return { kind: "rotating", packets };
    }
    if (data !== null && typeof data === "object") return { kind: "packet", bytes: build(data) };
    throw new realm.library.TypeError(`Expecting Array or Object, got ${typeName(data)}`);
  }

  #raw(data: unknown): Uint8Array {
    try {
      return toBytes(data).slice();
    } catch (error) {
      throw error instanceof NotBytes ? new AdvertisingError(error.message) : error;
    }
  }

  #packets(): readonly Uint8Array[] {
    if (this.#data.kind === "none") {
      return [buildPacket(undefined, {}, this.#host.deviceName, this.#limit, true)];
    }
    if (this.#data.kind === "rotating") {
      // One packet in an array of packets is not rotation but a list, of which nothing can be sent.
      return this.#rotating ? this.#data.packets : [new Uint8Array(0)];
    }
    return this.#rotating ? [new Uint8Array(0)] : [this.#data.bytes];
  }

  #refusal(packets: readonly Uint8Array[], connectable: boolean): string | undefined {
    if (connectable && !this.#scannable) return "ERR 0x7 (INVALID_PARAM)";
    const minimum = connectable
      ? MINIMUM_UNITS
      : this.#processor.board.radio.minimumAdvertIntervalMs / UNIT_MS;
    if (packets.some((packet) => packet.length > LEGACY_BYTES)) return "ERR 0x9 (INVALID_LENGTH)";
    if (packets.some((packet) => !isWellFormed(packet))) return "ERR 0xb";
    if (this.#intervalUnits < minimum) return "ERR 0x7 (INVALID_PARAM)";
    return undefined;
  }

  /** Packets that rotate are as many spans, each at a multiple of the interval. */
  #send(packets: readonly Uint8Array[], connectable: boolean, from: number): void {
    const intervalMs = this.#intervalUnits * UNIT_MS;
    this.#current = packets.map((data, i) => ({
      from: from + i * intervalMs,
      to: Infinity,
      data,
      intervalMs: intervalMs * packets.length,
      txPowerDbm: this.#host.txPowerDbm,
      address: this.#host.airAddress,
      connectable,
      seed: this.#processor.random.int32(),
    }));
    this.transmissions.push(...this.#current);
  }

  /** Count what the current spans have sent so far. */
  settleMeter(at: number): void {
    const first = this.#current[0];
    if (!first) return;
    const sent = this.#current.reduce((sum, one) => sum + advertsBetween(one, Math.min(at, one.to)), 0);
    const more = sent - this.#counted;
    this.#counted = sent;
    const { meter } = this.#processor;
    meter.advertsSent += more;
    const kind = `${first.txPowerDbm}${first.connectable ? " connectable" : ""}`;
    meter.advertsByKind.set(kind, (meter.advertsByKind.get(kind) ?? 0) + more);
  }
}

/** How many adverts of a transmission go out before `to`. */
function advertsBetween(transmission: Transmission, to: number): number {
  let at = transmission.from;
  let k = 0;
  while (at < to) at += transmission.intervalMs + advertDelay(transmission.seed, k++);
  return k;
}

/** The first instant of a transmission's adverts at or after a time. */
function nextInstant(transmission: Transmission, after: number): number {
  let at = transmission.from;
  for (let k = 0; at < after; k++) at += transmission.intervalMs + advertDelay(transmission.seed, k);
  return at;
}
