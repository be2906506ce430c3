/** On the air at a gate: tokens with a schedule and perhaps a tap, and listeners that never stop. No program runs. */
import { hash, normalOf } from "../../lib/random.ts";
import type {
  AirPort,
  HeardAdvert,
  Listening,
  RunningToken,
  Transmission,
} from "../../models/virtual-token/air-port.ts";
import { type Emission, emissionsOf, type Schedule } from "../../world/schedule.ts";

/** A tap (protocol/SPEC.md): adverts so dense and for so long, then listening for the gate's answer. */
export const TAP = { intervalMs: 100, sendMs: 2000, listenMs: 300 } as const;
/** A listener changes its channel so often, ms. */
const SLOT_MS = 100;
const ADVERT_BYTES = 31;

type Purpose = "schedule" | "tap" | "answer";

/** What an advert at a gate says: whose it is and what for. */
export interface Said {
  readonly person: number;
  readonly purpose: Purpose;
}

const PURPOSES: readonly Purpose[] = ["schedule", "tap", "answer"];
const dataOf = ({ person, purpose }: Said): Uint8Array => {
  const data = new Uint8Array(ADVERT_BYTES);
  data.set([PURPOSES.indexOf(purpose), person & 255, person >> 8]);
  return data;
};
/** undefined: a stranger's. */
export function wordsOfAdvert({ data, address }: HeardAdvert): Said | undefined {
  if (!address.startsWith("gate")) return undefined;
  return { person: data[1]! | (data[2]! << 8), purpose: PURPOSES[data[0]!]! };
}

/** Sends what it is told to, and listens once if it tapped. */
export class Sender implements RunningToken {
  readonly air: AirPort;
  /** Whether the gate's answer was heard. */
  answered = false;
  readonly #due: { readonly from: number; readonly begin: () => void }[];

  constructor(
    person: number,
    emissions: readonly (Emission & { purpose: Purpose })[],
    seed: number,
    listening?: Listening,
  ) {
    const transmissions: Transmission[] = [];
    const listenings: Listening[] = [];
    this.air = {
      transmissions,
      listenings,
      hear: (adverts) => {
        if (adverts.some((advert) => wordsOfAdvert(advert)?.purpose === "answer")) this.answered = true;
      },
    };
    const sends = emissions.map((emission, i) => ({
      from: emission.from,
      begin: () => void transmissions.push(transmissionOf(person, emission, hash(seed, i))),
    }));
    const listens = listening ? [{ from: listening.from, begin: () => void listenings.push(listening) }] : [];
    this.#due = [...sends, ...listens].sort((x, y) => x.from - y.from);
  }

  nextAt(): number {
    return this.#due[0]?.from ?? Number.POSITIVE_INFINITY;
  }

  runTo(t: number): void {
    while (this.nextAt() <= t) this.#due.shift()!.begin();
  }
}

function transmissionOf(
  person: number,
  { from, to, intervalMs, purpose }: Emission & { purpose: Purpose },
  seed: number,
): Transmission {
  return {
    from,
    to,
    intervalMs,
    data: dataOf({ person, purpose }),
    address: `gate ${person}`,
    txPowerDbm: 0,
    connectable: false,
    seed: seed | 0,
  };
}

/** A token with a schedule from `from` to `to`; a tap takes the schedule's place while it lasts. */
export function tokenAtGate(
  person: number,
  schedule: Schedule,
  {
    from,
    to,
    seed,
    tapAt,
  }: {
    readonly from: number;
    readonly to: number;
    readonly seed: number;
    readonly tapAt: number | undefined;
  },
): Sender {
  const error = (schedule.rendezvous?.clockSdMs ?? 0) * normalOf(hash(seed, 3));
  const planned: Emission[] = [];
  for (const emission of emissionsOf(schedule, from, seed, error)) {
    if (emission.from >= to) break;
    planned.push(emission);
  }
  if (tapAt === undefined)
    return new Sender(
      person,
      planned.map((one) => ({ ...one, purpose: "schedule" })),
      seed,
    );
  const tapEnd = tapAt + TAP.sendMs;
  const around = planned.flatMap((one) => [
    { ...one, to: Math.min(one.to, tapAt) },
    { ...one, from: Math.max(one.from, tapEnd) },
  ]);
  const emissions = [
    ...around.filter((one) => one.to > one.from).map((one) => ({ ...one, purpose: "schedule" as const })),
    { from: tapAt, to: tapEnd, intervalMs: TAP.intervalMs, purpose: "tap" as const },
  ];
  const listening = { from: tapEnd, to: tapEnd + TAP.listenMs, windowMs: SLOT_MS, intervalMs: SLOT_MS };
  return new Sender(person, emissions, seed, listening);
}

/** The gate's answers, all the time. */
export const answering = (person: number, from: number, to: number, seed: number): Sender =>
  new Sender(person, [{ from, to, intervalMs: TAP.intervalMs, purpose: "answer" }], seed);

/** Listens all the time, on one channel after the other, and keeps what it heard. */
export class GateListener implements RunningToken {
  readonly air: AirPort;
  readonly heard: HeardAdvert[] = [];

  constructor(from: number, to: number) {
    this.air = {
      transmissions: [],
      listenings: [{ from, to, windowMs: SLOT_MS, intervalMs: SLOT_MS }],
      hear: (adverts) => void this.heard.push(...adverts),
    };
  }

  nextAt(): number {
    return Number.POSITIVE_INFINITY;
  }

  runTo(): void {}
}
