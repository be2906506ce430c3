/** How a gate stands: its listeners, what a tap at each means, how far they reach. */
import type { GateSide } from "../contract/gates.ts";

export interface Listener {
  /** Unique at the gate. */
  readonly name: string;
  readonly side: GateSide;
  /** What a tap here says: the lane is for those who come, for those who go, or for both. */
  readonly lane: "in" | "out" | "passed";
}

export interface Layout {
  readonly listeners: readonly Listener[];
  /** Who is heard with so many dB of loss at most is on a listener's side; further away they are none of the gate's. */
  readonly reach: number;
  /** A tap counts when it is heard with so many dB of loss at most: within some two metres, body included. */
  readonly tapReach: number;
}

/** Loss of 24 dB: some 8 m behind a body, 17 m in the open. Loss of 16 dB: some 2 m behind one. */
export const REACH = 24;
/** Of listeners on two sides: 26 dB, so that a weak token by a weak listener is heard, too. */
export const SIDES_REACH = 26;
export const TAP_REACH = 16;

export type LayoutFault = "no-listener" | "same-name" | "one-side" | "mixed";

/** What keeps a layout from working; undefined where nothing does. Directions by sides need both of them, and no door between. */
export function faultOf({ listeners }: Layout): LayoutFault | undefined {
  if (listeners.length === 0) return "no-listener";
  if (new Set(listeners.map(({ name }) => name)).size < listeners.length) return "same-name";
  const sides = new Set(listeners.map(({ side }) => side));
  if (sides.has("door")) return sides.size > 1 ? "mixed" : undefined;
  return sides.size < 2 ? "one-side" : undefined;
}
