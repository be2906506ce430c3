/** Calls back when nobody has touched anything for a while. */
const EVENTS = ["pointerdown", "keydown", "touchstart", "wheel"] as const;

export interface IdleWatch {
  /** Something went on that is not a touch, such as a sync. */
  touch(): void;
  stop(): void;
}

export function watchIdle(afterMs: number, onIdle: () => void): IdleWatch {
  // The monotonic clock may stand still while the computer sleeps, the other one may be set: either is enough.
  let last = { awake: performance.now(), wall: Date.now() };
  const touch = () => {
    last = { awake: performance.now(), wall: Date.now() };
  };
  for (const event of EVENTS) addEventListener(event, touch, { passive: true });
  const timer = setInterval(() => {
    if (performance.now() - last.awake < afterMs && Math.abs(Date.now() - last.wall) < afterMs) return;
    touch();
    onIdle();
  }, 5_000);
  return {
    touch,
    stop() {
      clearInterval(timer);
      for (const event of EVENTS) removeEventListener(event, touch);
    },
  };
}
