import { Notice } from "../../../web/ui/components/Notice.tsx";
import { spanText } from "../../../web/ui/format.ts";
import { useLanguage, useTexts } from "../../../web/ui/language.ts";
import { useStore } from "../../../web/ui/store.ts";
import { useStation } from "../station-context.ts";
import { FRAME } from "../texts/frame.ts";

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
