/** Screens behind the first ones. The service worker has them ready, so that they are there without a network too. */
import { later } from "../../shared/components/later.tsx";

/** What is done with persons is fetched together. */
const people = () => import("../screens/people-room.ts");

export const ComingScreen = later(async () => (await people()).ComingScreen);
export const ConsentScreen = later(async () => (await people()).ConsentScreen);
export const CounterScreen = later(async () => (await people()).CounterScreen);
export const GiveBackScreen = later(async () => (await people()).GiveBackScreen);
export const HandOutScreen = later(async () => (await people()).HandOutScreen);
export const QuestionsScreen = later(async () => (await people()).QuestionsScreen);
export const RosterScreen = later(async () => (await people()).RosterScreen);
export const UptakeScreen = later(async () => (await people()).UptakeScreen);
export const StockScreen = later(async () => (await people()).StockScreen);
export const VisitScreen = later(async () => (await people()).VisitScreen);
export const WaitingScreen = later(async () => (await people()).WaitingScreen);
export const WearersScreen = later(async () => (await people()).WearersScreen);
export const HelpScreen = later(async () => (await import("../screens/HelpScreen.tsx")).HelpScreen);
