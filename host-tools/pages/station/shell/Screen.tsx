/** The screen that the address names. */
import { CalledScreen } from "../screens/CalledScreen.tsx";
import { Home } from "../screens/Home.tsx";
import { QueueScreen } from "../screens/QueueScreen.tsx";
import { SyncScreen } from "../screens/SyncScreen.tsx";
import { useRoute } from "../services/route.ts";
import {
  ComingScreen,
  ConsentScreen,
  CounterScreen,
  GiveBackScreen,
  HandOutScreen,
  HelpScreen,
  QuestionsScreen,
  RosterScreen,
  StockScreen,
  UptakeScreen,
  VisitScreen,
  WaitingScreen,
  WearersScreen,
} from "./later-screens.ts";

export function Screen() {
  const [name = "", about, deed, whom] = useRoute();
  switch (name) {
    case "sync":
      return <SyncScreen job={about} />;
    case "hand-out":
      return <HandOutScreen person={about} />;
    case "counter":
      return <CounterScreen />;
    case "give-back":
      return <GiveBackScreen />;
    case "wearers":
      return <WearersScreen person={about} deed={deed} />;
    case "consent":
      return <ConsentScreen key={about} person={about} />;
    case "queue":
      return <QueueScreen />;
    case "roster":
      return <RosterScreen group={about} />;
    case "visit":
      return <VisitScreen hamlet={about} whom={deed === "hand-out" ? whom : undefined} />;
    case "stock":
      return <StockScreen />;
    case "coming":
      return <ComingScreen />;
    case "questions":
      return <QuestionsScreen />;
    case "uptake":
      return <UptakeScreen />;
    case "called":
      return <CalledScreen />;
    case "waiting":
      return <WaitingScreen />;
    case "help":
      return <HelpScreen />;
    default:
      return <Home />;
  }
}
