import { Api } from "../shared/api.ts";
import { SessionKeeper } from "../shared/sign-in/session.ts";
import { stageOfFrame, takeFrameOver } from "../shared/sign-in/take-over.ts";
import { QuanlyStart } from "./Start.tsx";

takeFrameOver(<QuanlyStart keeper={new SessionKeeper(new Api(), stageOfFrame())} />);
