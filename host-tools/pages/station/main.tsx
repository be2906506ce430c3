import { Api } from "../shared/api.ts";
import { SessionKeeper } from "../shared/sign-in/session.ts";
import { stageOfFrame, takeFrameOver } from "../shared/sign-in/take-over.ts";
import { keepPages } from "./notices/page-version.ts";
import { StationStart } from "./Start.tsx";

takeFrameOver(<StationStart keeper={new SessionKeeper(new Api(), stageOfFrame())} />);

if ("serviceWorker" in navigator && import.meta.env.PROD)
  addEventListener("load", () => void keepPages(navigator.serviceWorker));
