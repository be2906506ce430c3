/** The screen that the address names. */
import { Home } from "../screens/Home.tsx";
import { SyncScreen } from "../screens/SyncScreen.tsx";
import { useRoute } from "./route.ts";

export function Screen() {
  const [name = ""] = useRoute();
  switch (name) {
    case "sync":
      return <SyncScreen />;
    default:
      return <Home />;
  }
}
