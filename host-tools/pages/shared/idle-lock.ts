/** Calls back when nobody has touched anything for a while. */
const EVENTS = ["pointerdown", "keydown", "touchstart", "wheel"] as const;

export interface IdleWatch {
  /** Something went on that is not a touch, such as a sync. */
  touch(): void;
  stop(): void;
}

const LOOK_MS = 5_000;

interface Warning {
  /** So long before the end. */
  readonly beforeMs: number;
  /** Called with true when the end is near, with false once somebody has touched something again. */
  readonly onNear: (isNear: boolean) => void;
}

export function watchIdle(afterMs: number, onIdle: () => void, warning?: Warning): IdleWatch {
  // The monotonic clock may stand still while the computer sleeps, the other one may be set: either is enough.
  let last = { awake: performance.now(), wall: Date.now() };
  let isNear = false;
  const tell = (near: boolean) => {
    if (near === isNear) return;
    isNear = near;
    warning?.onNear(near);
  };
  const touch = () => {
    last = { awake: performance.now(), wall: Date.now() };
    tell(false);
  };
  for (const event of EVENTS) addEventListener(event, touch, { passive: true });
  const timer = setInterval(() => {
    const idle = Math.max(performance.now() - last.awake, Math.abs(Date.now() - last.wall));
    if (idle < afterMs) return tell(idle >= afterMs - (warning?.beforeMs ?? 0));
    touch();
    onIdle();
  }, LOOK_MS);
  return {
    touch,
    stop() {
      clearInterval(timer);
      for (const event of EVENTS) removeEventListener(event, touch);
    },
  };
}
