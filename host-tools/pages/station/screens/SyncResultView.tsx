/** What came of a sync, in the order in which it matters: received, called, battery, clock. */

import type { SyncResult } from "../../../station/sync-client.ts";
import { Notice } from "../../shared/components/Notice.tsx";
import { dateText } from "../../shared/format.ts";
import { useTexts } from "../../shared/language.ts";
import { batteryOutlook } from "../services/battery.ts";
import type { Told } from "../services/sync-run.ts";
import { SYNC } from "../texts/sync.ts";
import { SyncDetails } from "./SyncDetails.tsx";

const DAY_MS = 86_400_000;
const LEAST_CLOCK_STEP = 0.05;

interface ResultProps {
  readonly result: SyncResult;
  readonly told: Told;
}

export function SyncResultView({ result, told }: ResultProps) {
  const t = useTexts(SYNC);
  const { health, kept, refused } = result;
  const battery = batteryOutlook(health.batteryMillivolts, told.at);
  const { after, before } = told;
  return (
    <div class="stack" data-testid="result">
      <Notice tone={refused.length > 0 ? "amber" : "green"} live>
        <p class="result">{headline(t, result, told)}</p>
        {refused.length > 0 && <p>{t.donePartNext}</p>}
      </Notice>
      {after?.isCalled && (
        <Notice tone="amber">
          <p>
            <strong>{t.called}</strong>
          </p>
        </Notice>
      )}
      <ul class="list">
        {after?.wearer && (
          <li>
            {t.wearer}: <strong>{after.wearer.name}</strong>
          </li>
        )}
        <li>
          {battery.isLow ? (
            <strong>{t.batteryLow(battery.percent)}</strong>
          ) : (
            t.battery(battery.percent, dateText(battery.changeBefore))
          )}
        </li>
        <li>{clockLine(t, result, told)}</li>
        {health.lostPages > 0 && <li>{t.lost(health.lostPages)}</li>}
        {after?.isCalled === false && <li>{t.notCalled}</li>}
        {after?.isElsewhere && <li>{t.askOwnStation}</li>}
        {isUntold(after) && <li>{t.callUntold}</li>}
        {kept > 0 && before === undefined && <li>{t.offline}</li>}
      </ul>
      <SyncDetails result={result} />
    </div>
  );
}

/** Whether there is a message was not told: without a network, or because the server did not hear the token itself. */
function isUntold(after: Told["after"]): boolean {
  return after === undefined || (after.wearer !== undefined && after.isCalled === undefined);
}

type Words = (typeof SYNC)["vi"];

function headline(t: Words, { kept, refused }: SyncResult, { before, at }: Told): string {
  if (refused.length > 0) return t.donePart(refused.length);
  if (kept > 0) return t.doneKept;
  const days = before?.lastSync === undefined ? 0 : Math.ceil((at - before.lastSync) / DAY_MS);
  return days > 0 ? t.doneDays(days) : t.done;
}

function clockLine(t: Words, { clock }: SyncResult, { after }: Told): string {
  if (!clock.set) return t.clockLeft;
  if (!clock.known || !clock.trusted) return t.clockLost;
  const by = after?.clockChange;
  return by !== undefined && Math.abs(by) >= LEAST_CLOCK_STEP ? t.clockBy(by) : t.clockSet;
}
