import "../../web/ui/theme.css";
import { render } from "preact";
import { App } from "./App.tsx";

render(<App />, document.getElementById("page")!);

if ("serviceWorker" in navigator && import.meta.env.PROD)
  addEventListener("load", () => void navigator.serviceWorker.register("/sw.js"));
