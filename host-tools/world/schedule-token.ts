/** A token, badge or phone that follows a schedule: it is on the air, listens, queues what it hears and keeps a log of minutes. */

import { MINUTES_PER_EPOCH } from "../../protocol/epoch.ts";
import { hash, normalOf } from "../lib/random.ts";
import { EPOCH_MS, MINUTE_MS } from "../lib/time.ts";
import { AdvertCount } from "../models/virtual-token/advert-count.ts";
import type { HeardAdvert, Listening, RunningToken, Transmission } from "../models/virtual-token/air-port.ts";
import { Meter } from "../models/virtual-token/meter.ts";
import type { LoggedRecord } from "./report.ts";
import { type Emission, emissionsOf, type IsAlone, type Look, looksOf, type Schedule } from "./schedule.ts";

/** The interpreter's queue holds so many adverts; what comes while it is full is lost. */
const QUEUE = 22;
/** A look is over when the last packet in it is. */
const LOOK_OVER_MS = 1;

/** Whose address is whose, so that listeners can tell who they heard. */
export class AddressBook {
  readonly #owners = new Map<string, { readonly person: number; readonly phone: boolean }>();

  enter(address: string, person: number, phone: boolean): void {
    this.#owners.set(address, { person, phone });
  }

  ownerOf(address: string) {
    return this.#owners.get(address);
  }
}

/** Who sent an advert, as far as the listener can tell; undefined: nobody it knows of. */
export type Identify = (
  advert: HeardAdvert,
) => { readonly person: number; readonly phone: boolean } | undefined;

/** One row of a log that keeps rows. */
interface Row {
  readonly peer: number;
  readonly at: number;
  readonly rssi: number;
}

interface ScheduleTokenOptions {
  readonly schedule: Schedule;
  readonly person: number;
  readonly seed: number;
  readonly startAt: number;
  readonly book: AddressBook;
  /** Default: by the address, from the book. */
  readonly identify?: Identify;
  /** Makes the advertising data and the address of an epoch. Default: data that nobody reads. */
  readonly packetOf?: (epoch: number) => { readonly data: Uint8Array; readonly address: string };
  /** Only on the air: nobody looks at what it would hear. */
  readonly deaf?: boolean;
  /** Clock error, ms; drawn from the schedule's spread where not given. */
  readonly clockErrorMs?: number;
}

export class ScheduleToken implements RunningToken {
  readonly air: RunningToken["air"];
  readonly meter = new Meter();
  readonly rows: Row[] = [];
  readonly #schedule: Schedule;
  readonly #person: number;
  readonly #seed: number;
  readonly #book: AddressBook;
  readonly #identify: Identify;
  readonly #packetOf: (epoch: number) => { readonly data: Uint8Array; readonly address: string };
  readonly #transmissions: Transmission[] = [];
  readonly #listenings: Listening[] = [];
  readonly #looks: Iterator<Look>;
  readonly #emissions: Iterator<Emission>;
  #nextLook: Look | undefined;
  #nextEmission: Emission | undefined;
  #lookOverAt = Number.POSITIVE_INFINITY;
  readonly #queue: HeardAdvert[] = [];
  #busyUntil = Number.NEGATIVE_INFINITY;
  /** Peer, then epoch: bits of minutes. */
  readonly #minutes = new Map<number, Map<number, number>>();
  readonly #known = new Set<string>();
  readonly #lastRow = new Map<number, number>();
  #minute: number;
  /** The latest minute in which somebody was heard; the first one before that. */
  #heardIn: number;
  #counter: { count: AdvertCount; transmission: Transmission } | undefined;
  #sent = 0;

  constructor(options: ScheduleTokenOptions) {
    const { schedule, person, seed, startAt, book, packetOf, clockErrorMs, deaf } = options;
    this.#schedule = schedule;
    this.#person = person;
    this.#seed = seed;
    this.#book = book;
    this.#identify = options.identify ?? (({ address }) => book.ownerOf(address));
    this.#packetOf = packetOf ?? ((epoch) => defaultPacket(schedule, seed, epoch));
    const spread = schedule.rendezvous?.clockSdMs ?? 0;
    const error = clockErrorMs ?? spread * normalOf(hash(seed, 3));
    this.#minute = Math.floor(startAt / MINUTE_MS);
    this.#heardIn = this.#minute;
    const isAlone: IsAlone = (minute, minutes) => minute - this.#heardIn > minutes;
    this.#looks = deaf ? [][Symbol.iterator]() : looksOf(schedule, startAt, seed, error, isAlone);
    this.#emissions = emissionsOf(schedule, startAt, seed, error, isAlone);
    this.#nextLook = this.#looks.next().value;
    this.#nextEmission = this.#emissions.next().value;
    this.air = {
      transmissions: this.#transmissions,
      listenings: this.#listenings,
      hear: (adverts) => void this.#queue.push(...adverts),
    };
  }

