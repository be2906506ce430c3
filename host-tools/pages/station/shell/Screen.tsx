/** The screen that the address names. */
import { CalledScreen } from "../screens/CalledScreen.tsx";
import { ComingScreen } from "../screens/ComingScreen.tsx";
import { ConsentScreen } from "../screens/ConsentScreen.tsx";
import { HelpScreen } from "../screens/HelpScreen.tsx";
import { Home } from "../screens/Home.tsx";
import { GiveBackScreen, HandOutScreen } from "../screens/PeopleScreens.tsx";
import { QuestionsScreen } from "../screens/QuestionsScreen.tsx";
import { QueueScreen } from "../screens/QueueScreen.tsx";
import { RosterScreen } from "../screens/RosterScreen.tsx";
import { SyncScreen } from "../screens/SyncScreen.tsx";
import { VisitScreen } from "../screens/VisitScreen.tsx";
import { WaitingScreen } from "../screens/WaitingScreen.tsx";
import { WearersScreen } from "../screens/WearersScreen.tsx";
import { useRoute } from "../services/route.ts";

export function Screen() {
  const [name = "", about, deed, whom] = useRoute();
  switch (name) {
    case "sync":
      return <SyncScreen />;
    case "hand-out":
      return <HandOutScreen person={about} />;
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
    case "coming":
      return <ComingScreen />;
    case "questions":
      return <QuestionsScreen />;
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
