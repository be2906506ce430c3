/**
 * The two kinds of token in the simulation of clocks: what their oscillators do, when they send and listen, what that
 * costs. Radio figures are those of the schedule's sweep; oscillators by the makers' data, stated here.
 */

import type { Board } from "../../../boards/board.ts";
import { puckjs, xiaoble } from "../../../boards/index.ts";
import { type NewSteering, steeringOf } from "./token-steering.ts";

export interface Kind {
  readonly name: string;
  readonly board: Board;
  readonly steering: NewSteering;
  /** Listening span, s. */
  readonly window: number;
  /** Time between adverts of a burst and in the background, s. */
  readonly spacing: number;
  readonly background: number;
  /** Half of a burst that is not in doubt, s. */
  readonly reach: number;
  /** A page turns after so many days, and keeps the rate over a loss of power. */
  readonly turnDays: number;
  /** Chance that one advert on the air in the span is heard: near in a room, collisions and bodies included. */
  readonly heard: number;
  /** Standard deviation of a token's own constant error, amplitude of its daily swing, and of its hourly wander, ppm. */
  readonly spread: number;
  /** What the bench told differs from the constant error by at most so much, ppm. */
  readonly bench: number;
  readonly swing: number;
  readonly wander: number;
}

/** A board's steering, and the times of its schedule, s, as firmware/schedule.ts has them. */
function ofBoard(
  board: Board,
): Pick<Kind, "name" | "board" | "steering" | "window" | "spacing" | "background" | "reach" | "turnDays"> {
  const { rendezvous, flash } = board;
  const window = (3 * rendezvous.scanWindowMs) / 1000;
  return {
    name: board.id,
    board,
    steering: steeringOf(board),
    window,
    spacing: rendezvous.burstIntervalMs / 1000,
    background: rendezvous.backgroundMs / 1000,
    reach: window / 2 + rendezvous.burstMarginMs / 1000,
    turnDays: flash.logPages > 20 ? 1 : 4,
  };
}

/**
 * RC clocks are calibrated against the crystal of the radio every few seconds and by temperature: within 250 ppm (nRF52832
 * product specification: 250 or 500 by revision). 150 ppm spread, 40 ppm between day and night and 20 ppm wander are assumed.
 */
export const RC: Kind = {
  ...ofBoard(puckjs),
  heard: 0.8,
  spread: 150,
  bench: 40,
  swing: 40,
  wander: 20,
};

/** A 20 ppm crystal loses 0.035 ppm per squared kelvin from 25 °C: 4 ppm between a desk and a cold night; ageing 1. */
export const CRYSTAL: Kind = {
  ...ofBoard(xiaoble),
  heard: 0.65,
  spread: 8,
  bench: 4,
  swing: 4,
  wander: 1,
};
