import { AdvertCount } from "./advert-count.ts";
import { AdvertisingError, buildPacket, isWellFormed, type PacketOptions } from "./advertising-data.ts";
import { type AdvertisingSource, packetBytes, readSource, WrongSource } from "./advertising-source.ts";
import type { Transmission } from "./air-port.ts";
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
/** Where the interpreter looks at what the stack said, in the sources of 2v29.277: its errors end in the line's number. */
const CHECKED_AT = { setAdvertising: 1486, wake: 773, data: 2806 } as const;

/** The stack's refusal to advertise. */
interface Refusal {
  readonly error: Error;
  /** Where the interpreter starts advertising by itself, only what is wrong with the packet becomes an error. */
  readonly isPacket: boolean;
}

interface Options extends PacketOptions {
  interval?: unknown;
  connectable?: unknown;
  scannable?: unknown;
  whenConnected?: unknown;
}

/** What the advertiser must know of the rest of the radio. */
interface AdvertiserHost {
  readonly connected: boolean;
  readonly deviceName: string;
  readonly airAddress: string;
  readonly txPowerDbm: number;
  /** Report a start or stop to the program. */
  advertisingChanged(on: boolean): void;
}

/** NRF.setAdvertising: options that stick, packets, and the spans of time in which they are on the air. */
export class Advertiser {
  readonly transmissions: Transmission[] = [];
  readonly #processor: Processor;
  readonly #host: AdvertiserHost;
  #source: AdvertisingSource = { kind: "standard" };
  #intervalUnits = STANDARD_INTERVAL_MS / UNIT_MS;
  #connectable = true;
  #scannable = true;
  #whenConnected = false;
  /** The rotating flag outlives a change to an object: nothing is sent then (quirk of 2v29). */
  #rotating = false;
  /** The interpreter takes itself to be advertising, even where the stack refused. */
  #on = false;
  #current: Transmission[] = [];
  #counts: AdvertCount[] = [];
  #lastOnAir: Uint8Array = new Uint8Array(0);

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
    let restart = this.#on;
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
      const build = (services: unknown): Uint8Array => this.#build(services, given);
      this.#source = readSource(data, build);
      // Going from a list to an object or to nothing leaves the mark of rotation behind (quirk of 2v29).
      if (this.#source.kind === "raw" || this.#source.kind === "rotating") this.#rotating = false;
      if (this.#source.kind === "rotating") this.#rotating = true;
    } catch (error) {
      if (!(error instanceof AdvertisingError)) throw error;
      // The packet is lost and the standard one goes on the air, name and all.
      this.#source = { kind: "standard" };
      const kind = error instanceof WrongSource ? realm.library.TypeError : realm.library.Error;
      failure = new kind(error.message);
    }
    if (restart) {
      this.stop();
      const refused = this.start("setAdvertising");
      failure ??= refused?.error;
    }
    if (failure) throw failure;
  }

