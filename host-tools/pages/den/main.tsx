import { takeFrameOver } from "../shared/sign-in/take-over.ts";
import { DenPage } from "./DenPage.tsx";
import "./den.css";

takeFrameOver(<DenPage />);
