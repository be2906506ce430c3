/** What a gate writes down of who comes and goes: closed lists and schemas that the gate, the server and the pages share. */
import * as v from "valibot";

/** Where a gate's listener hears: on the inner side, on the outer side, or at the one door. */
export const GATE_SIDES = ["inside", "outside", "door"] as const;
export type GateSide = (typeof GATE_SIDES)[number];

/**
 * in, out: as the gate is set, or as two sides have heard it. passed: went by, and nothing says which way. there: on that side
 * of the gate when a quarter of an hour began or ended, which with the next quarter's row may make a passage.
 */
export const PASSAGE_DIRECTIONS = ["in", "out", "passed", "there"] as const;
export type PassageDirection = (typeof PASSAGE_DIRECTIONS)[number];

/** tap: the wearer pressed the button. sides: heard on one side alone, then on the other alone. walk: went by one listener. turn: see there. */
export const PASSAGE_EVIDENCE = ["tap", "sides", "walk", "turn"] as const;
export type PassageEvidence = (typeof PASSAGE_EVIDENCE)[number];

export const PREFIX_BYTES = 6;

export const passage = v.strictObject({
  /** Minutes since the Unix epoch, UTC. */
  minute: v.pipe(v.number(), v.integer(), v.minValue(0)),
  side: v.picklist(GATE_SIDES),
  direction: v.picklist(PASSAGE_DIRECTIONS),
  evidence: v.picklist(PASSAGE_EVIDENCE),
  /** First six bytes of a rolling ID, in hex: of any unit's token, and of phones with Bluezone. */
  prefix: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/)),
});
export type Passage = v.InferOutput<typeof passage>;