  nextAt(): number {
    const head = this.#queue[0];
    return Math.min(
      head ? Math.max(head.at, this.#busyUntil) : Number.POSITIVE_INFINITY,
      this.#nextLook?.from ?? Number.POSITIVE_INFINITY,
      this.#nextEmission?.from ?? Number.POSITIVE_INFINITY,
      this.#lookOverAt,
      (this.#minute + 1) * MINUTE_MS,
    );
  }

  runTo(t: number): void {
    for (let at = this.nextAt(); at <= t; at = this.nextAt()) this.#step(at);
  }

  /** Complete the meter's count of adverts up to world time t. */
  settleMeter(t: number): void {
    if (!this.#counter) return;
    const { count, transmission } = this.#counter;
    const more = count.more(Math.min(t, transmission.to));
    const { meter } = this;
    const kind = `${transmission.txPowerDbm}${transmission.connectable ? " connectable" : ""}`;
    meter.advertsSent += more;
    meter.advertsByKind.set(kind, (meter.advertsByKind.get(kind) ?? 0) + more);
  }

  /** What it logged, as records of epochs. */
  records(): LoggedRecord[] {
    return [...this.#minutes].flatMap(([peer, epochs]) =>
      [...epochs].map(([epoch, minutes]) => ({ token: this.#person, peer, epoch, minutes })),
    );
  }

  #step(at: number): void {
    if (at >= (this.#minute + 1) * MINUTE_MS) this.#beginMinute();
    if (at >= this.#lookOverAt) this.#lookOverAt = Number.POSITIVE_INFINITY;
    if (this.#nextEmission && at >= this.#nextEmission.from) this.#emit(this.#nextEmission);
    if (this.#nextLook && at >= this.#nextLook.from) this.#look(this.#nextLook);
    if (at >= this.#busyUntil) this.#drain(at);
  }

  #beginMinute(): void {
    this.#minute++;
    const { processor, rendezvous } = this.#schedule;
    const alone = rendezvous?.alone;
    if (!alone || this.#minute - this.#heardIn <= alone.afterMinutes || this.#minute % alone.oneIn === 0) {
      this.meter.cpuMs += processor.minute;
      this.meter.ledMs += processor.ledMs;
      this.meter.wakeUps += processor.wakeUps;
    }
    if (this.#minute % MINUTES_PER_EPOCH !== 0) return;
    this.meter.cpuMs += processor.epoch + processor.epochPeer * this.#known.size;
    this.#known.clear();
  }

  #emit(emission: Emission): void {
    this.settleMeter(emission.from);
    const { data, address } = this.#packetOf(Math.floor(emission.from / EPOCH_MS));
    this.#book.enter(address, this.#person, this.#schedule.packet !== "token");
    const transmission: Transmission = {
      ...emission,
      data,
      address,
      txPowerDbm: this.#schedule.powerDbm,
      connectable: this.#schedule.connectable,
      seed: hash(this.#seed, 4, this.#sent++) | 0,
    };
    this.#transmissions.push(transmission);
    this.#counter = { count: new AdvertCount(transmission), transmission };
    this.#nextEmission = this.#emissions.next().value;
  }

  #look({ from, to, slotMs }: Look): void {
    this.#listenings.push({ from, to, windowMs: slotMs, intervalMs: slotMs });
    this.meter.listenMs += to - from;
    this.#lookOverAt = to + LOOK_OVER_MS;
    this.#nextLook = this.#looks.next().value;
  }

  /** Takes in what came up to now; the processor is busy with it for a while. */
  #drain(at: number): void {
    let taken = 0;
    let spent = 0;
    while (this.#queue.length > 0 && this.#queue[0]!.at <= at) {
      const advert = this.#queue.shift()!;
      taken++;
      if (taken > QUEUE) this.meter.droppedEvents++;
      else spent += this.#take(advert);
    }
    this.meter.cpuMs += spent;
    this.#busyUntil = at + spent;
  }

  /** Logs an advert; what it takes the processor, ms. */
  #take(advert: HeardAdvert): number {
    const { processor } = this.#schedule;
    const owner = this.#identify(advert);
    if (owner === undefined) return processor.foreign;
    const { person: peer, phone } = owner;
    this.#heardIn = Math.floor(advert.at / MINUTE_MS);
    const isKnown = this.#known.has(advert.address);
    this.#known.add(advert.address);
    const epoch = Math.floor(advert.at / EPOCH_MS);
    const bit = 1 << Math.floor((advert.at - epoch * EPOCH_MS) / MINUTE_MS);
    const epochs = this.#minutes.get(peer) ?? new Map<number, number>();
    this.#minutes.set(peer, epochs);
    epochs.set(epoch, (epochs.get(epoch) ?? 0) | bit);
    this.#addRow(peer, advert);
    if (phone) return isKnown ? processor.phone : processor.freshPhone;
    return isKnown ? processor.known : processor.fresh;
  }

  #addRow(peer: number, { at, rssi }: HeardAdvert): void {
    const { rowEveryMs } = this.#schedule;
    if (rowEveryMs === undefined || at - (this.#lastRow.get(peer) ?? Number.NEGATIVE_INFINITY) < rowEveryMs)
      return;
    this.#lastRow.set(peer, at);
    this.rows.push({ peer, at, rssi });
  }
}

/** Data as long as the real ones, and an address of its own in each epoch. */
function defaultPacket(schedule: Schedule, seed: number, epoch: number) {
  const bytes = { token: 31, phone: 23, iphone: 28 }[schedule.packet];
  const word = hash(seed, 5, epoch);
  const data = new Uint8Array(bytes);
  for (let i = 0; i < bytes; i++) data[i] = hash(word, i) & 255;
  const address = Array.from({ length: 6 }, (_, i) =>
    (hash(word, 100 + i) & 255).toString(16).padStart(2, "0"),
  );
  return { data, address: `${address.join(":")} random` };
}
