import "../shared/theme.css";
import { render } from "preact";
import { StationApp } from "./App.tsx";
import { keepPages } from "./notices/page-version.ts";

render(<StationApp />, document.getElementById("page")!);

if ("serviceWorker" in navigator && import.meta.env.PROD)
  addEventListener("load", () => void keepPages(navigator.serviceWorker));
