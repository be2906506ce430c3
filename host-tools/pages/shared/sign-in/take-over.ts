/** The page's HTML shows its frame before any script has come (frames/); here the script takes it over. */
import { type ComponentChild, hydrate } from "preact";
import { showKeptLanguage } from "../language.ts";
import type { SessionState } from "./session.ts";

const place = () => document.getElementById("page")!;

/** What the server knew when it chose the frame: nobody is signed in, or it is to be asked. */
export function stageOfFrame(): SessionState["stage"] {
  return place().dataset.stage === "signed-out" ? "signed-out" : "loading";
}

/** Letters that somebody has typed into the frame's fields stay, and so does the focus. */
export function takeFrameOver(page: ComponentChild): void {
  const typed = new Map(
    [...place().querySelectorAll("input")].map((input) => [input.name, input.value] as const),
  );
  hydrate(page, place());
  for (const input of place().querySelectorAll("input")) {
    const letters = typed.get(input.name);
    if (!letters || input.type === "checkbox") continue;
    input.value = letters;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  showKeptLanguage();
}