  /** Start, if it may. Returns the radio stack's refusal, as an error of the caller. */
  start(caller: "setAdvertising" | "wake"): Refusal | undefined {
    if (this.#on) return undefined;
    if (this.#host.connected && !this.#whenConnected) return undefined;
    const connectable = this.#connectable && !this.#host.connected;
    this.#on = true;
    this.#host.advertisingChanged(true);
    const packets = this.#packets();
    const [refusal, place] = this.#refusal(packets, connectable) ?? [];
    if (refusal !== undefined) {
      const error = this.#processor.realm.error(`${refusal} (:${CHECKED_AT[place ?? caller]})`);
      return { error, isPacket: place !== undefined };
    }
    this.#lastOnAir = packets[0]!;
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
    this.#counts = [];
  }

  /** The stack's timeout: the interpreter starts again, its phase anew. */
  timeOut(at: number): void {
    this.silence(at);
    this.#on = false;
  }

  /** Go on sending with another power or address, in step with before. */
  changeOnAir(at: number, fields: { txPowerDbm?: number; address?: string }): void {
    const before = this.#current;
    const counts = this.#counts;
    this.silence(at);
    const changed = before.map((old, i) => {
      const from = Math.max(counts[i]!.next, old.from);
      return { ...old, ...fields, from, to: Infinity, seed: this.#processor.random.int32() };
    });
    this.#begin(changed);
  }

  /** What NRF.getAdvertisingData makes of its arguments: of an array the text of its numbers (quirk of 2v29). */
  packetOf(data: unknown, options: unknown): Uint8Array {
    const given = (options ?? {}) as Options;
    if (Array.isArray(data) || ArrayBuffer.isView(data)) return Buffer.from(String(data), "latin1");
    return buildPacket(
      data as Record<string, unknown> | undefined,
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
    if (options.whenConnected === undefined) return false;
    this.#whenConnected = Boolean(options.whenConnected);
    return this.#whenConnected && this.#host.connected;
  }

  #build(services: unknown, options: Options): Uint8Array {
    return buildPacket(
      services as Record<string, unknown> | undefined,
      options,
      this.#host.deviceName,
      this.#limit,
      true,
    );
  }

  #packets(): readonly Uint8Array[] {
    const source = this.#source;
    if (source.kind === "rotating") return source.packets;
    if (source.kind === "standard") return [this.#build(undefined, {})];
    if (!this.#rotating)
      return [
        source.kind === "raw" ? packetBytes(this.#processor.realm.asOfNow(source.value)) : source.bytes,
      ];
    // Marked as rotating but no list: the interpreter gives the stack no packet. S132 then keeps the old one.
    return [this.#processor.board.chip === "nRF52832" ? this.#lastOnAir : new Uint8Array(0)];
  }

  /** What the stack says; "data" where it says so when it gets the packet, which the nRF52840's takes with all the rest. */
  #refusal(packets: readonly Uint8Array[], connectable: boolean): [string, "data"?] | undefined {
    const { board } = this.#processor;
    const ofOptions: [string, "data"?] = ["ERR 0x7 (INVALID_PARAM)"];
    if (board.chip === "nRF52840") ofOptions.push("data");
    if (connectable && !this.#scannable) return ofOptions;
    const minimum = connectable ? MINIMUM_UNITS : board.radio.minimumAdvertIntervalMs / UNIT_MS;
    if (packets.some((packet) => packet.length > LEGACY_BYTES)) return ["ERR 0x9 (INVALID_LENGTH)", "data"];
    if (packets.some((packet) => !isWellFormed(packet))) return ["ERR 0xb", "data"];
    if (this.#intervalUnits < minimum) return ofOptions;
    return undefined;
  }

  /** Packets that rotate are as many spans, each at a multiple of the interval. */
  #send(packets: readonly Uint8Array[], connectable: boolean, from: number): void {
    const intervalMs = this.#intervalUnits * UNIT_MS;
    const spans = packets.map((data, i) => ({
      from: from + i * intervalMs,
      to: Infinity,
      data,
      intervalMs: intervalMs * packets.length,
      txPowerDbm: this.#host.txPowerDbm,
      address: this.#host.airAddress,
      connectable,
      seed: this.#processor.random.int32(),
    }));
    this.#begin(spans);
  }

  #begin(spans: Transmission[]): void {
    this.#current = spans;
    this.#counts = spans.map((span) => new AdvertCount(span));
    this.transmissions.push(...spans);
  }

  /** Count what the current spans have sent so far. */
  settleMeter(at: number): void {
    const first = this.#current[0];
    if (!first) return;
    const { meter } = this.#processor;
    const more = this.#counts.reduce((sum, count) => sum + count.more(at), 0);
    meter.advertsSent += more;
    const kind = `${first.txPowerDbm}${first.connectable ? " connectable" : ""}`;
    meter.advertsByKind.set(kind, (meter.advertsByKind.get(kind) ?? 0) + more);
  }
}
