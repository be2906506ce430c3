import "../shared/theme.css";
import "./desk.css";
import { render } from "preact";
import { App } from "./App.tsx";

render(<App />, document.getElementById("page")!);
