/** Somebody is at work: the real station. */
import { useEffect, useMemo } from "preact/hooks";
import { Frame } from "./frame/Frame.tsx";
import { type IdleWatch, watchIdle } from "./frame/idle-lock.ts";
import { StationProvider } from "./station-context.ts";
import type { Door, Work } from "./work/door.ts";
import { openRealStation } from "./work/real-station.ts";

const IDLE_MS = 5 * 60_000;

interface StationViewProps {
  readonly door: Door;
  readonly work: Work;
  readonly enterTraining: () => void;
}

export function StationView({ door, work, enterTraining }: StationViewProps) {
  const idle = useMemo<{ watch?: IdleWatch }>(() => ({}), []);
  const real = useMemo(() => openRealStation(work, door), [work, door]);
  useEffect(() => {
    idle.watch = watchIdle(IDLE_MS, () => void door.lock());
    const stop = real.start();
    return () => {
      idle.watch?.stop();
      stop();
    };
  }, [real]);
  const context = {
    ...real.context,
    stayAwake: () => idle.watch?.touch(),
    lock: () => void door.lock(),
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
