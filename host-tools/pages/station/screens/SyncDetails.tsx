import type { SyncResult } from "../../../station/sync-client.ts";
import { numberText } from "../../shared/format.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { SYNC } from "../texts/sync.ts";
import { restartCauses } from "./restart-causes.ts";

/** For those who want to know more; folded away. */
export function SyncDetails({ result }: { readonly result: SyncResult }) {
  const t = useTexts(SYNC);
  const language = useLanguage();
  const { bytes, pages, kept, health } = result;
  const { firmware } = health;
  return (
    <details>
      <summary>{t.details}</summary>
      <dl class="facts">
        <dt>{t.dReceived}</dt>
        <dd>{t.dBytes(bytes, pages)}</dd>
        {kept > 0 && (
          <>
            <dt>{t.dKept}</dt>
            <dd>{t.dParts(kept)}</dd>
          </>
        )}
        <dt>{t.dVoltage}</dt>
        <dd>{numberText(health.batteryMillivolts / 1000, language, 2)} V</dd>
        <dt>{t.dResets}</dt>
        <dd>{numberText(health.resets, language)}</dd>
        <dt>{t.dCauses}</dt>
        <dd>
          {restartCauses(health.cause)
            .map((cause) => t[cause])
            .join("; ")}
        </dd>
        <dt>{t.dLostAdverts}</dt>
        <dd>{numberText(health.lostAdverts, language)}</dd>
        <dt>{t.dDrift}</dt>
        <dd>{t.dDriftValue(health.ppm)}</dd>
        <dt>{t.dFirmware}</dt>
        <dd>{firmware.toString(16).padStart(6, "0")}</dd>
      </dl>
    </details>
  );
}
