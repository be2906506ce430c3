/** Screens behind the list of cases; who calls for others needs one of them only. */
import { later } from "../shared/components/later.tsx";

export const BoardScreen = later(async () => (await import("./screens/BoardScreen.tsx")).BoardScreen);
export const CallerScreen = later(async () => (await import("./screens/CallerScreen.tsx")).CallerScreen);
export const CaseScreen = later(async () => (await import("./screens/CaseScreen.tsx")).CaseScreen);
export const AskToSyncScreen = later(
  async () => (await import("./screens/AskToSyncScreen.tsx")).AskToSyncScreen,
);
export const NewCaseScreen = later(async () => (await import("./screens/NewCaseScreen.tsx")).NewCaseScreen);
