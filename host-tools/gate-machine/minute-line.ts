/** What a gate's machine says of itself each minute: counts, and what somebody has to do something about. No ID stands in it. */
import { EAR_TEXTS, type EarState } from "./ear-state.ts";
import type { RecallFault } from "./recall-run.ts";

export interface MinuteLine {
  /** By names of listeners, with what each has heard in the last minute. */
  readonly ears: Readonly<
    Record<
      string,
      {
        readonly state: EarState;
        readonly tokens: number;
        readonly phones: number;
        /** Of a gate token: notifications that were lost, or had lost adverts before them, since the last line. */
        readonly lost?: number;
      }
    >
  >;
  /** Adverts of tokens and phones; passages of people that are on the disk; presses: since the last line. */
  readonly adverts: number;
  readonly passages: number;
  readonly taps: number;
  /** Sealed records and passages that the server does not have yet. */
  readonly waiting: number;
  /** Why answers are not on the air, nor recalls, why the disk refuses, what hinders the server; undefined where all is well. */
  readonly answers: string | undefined;
  readonly recalls: RecallFault | undefined;
  readonly disk: string | undefined;
  readonly server: string | undefined;
  /** Minutes that the clock here is ahead of the server's. */
  readonly ahead: number;
  /** Records that the server could not read, and that are kept. */
  readonly unread: number;
}

const SERVER_TEXTS: Readonly<Record<string, string>> = {
  away: "the server does not answer; nothing is lost",
  "not-the-machine": "this machine was taken away from the gate: ask the administrator for a new code",
  server: "the server cannot take it; it is tried again",
};
const RECALL_TEXTS: Readonly<Record<string, string>> = {
  "no-adapter": "no token is called: gate tokens do not send recalls, that takes an adapter",
  "no-sets": "no token is called: the server has given nothing for now; the clock may be wrong",
};
/** Rules of visits and taps bear a clock that is off by less, minutes. */
const CLOCK_MINUTES = 1;

export function textOf(line: MinuteLine): string {
  const ears = Object.entries(line.ears);
  const faults = [
    ...ears.flatMap(([name, { state }]) => (state === "listening" ? [] : [`${name} ${EAR_TEXTS[state]}`])),
    ...ears.flatMap(([name, { lost = 0 }]) =>
      lost === 0 ? [] : [`${name} told ${lost} times too little: it hears more than it can tell`],
    ),
    ...(line.answers === undefined ? [] : [`taps are not answered: ${line.answers}`]),
    ...(line.recalls === undefined
      ? []
      : [RECALL_TEXTS[line.recalls] ?? `no token is called: ${line.recalls}`]),
    ...(line.disk === undefined ? [] : [`the disk refuses: ${line.disk}`]),
    ...(line.server === undefined ? [] : [SERVER_TEXTS[line.server] ?? line.server]),
    ...(Math.abs(line.ahead) > CLOCK_MINUTES ? [`the clock is ${line.ahead} min ahead: set it`] : []),
    ...(line.unread === 0
      ? []
      : [
          `${line.unread} records are kept that the server could not read; they are tried again each 6 hours`,
        ]),
  ];
  return [
    ...ears.map(([name, { tokens, phones }]) => `${name}: ${tokens} tokens, ${phones} phones`),
    `${line.adverts} adverts`,
    `${line.passages} passages, ${line.taps} taps`,
    `${line.waiting} to be sent`,
    ...faults,
  ].join("; ");
}
