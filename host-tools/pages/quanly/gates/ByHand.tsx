/** What share of the people whom guards counted by hand the gate told: by a token or a phone that works, and that it heard. */
import type { GateCounts } from "../../../contract/gate-counts.ts";
import { toldShare, toldText } from "../../../contract/small-numbers.ts";
import { useTexts } from "../../shared/language.ts";
import { GATES } from "../texts/gates.ts";

type Counted = GateCounts["gates"][number]["byHand"][number];

export function shareText(counted: Counted): string {
  const share = counted && toldShare(counted.passages, counted.people);
  return share ? `${share.least}–${share.most} %` : "–";
}

export function ByHand({ of }: { readonly of: Counted }) {
  const t = useTexts(GATES);
  return (
    <p data-testid="by-hand">
      {of ? (
        <>
          {t.byHand(of.times, toldText(of.people))} <strong>{t.share(shareText(of))}</strong>{" "}
          <span class="small soft">{t.shareRule}</span>
        </>
      ) : (
        <span class="small soft">{t.noHand}</span>
      )}
    </p>
  );
}
