/** Notices that nothing is heard of a token any more, while it is the token's turn and not the server's. */

interface QuietWatch {
  /** Something came from the token, or another part of the visit began. */
  heard(): void;
  /** Until it settles the server is waited for, and the token may be silent. */
  waitingFor<T>(work: Promise<T>): Promise<T>;
  stop(): void;
}

/** A token in reach sends a chunk every tenth of a second, and answers a link within two seconds. */
const QUIET_MS = 3_000;

/** Calls back with true when the token has been silent for so long, with false when it is heard again. */
export function watchQuiet(onQuiet: (isQuiet: boolean) => void, quietMs = QUIET_MS): QuietWatch {
  let isQuiet = false;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (now: boolean) => {
    if (now === isQuiet) return;
    isQuiet = now;
    onQuiet(now);
  };
  const wait = () => {
    clearTimeout(timer);
    timer = asked === 0 ? setTimeout(() => tell(true), quietMs) : undefined;
  };
  const heard = () => {
    wait();
    tell(false);
  };
  return {
    heard,
    async waitingFor(work) {
      asked++;
      heard();
      try {
        return await work;
      } finally {
        asked--;
        wait();
      }
    },
    stop: () => clearTimeout(timer),
  };
}
