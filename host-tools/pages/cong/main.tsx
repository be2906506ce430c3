import { takeFrameOver } from "../shared/sign-in/take-over.ts";
import { GatePage } from "./GatePage.tsx";
import "./cong.css";

takeFrameOver(<GatePage />);
