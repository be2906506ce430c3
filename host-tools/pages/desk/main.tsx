import "../shared/theme.css";
import "./desk.css";
import { render } from "preact";
import { DeskApp } from "./App.tsx";

render(<DeskApp />, document.getElementById("page")!);
