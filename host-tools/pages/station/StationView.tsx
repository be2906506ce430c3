/** Somebody is at work: the real station. */
import { useEffect, useMemo } from "preact/hooks";
import { type IdleWatch, watchIdle } from "../shared/idle-lock.ts";
import type { Door, Work } from "./services/door.ts";
import { openRealStation } from "./services/real-station.ts";
import { StationProvider } from "./services/station-context.ts";
import { Frame } from "./shell/Frame.tsx";

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
