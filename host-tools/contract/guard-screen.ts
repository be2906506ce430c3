/** What a gate's machine tells the guard's page beside it: about the gate and the moment, never about a person. */
import * as v from "valibot";
import { TAG_BYTES } from "../../protocol/gate-advert.ts";
import { GATE_SIDES, PASSAGE_DIRECTIONS } from "./gates.ts";
import { count, hex, serialNumber, text, time } from "./pieces.ts";
import type { AnswerOf, RequestOf } from "./plain.ts";

/** hears: something came in the last minute. silent: it works, and nothing came. off, gone: the adapter is switched off, or pulled out. */
const LISTENER_STATES = ["hears", "silent", "off", "gone"] as const;
export type ListenerState = (typeof LISTENER_STATES)[number];

/** A Bluetooth adapter of the machine, or a gate token that the guard's page is connected to. */
const LISTENER_KINDS = ["adapter", "token"] as const;
export type ListenerKind = (typeof LISTENER_KINDS)[number];

/** What hinders what is written down from reaching the server: no network; the gate was taken away; the server refuses. */
const HINDRANCES = ["away", "not-the-machine", "server"] as const;

const listener = v.strictObject({
  name: text(80),
  side: v.picklist(GATE_SIDES),
  kind: v.picklist(LISTENER_KINDS),
  state: v.picklist(LISTENER_STATES),
  /** Tokens and phones with Bluezone of which something came in the last minute. */
  tokens: count,
  phones: count,
});

/** Somebody counted by hand who went through, and the gate has told so many passages meanwhile. */
export const handCount = v.strictObject({ from: time, to: time, people: count, passages: count });
export type HandCount = AnswerOf<typeof handCount>;

/** A guard has raised it here. Until it is told nobody but the gate's own screen knows of it. */
const fireOnScreen = v.strictObject({ raisedAt: time, isTold: v.boolean() });
export type FireOnScreen = AnswerOf<typeof fireOnScreen>;

export const guardScreen = v.strictObject({
  gate: text(80),
  placeName: v.string(),
  zone: v.string(),
  now: time,
  listeners: v.array(listener),
  /** IDs on the inner side, as counts of people are told (small-numbers.ts); absent at a gate that cannot tell. */
  inside: v.optional(v.strictObject({ least: count, most: count })),
  /** Passages since the machine was started. */
  passages: count,
  /** Of these, in this hour and this day of the province. */
  thisHour: count,
  today: count,
  startedAt: time,
  /** Those that could not be written down yet. */
  unwritten: count,
  hindrance: v.optional(v.picklist(HINDRANCES)),
  /** Minutes that this machine's clock is ahead of the server's. */
  ahead: v.pipe(v.number(), v.integer()),
  /** Absent while none lasts that was raised here. */
  fire: v.optional(fireOnScreen),
  /** The newest last. */
  handCounts: v.array(handCount),
  /** Tokens that are lent to visitors; the newest last. */
  loans: v.array(serialNumber),
  /** Grows by one with each shift that begins or ends: the page asks anew whose it is. */
  shifts: count,
});
export type GuardScreen = AnswerOf<typeof guardScreen>;
/** All but what the page's site knows by itself. */
export type GateOnScreen = Omit<GuardScreen, "handCounts" | "loans" | "shifts">;

/** A press of a token's button that is written down. Whose, nobody at the gate can tell. */
export const guardTap = v.strictObject({
  /** Grows by one from tap to tap while the machine runs. */
  number: count,
  at: time,
  direction: v.picklist(PASSAGE_DIRECTIONS),
  /** Pressed once more by the same token, and no passage of its own. */
  isAgain: v.boolean(),
});
export type GuardTap = AnswerOf<typeof guardTap>;

/** Where the page stands on the gate's machine, and what it asks for there. */
export const GUARD_PORT = 8481;
export const GUARD_STREAM = "/gate/live";
export const GUARD_COUNTS = "/gate/hand-counts";
export const GUARD_VISITS = "/gate/visits";
/** A guard on shift says that something has happened behind the gate, or that it is over. */
export const GUARD_FIRE = "/gate/fire";
export const GUARD_HEARD = "/gate/heard";
/** The sheet for visitors, to be printed. */
export const GUARD_PAPER = "/gate/visitors.pdf";
/** So long a visit can be taken back, ms. */
export const UNDO_MS = 10_000;
const MOST_COUNTED = 2000;
export const newHandCount = v.strictObject({
  from: time,
  to: time,
  people: v.pipe(count, v.minValue(1), v.maxValue(MOST_COUNTED)),
  /** `passages` of the screen when the counting began. */
  passagesBefore: count,
});
export type NewHandCount = RequestOf<typeof newHandCount>;

/** Notifications of a gate token in one message, and bytes of one at most (SPEC.md §10). */
export const MOST_NOTIFICATIONS = 64;
const MOST_BYTES = 244;
export const PAGE_ID_BYTES = 8;

/** What a page hands on of a gate token, several times a second; without notifications it says that it is there. */
export const heardFromToken = v.strictObject({
  listener: text(80),
  /** Drawn anew by each page that is opened: of two pages of one gate the one that is connected counts. */
  page: hex(PAGE_ID_BYTES),
  /** It is connected and tells what it hears. */
  isLinked: v.boolean(),
  /** Hex, in the order in which they came. */
  notifications: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(2 * MOST_BYTES), v.regex(/^(?:[0-9a-f]{2})*$/))),
    v.maxLength(MOST_NOTIFICATIONS),
  ),
});
export type HeardFromToken = RequestOf<typeof heardFromToken>;

/** Taps of that token that are on the disk meanwhile: tags to be answered on the air, hex. The page has brought them itself. */
export const tapsToAnswer = v.strictObject({ answers: v.array(hex(TAG_BYTES)) });
