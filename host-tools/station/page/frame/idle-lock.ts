/** Calls back when nobody has touched anything for a while. */
const EVENTS = ["pointerdown", "keydown", "touchstart", "wheel"] as const;

export interface IdleWatch {
  /** Something went on that is not a touch, such as a sync. */
  touch(): void;
  stop(): void;
}

export function watchIdle(afterMs: number, onIdle: () => void): IdleWatch {
  let last = performance.now();
  const touch = () => {
    last = performance.now();
  };
  for (const event of EVENTS) addEventListener(event, touch, { passive: true });
  const timer = setInterval(() => {
    if (performance.now() - last < afterMs) return;
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
