/** On the air at a gate: tokens with a schedule and perhaps a tap, and listeners that never stop. No program runs. */
import { ADVERT_VERSION, encodeAdvert, MINUTE_MODULUS } from "../../../protocol/advert.ts";
import { decodeGateAdvert, encodeAnswer, MOST_TAGS, TAG_BYTES } from "../../../protocol/gate-advert.ts";
import { hash, normalOf } from "../../lib/random.ts";
import { EPOCH_MS, MINUTE_MS } from "../../lib/time.ts";
import type { AirPort, Listening, RunningToken, Transmission } from "../../models/virtual-token/air-port.ts";
import { type Emission, emissionsOf, type Schedule } from "../../world/schedule.ts";

/** A tap (protocol/SPEC.md): adverts so dense and for so long, then listening for the gate's answer. */
export const TAP = { intervalMs: 100, sendMs: 2000, listenMs: 300 } as const;
/** A listener changes its channel so often, ms. */
const SLOT_MS = 100;
/** What every token says of itself at 0 dBm, dBm. */
export const RSSI_AT_ONE_METRE = -60;

type Purpose = "burst" | "background" | "tap";
type Purposed = Emission & { readonly purpose: Purpose };

/** Sends what it is told to, and listens once if it tapped. */
export class Sender implements RunningToken {
  readonly air: AirPort;
  /** Whether the gate's answer was heard. */
  answered = false;
  readonly #due: { readonly from: number; readonly begin: () => void }[];

  constructor(sends: readonly Transmission[], listening?: Listening) {
    const transmissions: Transmission[] = [];
    const listenings: Listening[] = [];
    this.air = {
      transmissions,
      listenings,
      hear: (adverts) => {
        if (adverts.some(({ data }) => decodeGateAdvert(data).ok)) this.answered = true;
      },
    };
    this.#due = [
      ...sends.map((one) => ({ from: one.from, begin: () => void transmissions.push(one) })),
      ...(listening ? [{ from: listening.from, begin: () => void listenings.push(listening) }] : []),
    ].sort((x, y) => x.from - y.from);
  }

  nextAt(): number {
    return this.#due[0]?.from ?? Number.POSITIVE_INFINITY;
  }

  runTo(t: number): void {
    while (this.nextAt() <= t) this.#due.shift()!.begin();
  }
}

interface TokenAtGate {
  readonly from: number;
  readonly to: number;
  readonly seed: number;
  readonly tapAt: number | undefined;
  /** The token's rolling ID of an epoch. */
  readonly idOf: (epoch: number) => Uint8Array;
}

/** A token with a schedule from `from` to `to`; a tap takes the schedule's place while it lasts. */
export function tokenAtGate(schedule: Schedule, plan: TokenAtGate): Sender {
  const { seed, tapAt, idOf } = plan;
  const planned = scheduled(schedule, plan);
  const sends = (tapAt === undefined ? planned : withTap(planned, tapAt)).map(
    (emission, i): Transmission => ({
      from: emission.from,
      to: emission.to,
      intervalMs: emission.intervalMs,
      data: advertOf(idOf(Math.floor(emission.from / EPOCH_MS)), emission),
      address: "token",
      txPowerDbm: 0,
      connectable: false,
      seed: hash(seed, i) | 0,
    }),
  );
  if (tapAt === undefined) return new Sender(sends);
  const from = tapAt + TAP.sendMs;
  return new Sender(sends, { from, to: from + TAP.listenMs, windowMs: SLOT_MS, intervalMs: SLOT_MS });
}

function scheduled(schedule: Schedule, { from, to, seed }: TokenAtGate): Purposed[] {
  const error = (schedule.rendezvous?.clockSdMs ?? 0) * normalOf(hash(seed, 3));
  const background = schedule.rendezvous?.backgroundMs;
  const planned: Purposed[] = [];
  for (const emission of emissionsOf(schedule, from, seed, error)) {
    if (emission.from >= to) break;
    planned.push({ ...emission, purpose: emission.intervalMs === background ? "background" : "burst" });
  }
  return planned;
}

/** IDs change at the end of an epoch, also in the middle of a tap. */
function withTap(planned: readonly Purposed[], tapAt: number): Purposed[] {
  const tapEnd = tapAt + TAP.sendMs;
  const turn = Math.min(tapEnd, (Math.floor(tapAt / EPOCH_MS) + 1) * EPOCH_MS);
  const tap = { intervalMs: TAP.intervalMs, purpose: "tap" } as const;
  return [
    ...planned.flatMap((one) => [
      { ...one, to: Math.min(one.to, tapAt) },
      { ...one, from: Math.max(one.from, tapEnd) },
    ]),
    { ...tap, from: tapAt, to: turn },
    { ...tap, from: turn, to: tapEnd },
  ].filter(({ from, to }) => to > from);
}

function advertOf(rollingId: Uint8Array, { from, purpose }: Purposed): Uint8Array {
  return encodeAdvert(rollingId, {
    version: ADVERT_VERSION,
    role: "token",
    clockTrusted: true,
    powerAtOneMetre: RSSI_AT_ONE_METRE,
    inBurst: purpose === "burst",
    late: purpose === "background",
    minute: Math.floor(from / MINUTE_MS) % MINUTE_MODULUS,
  });
}

/** The gate's answers, all the time: whoever taps is named in them. */
export function answering(from: number, to: number, seed: number): Sender {
  const random = Uint8Array.from({ length: MOST_TAGS * TAG_BYTES }, (_, i) => hash(seed, i) & 255);
  const data = encodeAnswer(Math.floor(from / EPOCH_MS), [], random);
  const always = { txPowerDbm: 0, connectable: false, address: "answer", seed: hash(seed) | 0 };
  return new Sender([{ from, to, intervalMs: TAP.intervalMs, data, ...always }]);
}

/** Listens all the time, on one channel after the other. */
export class GateListener implements RunningToken {
  readonly air: AirPort;

  constructor(from: number, to: number) {
    const listenings = [{ from, to, windowMs: SLOT_MS, intervalMs: SLOT_MS }];
    this.air = { transmissions: [], listenings, hear() {} };
  }

  nextAt(): number {
    return Number.POSITIVE_INFINITY;
  }

  runTo(): void {}
}
