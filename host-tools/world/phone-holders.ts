/** Who of a day's people has a phone with Bluezone in place of a token, and what phones and tokens log of each other. */
import { decodeAdvert } from "../../protocol/advert.ts";
import { toHex } from "../../protocol/bytes.ts";
import { MINUTES_PER_EPOCH } from "../../protocol/epoch.ts";
import { PREFIX_BYTES } from "../../protocol/record.ts";
import { hash, unitOf } from "../lib/random.ts";
import { MINUTE_MS } from "../lib/time.ts";
import type { OwnerOf } from "./log-reader.ts";
import { makePhone, type Phone } from "./phones.ts";
import { heardMinutesByPair, type LoggedRecord } from "./report.ts";
import type { PhoneReport } from "./report-types.ts";
import type { Identify } from "./schedule-token.ts";
import { CONTACT_MINUTES, type PairTruth } from "./truth.ts";

/** Shares of the people, 0..1. */
export interface PhoneShares {
  readonly android: number;
  readonly iphone: number;
}

/** Kind of phone by person; chosen by chance from the seed. */
export function phoneHolders(people: number, shares: PhoneShares, seed: number): Map<number, Phone["kind"]> {
  const holders = new Map<number, Phone["kind"]>();
  for (let person = 0; person < people; person++) {
    const draw = unitOf(hash(seed, 14, person));
    if (draw < shares.android) holders.set(person, "android");
    else if (draw < shares.android + shares.iphone) holders.set(person, "iphone");
  }
  return holders;
}

/** The phones of those people. What they hear is told by the rolling ID in it, as Bluezone does. */
export function makePhones(
  holders: ReadonlyMap<number, Phone["kind"]>,
  { seed, startAt, ownerOf }: { seed: number; startAt: number; ownerOf: () => OwnerOf },
): Phone[] {
  const identify: Identify = ({ data, at }) => {
    const advert = decodeAdvert(data);
    if (!advert.ok) return undefined;
    const prefix = toHex(advert.value.rollingId.subarray(0, PREFIX_BYTES));
    const person = ownerOf()(Math.floor(at / MINUTE_MS / MINUTES_PER_EPOCH), prefix);
    return person === undefined ? undefined : { person, phone: advert.value.sender === "phone" };
  };
  return [...holders].map(([person, kind]) => makePhone(kind, { person, seed, startAt, identify }));
}

/** Runs of so many consecutive presence minutes, none in two of them: first minute of each. */
export function fullPresences(presence: readonly number[], length = CONTACT_MINUTES): number[] {
  const starts: number[] = [];
  let run = 0;
  presence.forEach((minute, i) => {
    run = i > 0 && presence[i - 1] === minute - 1 ? run + 1 : 1;
    if (run < length) return;
    starts.push(minute - length + 1);
    run = 0;
  });
  return starts;
}

/** Presences of 15 minutes of a token's wearer and a phone's holder: how many of them each side has a row of. */
export function phoneReport(
  pairs: readonly PairTruth[],
  phones: readonly Phone[],
  tokenRecords: readonly LoggedRecord[],
  endAt: number,
): PhoneReport {
  const kinds = new Map(phones.map(({ person, kind }) => [person, kind]));
  const heard = heardMinutesByPair([...tokenRecords, ...phones.flatMap(({ token }) => token.records())]);
  const sides: Record<
    Phone["kind"],
    { presences15: number; byToken: number; byPhone: number; byEither: number }
  > = {
    android: { presences15: 0, byToken: 0, byPhone: 0, byEither: 0 },
    iphone: { presences15: 0, byToken: 0, byPhone: 0, byEither: 0 },
  };
  for (const { a, b, presence } of pairs) {
    const kind = kinds.get(a) ?? kinds.get(b);
    if (!kind || (kinds.has(a) && kinds.has(b))) continue;
    const [phone, token] = kinds.has(a) ? [a, b] : [b, a];
    const logged = (log: readonly number[] | undefined, from: number) =>
      log?.some((minute) => minute >= from && minute < from + CONTACT_MINUTES) ?? false;
    for (const from of fullPresences(presence)) {
      const side = sides[kind];
      const byToken = logged(heard.get(`${token} ${phone}`), from);
      const byPhone = logged(heard.get(`${phone} ${token}`), from);
      side.presences15++;
      side.byToken += Number(byToken);
      side.byPhone += Number(byPhone);
      side.byEither += Number(byToken || byPhone);
    }
  }
  for (const { token } of phones) token.settleMeter(endAt);
  const count = (kind: Phone["kind"]) => phones.filter((phone) => phone.kind === kind).length;
  return {
    android: { phones: count("android"), ...sides.android },
    iphone: { phones: count("iphone"), ...sides.iphone },
    rowsPerPhone:
      phones.length === 0
        ? null
        : phones.reduce((n, { token }) => n + token.rows.length, 0) / Math.max(1, count("android")),
  };
}
