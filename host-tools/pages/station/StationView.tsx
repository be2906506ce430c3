/** Somebody is at work: the real station. */
import { useLayoutEffect, useMemo } from "preact/hooks";
import { type IdleWatch, watchIdle } from "../shared/idle-lock.ts";
import type { Door, Work } from "./services/door.ts";
import { openRealStation } from "./services/real-station.ts";
import { StationProvider } from "./services/station-context.ts";
import { Frame } from "./shell/Frame.tsx";

const IDLE_MS = 5 * 60_000;
const MOST_WAIT_MS = 500;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

interface StationViewProps {
  readonly door: Door;
  readonly work: Work;
  readonly enterTraining: () => void;
}

export function StationView({ door, work, enterTraining }: StationViewProps) {
  const idle = useMemo<{ watch?: IdleWatch }>(() => ({}), []);
  const real = useMemo(() => openRealStation(work, door), [work, door]);
  // The last letter is written down before the door is shut, if that takes no longer than nobody sees.
  const lock = () =>
    void Promise.race([real.context.drafts.settled(), pause(MOST_WAIT_MS)]).then(() => door.lock());
  // Watched from the moment in which it is shown.
  useLayoutEffect(() => {
    idle.watch = watchIdle(IDLE_MS, lock);
    const stop = real.start();
    return () => {
      idle.watch?.stop();
      stop();
    };
  }, [real]);
  const context = {
    ...real.context,
    stayAwake: () => idle.watch?.touch(),
    lock,
    signOut: () => void door.signOut(),
    enterTraining,
    leaveTraining: () => {},
  };
  return (
    <StationProvider.Provider value={context}>
      <Frame />
    </StationProvider.Provider>
  );
}
