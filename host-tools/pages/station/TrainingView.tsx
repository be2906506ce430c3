/** The same screens over made-up people and simulated tokens; nothing of it reaches the server or stays. */
import { useEffect, useMemo } from "preact/hooks";
import { PartialsInMemory } from "../../station/partial-pages.ts";
import type { ClockVerdict } from "../../station/server-clock.ts";
import { openStore } from "../shared/store.ts";
import { NOTHING_WAITS } from "./local-store/waiting.ts";
import { openDrafts } from "./services/drafts.ts";
import { type StationContext, StationProvider } from "./services/station-context.ts";
import { openTicks } from "./services/ticks.ts";
import { Frame } from "./shell/Frame.tsx";
import { Chooser } from "./training/Chooser.tsx";
import { madeUpPeople, madeUpTokens, TRAINING_PLACE } from "./training/made-up.ts";
import { trainingAuthority } from "./training/training-authority.ts";
import { trainingRadio } from "./training/training-radio.ts";
import { trainingRegistry } from "./training/training-registry.ts";
import { trainingRights } from "./training/training-rights.ts";

export function TrainingView({ leave }: { readonly leave: () => void }) {
  const { context, radio } = useMemo(() => openTraining(leave), []);
  useEffect(() => {
    location.hash = "#/";
    return () => {
      location.hash = "#/";
    };
  }, []);
  return (
    <StationProvider.Provider value={context}>
      <Frame />
      <Chooser radio={radio} />
    </StationProvider.Provider>
  );
}

function openTraining(leave: () => void) {
  const tokens = madeUpTokens();
  const radio = trainingRadio(tokens);
  const people = madeUpPeople();
  const nothing = () => {};
  const context: StationContext = {
    station: {
      isTraining: true,
      radio,
      authority: trainingAuthority(tokens),
      registry: trainingRegistry(people, tokens),
      rights: trainingRights(people),
      notices: async () => [],
      clock: { now: Date.now, offset: 0, evidence: () => ({ by: "server" }) },
    },
    partials: new PartialsInMemory(),
    account: undefined,
    placeName: openStore<string | undefined>(TRAINING_PLACE),
    isReached: openStore(true),
    clockVerdict: openStore<ClockVerdict>({ kind: "unknown" }),
    waiting: openStore(NOTHING_WAITS),
    ticks: openTicks(),
    drafts: openDrafts(undefined, Date.now),
    exchange: async () => {},
    dropForm: async () => {},
    stayAwake: nothing,
    lock: nothing,
    signOut: nothing,
    enterTraining: nothing,
    leaveTraining: leave,
  };
  return { context, radio };
}
