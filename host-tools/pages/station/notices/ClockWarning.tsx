import { Notice } from "../../shared/components/Notice.tsx";
import { spanText } from "../../shared/format.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useStore } from "../../shared/store.ts";
import { useStation } from "../services/station-context.ts";
import { FRAME } from "../texts/shell.ts";

/** This computer's clock is more than two minutes off the server's; nothing where it is right. */
export function ClockWarning() {
  const language = useLanguage();
  const t = useTexts(FRAME);
  const verdict = useStore(useStation().clockVerdict);
  if (verdict.kind !== "off") return null;
  return (
    <div data-testid="clock-off">
      <Notice tone="amber" title={t.clockOffTitle} live>
        <p>{t.clockOff(spanText(Math.abs(verdict.offBy) / 1000, language))}</p>
      </Notice>
    </div>
  );
}
