/** What is done with persons: fetched together, when the first of it is wanted. */
export { ComingScreen } from "./ComingScreen.tsx";
export { ConsentScreen } from "./ConsentScreen.tsx";
export { CounterScreen } from "./CounterScreen.tsx";
export { GiveBackScreen, HandOutScreen } from "./PeopleScreens.tsx";
export { QuestionsScreen } from "./QuestionsScreen.tsx";
export { RosterScreen } from "./RosterScreen.tsx";
export { StockScreen } from "./StockScreen.tsx";
export { UptakeScreen } from "./UptakeScreen.tsx";
export { VisitScreen } from "./VisitScreen.tsx";
export { WaitingScreen } from "./WaitingScreen.tsx";
export { WearersScreen } from "./WearersScreen.tsx";
