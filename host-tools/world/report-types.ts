/** The object that `bztoken world --json` prints. */
import type { TruthSummary } from "./truth.ts";

export interface HeardReport {
  /** Share of presence minutes in which one of the two heard the other, mean over both logs. */
  readonly shareOfPresenceMinutes: number | null;
  /** The same, where either log counts. */
  readonly shareByEitherLog: number | null;
  /** Heard length minus true length of bouts of 5 minutes or more, each log for itself, minutes. */
  readonly lengthErrorMinutes: {
    readonly p5: number | null;
    readonly p50: number | null;
    readonly p95: number | null;
  };
  /** How many such presences the error is taken from, both logs counted. */
  readonly presences: number;
  /** How long the peer stayed audible in one piece before and after such a presence (in the same room or through a wall), minutes. */
  readonly audibleBeyondMinutes: { readonly p50: number | null; readonly p95: number | null };
}

export interface DistanceBand {
  /** From, to: the distance within which the pair spent 15 minutes of the day. */
  readonly metres: readonly [number, number];
  readonly pairs: number;
  readonly flagged: number;
}

export interface RuleReport {
  /** Share of the pairs called contacts that are; null when none is called one. */
  readonly precision: number | null;
  /** Share of the true contacts that are called so; null when there is none. */
  readonly recall: number | null;
  readonly byDistance: readonly DistanceBand[];
}

/** What keeps a day's distances from a plane. On a plane nothing does. */
export interface PlaneReport {
  /** Pairs that were there together at a time that was looked at. */
  readonly pairs: number;
  /** Pairs that were at some time further apart than the way over a third person. */
  readonly pairsWithoutPlane: number;
  readonly triples: number;
  readonly triplesWithoutPlane: number;
}

export interface LogReport {
  readonly recordsPerTokenDay: {
    readonly p50: number | null;
    readonly p90: number | null;
    readonly max: number | null;
  };
  readonly bytesPerRecord: number | null;
}

export interface EnergyReport {
  readonly averageMicroamps: { readonly p50: number | null; readonly max: number | null };
  /** Mean microamps by cause. */
  readonly byCause: Readonly<Record<string, number>>;
  /** Of a CR2032, less what short pulses take. */
  readonly daysOn220mAh: number | null;
  readonly daysOn1000mAh: number | null;
}

/** Presences of 15 minutes of a token's wearer and a phone's holder, and by whose log they are known. */
interface PhoneSides {
  readonly phones: number;
  readonly presences15: number;
  readonly byToken: number;
  readonly byPhone: number;
  readonly byEither: number;
}

export interface PhoneReport {
  readonly android: PhoneSides;
  /** In the foreground; its rolling ID is not on the air. */
  readonly iphone: PhoneSides;
  /** Rows that an Android phone logged. */
  readonly rowsPerPhone: number | null;
}

export interface WorldReport {
  readonly people: number;
  readonly minutes: number;
  readonly seed: number;
  readonly schedule: string;
  /** What ran the programs; "none": schedules without a program. */
  readonly runtime: "vm" | "espruino" | "none";
  readonly truth: TruthSummary;
  /** How well the day's distances agree with places on a plane. */
  readonly plane: PlaneReport;
  readonly heard: HeardReport;
  readonly rule: RuleReport;
  readonly log: LogReport;
  readonly energy: EnergyReport;
  /** Where some have phones in place of tokens. */
  readonly phones?: PhoneReport;
  /** Packets and adverts lost, by reason. */
  readonly lost: Readonly<Record<string, number>>;
  /** SHA-256 of each token's log pages as they stand in flash after the last sync, hexadecimal. */
  readonly logHashes: readonly string[];
}
