/** Bar, screen, and in training the watermark. */
import { useTexts } from "../../shared/language.ts";
import { useStation } from "../services/station-context.ts";
import { FRAME } from "../texts/shell.ts";
import { Bar } from "./Bar.tsx";
import { Screen } from "./Screen.tsx";

export function Frame() {
  const t = useTexts(FRAME);
  const { station } = useStation();
  return (
    <>
      <button type="button" class="button skip" onClick={() => document.getElementById("main")?.focus()}>
        {t.skip}
      </button>
      {station.isTraining && (
        <aside class="watermark" aria-label={t.trainingTile}>
          {t.training}
        </aside>
      )}
      <Bar />
      <main id="main" tabIndex={-1}>
        <Screen />
      </main>
    </>
  );
}
