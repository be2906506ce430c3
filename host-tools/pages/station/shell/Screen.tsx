/** The screen that the address names. */
import { CalledScreen } from "../screens/CalledScreen.tsx";
import { Home } from "../screens/Home.tsx";
import { QueueScreen } from "../screens/QueueScreen.tsx";
import { RosterScreen } from "../screens/RosterScreen.tsx";
import { SyncScreen } from "../screens/SyncScreen.tsx";
import { WaitingScreen } from "../screens/WaitingScreen.tsx";
import { useRoute } from "../services/route.ts";
import { Later } from "./later.tsx";

export function Screen() {
  const [name = "", about, deed, whom] = useRoute();
  switch (name) {
    case "sync":
      return <SyncScreen job={about} />;
    case "hand-out":
      return <Later room="people" show={({ HandOutScreen }) => <HandOutScreen person={about} />} />;
    case "give-back":
      return <Later room="people" show={({ GiveBackScreen }) => <GiveBackScreen />} />;
    case "wearers":
      return (
        <Later room="people" show={({ WearersScreen }) => <WearersScreen person={about} deed={deed} />} />
      );
    case "consent":
      return (
        <Later room="people" show={({ ConsentScreen }) => <ConsentScreen key={about} person={about} />} />
      );
    case "queue":
      return <QueueScreen />;
    case "roster":
      return <RosterScreen group={about} />;
    case "visit":
      return (
        <Later
          room="people"
          show={({ VisitScreen }) => (
            <VisitScreen hamlet={about} whom={deed === "hand-out" ? whom : undefined} />
          )}
        />
      );
    case "coming":
      return <Later room="people" show={({ ComingScreen }) => <ComingScreen />} />;
    case "questions":
      return <Later room="people" show={({ QuestionsScreen }) => <QuestionsScreen />} />;
    case "called":
      return <CalledScreen />;
    case "waiting":
      return <WaitingScreen />;
    case "help":
      return <Later room="help" show={({ HelpScreen }) => <HelpScreen />} />;
    default:
      return <Home />;
  }
}
