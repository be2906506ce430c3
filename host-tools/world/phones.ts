/**
 * Phones that run Bluezone 3.0.3 in the world. An Android phone advertises its rolling ID 15 s of every 30 s and scans 40 s of every 300 s; it
 * logs a row for what it hears, the same contact at most every 5 s. An iPhone in the foreground has on the air only the service's
 * 128-bit UUID and the name "Bluezone": its rolling ID is read over a connection, which a token does not make. So a token can
 * make nothing of it, and it is in the world as one more stranger.
 */
import { BLUEZONE_COMPANY, BLUEZONE_SERVICE } from "../../protocol/advert.ts";
import { EPOCHS_PER_DAY } from "../../protocol/epoch.ts";
import { laterDayKey, rollingIdsOfDay } from "../../protocol/rolling-id.ts";
import { hash, unitOf } from "../lib/random.ts";
import { sha256 } from "../lib/sha256.ts";
import { DAY_MS } from "../lib/time.ts";
import { NO_PROCESSOR, type Schedule } from "./schedule.ts";
import { AddressBook, type Identify, ScheduleToken } from "./schedule-token.ts";

/** RSSI at 1 m -66 dBm: Android's low power level, 7 dB under a token's (assumed; models differ by 21 dB). */
const PHONE_DBM = -7;

/** Of the Android phones so many send flags 1A (assumed). */
const SHARE_OF_1A = 0.15;

/** Bluezone 3.0.3, AppConstants.java, configuration.js, AppDatabaseHelper.java. */
const ANDROID: Schedule = {
  name: "bluezone-android",
  title: "Bluezone on Android",
  listening: { windowMs: 40_000, everyMs: [300_000, 300_000], slotMs: 4_096 },
  adverts: { intervalMs: 100, onMs: 15_000, cycleMs: 30_000 },
  powerDbm: PHONE_DBM,
  connectable: true,
  packet: "phone",
  rowEveryMs: 5_000,
  processor: NO_PROCESSOR,
};

/** Bluezone 3.0.3, AppConstant.swift; the interval is assumed. It only sends here. */
const IPHONE: Schedule = {
  name: "bluezone-iphone",
  title: "Bluezone on an iPhone, in the foreground",
  adverts: { intervalMs: 100 },
  powerDbm: PHONE_DBM,
  connectable: true,
  packet: "iphone",
  processor: NO_PROCESSOR,
};

/** "00004E56-73F5-4BC4-A12F-17D1AD07A667", little endian. */
const IPHONE_SERVICE = [
  0x67, 0xa6, 0x07, 0xad, 0xd1, 0x17, 0x2f, 0xa1, 0xc4, 0x4b, 0xf5, 0x73, 0x56, 0x4e, 0x00, 0x00,
];

/**
 * The 23 bytes of an Android phone's advert: flags, which the system puts in front of what is connectable, then manufacturer data, then
 * the services (AOSP, AdvertiseHelper.advertiseDataToBytes and btm_ble_multi_adv.cc, Android 8 to 15; 5 to 7 keep the same order).
 * Flags are 02 there; some Android 7 and makers' builds set 1A.
 */
export function androidPacket(rollingId: Uint8Array, flags = 0x02): Uint8Array {
  const low = (word: number) => [word & 255, word >> 8];
  return Uint8Array.from([
    0x02,
    0x01,
    flags,
    0x0f,
    0xff,
    ...low(BLUEZONE_COMPANY),
    ...rollingId,
    0x03,
    0x03,
    ...low(BLUEZONE_SERVICE),
  ]);
}

/** The 31 bytes of an iPhone's advert: no rolling ID in it. */
export function iphonePacket(): Uint8Array {
  return Uint8Array.from([
    0x02,
    0x01,
    0x1a,
    0x11,
    0x07,
    ...IPHONE_SERVICE,
    0x09,
    0x09,
    ...Buffer.from("Bluezone", "latin1"),
  ]);
}

export interface Phone {
  readonly person: number;
  readonly kind: "android" | "iphone";
  readonly token: ScheduleToken;
  /** Day key of the day (days since the Unix epoch, UTC) `day`. */
  readonly dayKey: Uint8Array;
  readonly day: number;
}

interface PhoneOptions {
  readonly person: number;
  readonly seed: number;
  readonly startAt: number;
  readonly identify: Identify;
  /** Only on the air: nobody looks at what it would hear. */
  readonly deaf?: true;
}

/** A phone of a person; its keys and times follow from the world's seed. */
export function makePhone(
  kind: Phone["kind"],
  { person, seed, startAt, identify, deaf }: PhoneOptions,
): Phone {
  const dayKey = sha256(new TextEncoder().encode(`world ${seed} phone ${person}`));
  const day = Math.floor(startAt / DAY_MS) - 1;
  const idOf = idsOf(dayKey, day);
  const flags = unitOf(hash(seed, 15, person)) < SHARE_OF_1A ? 0x1a : 0x02;
  const token = new ScheduleToken({
    schedule: kind === "android" ? ANDROID : IPHONE,
    person,
    seed: hash(seed, 12, person),
    startAt,
    identify,
    ...(deaf ? { deaf } : {}),
    book: new AddressBook(),
    packetOf: (epoch) => ({
      data: kind === "android" ? androidPacket(idOf(epoch), flags) : iphonePacket(),
      address: addressOf(hash(seed, 13, person, epoch)),
    }),
  });
  return { person, kind, token, dayKey, day };
}

const DAYS_KEPT = 2;

/** The rolling ID of an epoch, by the day key of a day (days since the Unix epoch, UTC) before it. */
export function idsOf(dayKey: Uint8Array, day: number): (epoch: number) => Uint8Array {
  const idsOfDay = new Map<number, Uint8Array[]>();
  return (epoch) => {
    const today = Math.floor(epoch / EPOCHS_PER_DAY);
    let ids = idsOfDay.get(today);
    if (!ids) {
      ids = rollingIdsOfDay(sha256, laterDayKey(sha256, dayKey, today - day));
      idsOfDay.set(today, ids);
      // Worlds go on for weeks, and only around midnight is more than one day asked for.
      if (idsOfDay.size > DAYS_KEPT) idsOfDay.delete(idsOfDay.keys().next().value!);
    }
    return ids[epoch % EPOCHS_PER_DAY]!;
  };
}

function addressOf(word: number): string {
  const bytes = Array.from({ length: 6 }, (_, i) => hash(word, i) & 255);
  bytes[0]! |= 0x40;
  bytes[0]! &= 0x7f;
  return `${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":")} random`;
}
