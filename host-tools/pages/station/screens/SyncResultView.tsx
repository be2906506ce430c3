/** What came of a sync, in the order in which it matters: who is to be seen, received, battery, clock. */

import { batteryOutlook } from "../../../contract/battery.ts";
import type { SyncResult } from "../../../station/sync-client.ts";
import { Notice } from "../../shared/components/Notice.tsx";
import { TokenTag } from "../../shared/components/TokenTag.tsx";
import { dateText } from "../../shared/format.ts";
import { useTexts } from "../../shared/language.ts";
import { type DaysCovered, daysCovered } from "../services/days-covered.ts";
import type { Told } from "../services/sync-run.ts";
import { SYNC } from "../texts/sync.ts";
import { clockLine } from "./clock-line.ts";
import { SyncDetails } from "./SyncDetails.tsx";

interface ResultProps {
  readonly result: SyncResult;
  readonly told: Told;
}

export function SyncResultView({ result, told }: ResultProps) {
  const t = useTexts(SYNC);
  const { health, kept, refused } = result;
  const battery = batteryOutlook(health.batteryMillivolts, told.at);
  const { after, before } = told;
  const covered = daysCovered(result, told.at, before?.lastSync);
  return (
    <div class="stack" data-testid="result">
      {after?.isCalled && (
        <Notice tone="amber" live>
          <p class="result">{after.wearer ? t.calledName(after.wearer.name) : t.called}</p>
          <p>{t.calledLead}</p>
        </Notice>
      )}
      <Notice tone={refused.length > 0 || covered?.missing ? "amber" : "green"} live>
        <p class="result">{headline(t, result, covered)}</p>
        {covered?.missing && <p>{t.missing(dateText(covered.missing.from), dateText(covered.missing.to))}</p>}
        {refused.length > 0 && <p>{t.donePartNext}</p>}
      </Notice>
      <p class="result whose">
        <TokenTag serial={result.serial} /> {after?.wearer?.name}
      </p>
      <ul class="list">
        <li>
          {battery.isLow ? (
            <strong>{t.batteryLow(battery.percent)}</strong>
          ) : (
            t.battery(battery.percent, dateText(battery.changeBefore))
          )}
        </li>
        <li>{clockLine(t, result.clock, after?.clockChange)}</li>
        {health.lostPages > 0 && !covered?.missing && <li>{t.lost(health.lostPages)}</li>}
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

function headline(t: Words, { kept, refused }: SyncResult, covered: DaysCovered | undefined): string {
  if (refused.length > 0) return t.donePart(refused.length);
  if (kept > 0) return t.doneKept;
  if (covered?.missing) return t.doneGap;
  return covered ? t.doneDays(covered.days) : t.done;
}
