/** How near somebody looks at a picture, and where. */

/** Where somebody looks: so many times nearer than all of it, at this middle. */
export interface Sight {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

export const WHOLE: Sight = { zoom: 1, x: 0, y: 0 };
const MOST_ZOOM = 32;
/** A press goes so far, of what is seen. */
const STRIDE = 0.25;

export const STEPS = {
  nearer: { sign: "+", keys: ["+", "="], to: { zoom: 1.5, x: 0, y: 0 } },
  farther: { sign: "−", keys: ["-"], to: { zoom: 1 / 1.5, x: 0, y: 0 } },
  left: { sign: "←", keys: ["ArrowLeft"], to: { zoom: 1, x: -1, y: 0 } },
  right: { sign: "→", keys: ["ArrowRight"], to: { zoom: 1, x: 1, y: 0 } },
  up: { sign: "↑", keys: ["ArrowUp"], to: { zoom: 1, x: 0, y: -1 } },
  down: { sign: "↓", keys: ["ArrowDown"], to: { zoom: 1, x: 0, y: 1 } },
} as const;
export type Step = keyof typeof STEPS;

/** One step on; nobody leaves the picture. */
export function stepped(sight: Sight, step: Step, edge: number): Sight {
  const { to } = STEPS[step];
  const zoom = Math.max(1, Math.min(MOST_ZOOM, sight.zoom * to.zoom));
  const stride = (2 * edge * STRIDE) / zoom;
  const most = edge - edge / zoom;
  const within = (value: number) => Math.max(-most, Math.min(most, value));
  return { zoom, x: within(sight.x + to.x * stride), y: within(sight.y + to.y * stride) };
}

/** So near that all of these are seen. */
export function around(points: readonly { readonly x: number; readonly y: number }[], edge: number): Sight {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const span = Math.max(right - left, bottom - top) + 160;
  const zoom = Math.max(1, Math.min(MOST_ZOOM, (2 * edge) / span));
  return { zoom, x: (left + right) / 2, y: (top + bottom) / 2 };
}
