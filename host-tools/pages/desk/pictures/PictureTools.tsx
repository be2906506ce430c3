/** How a picture is looked at: nearer, farther and to the sides, by buttons, and by keys while one of them has the focus. */
import { useTexts } from "../../shared/language.ts";
import { PICTURES } from "../texts/pictures.ts";
import { type Sight, STEPS, type Step, stepped, WHOLE } from "./sight.ts";

interface ToolsProps {
  readonly sight: Sight;
  readonly edge: number;
  readonly look: (sight: Sight) => void;
}

export function PictureTools({ sight, edge, look }: ToolsProps) {
  const t = useTexts(PICTURES);
  const steps = Object.keys(STEPS) as Step[];
  return (
    <fieldset
      class="row picture-tools no-print"
      onKeyDown={(event) => {
        const step = steps.find((one) => (STEPS[one].keys as readonly string[]).includes(event.key));
        if (event.key === "0") look(WHOLE);
        else if (step) look(stepped(sight, step, edge));
        else return;
        event.preventDefault();
      }}
    >
      <legend class="visually-hidden">{t.tools}</legend>
      {steps.map((step) => (
        <button
          key={step}
          type="button"
          class="button"
          aria-label={t[step]}
          onClick={() => look(stepped(sight, step, edge))}
        >
          <span aria-hidden="true">{STEPS[step].sign}</span>
        </button>
      ))}
      <button type="button" class="button" onClick={() => look(WHOLE)}>
        {t.whole}
      </button>
    </fieldset>
  );
}
