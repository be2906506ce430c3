/** What a stock-taking came to, and that what is missing is lost where somebody says so. */
import { useState } from "preact/hooks";
import { tokenName } from "../../../../protocol/identity.ts";
import type { StockTaking } from "../../../contract/stock-takings.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import type { StockRoom } from "../services/types.ts";
import { STOCK } from "../texts/stock.ts";

interface TakingProps {
  readonly taking: StockTaking;
  readonly room: StockRoom;
  readonly onDone: () => void;
}

/** So many are noted as lost at once (MOST_SCANNED in contract/stock.ts). */
const AT_ONCE = 500;

export function TakingResult({ taking: { found, missing, astray }, room, onDone }: TakingProps) {
  const t = useTexts(STOCK);
  const work = useWork();
  const [key] = useState(() => crypto.randomUUID());
  const [lost, setLost] = useState<number>();
  const gone = missing.filter(({ state }) => state !== "dead").slice(0, AT_ONCE);
  const noteLost = () =>
    work.run(async () => {
      const { done } = await room.perform({ deed: "lost", serials: gone.map(({ serial }) => serial) }, key);
      setLost(done.length);
      onDone();
    });
  return (
    <div class="stack" data-testid="stock-result">
      <Notice tone={missing.length + astray.length === 0 ? "green" : "amber"} live>
        <p>{missing.length === 0 ? t.foundAll(found) : t.foundSome(found, found + missing.length)}</p>
        {missing.length > 0 && (
          <p data-testid="missing">
            {t.missingHere(missing.map(({ serial }) => tokenName(serial)).join(", "))}
          </p>
        )}
        {astray.map(({ serial, why, state }) => (
          <p key={serial}>
            {t.astray(
              tokenName(serial),
              why === "state" && state ? t.astrayState(t.states[state]) : t.whys[why],
            )}
          </p>
        ))}
        <p>{t.takingKept}</p>
      </Notice>
      <Failure error={work.error} />
      {lost !== undefined && <p role="status">{t.lostNow(lost)}</p>}
      {lost === undefined && gone.length > 0 && (
        <button
          type="button"
          class="button"
          data-testid="note-lost"
          disabled={work.isBusy}
          onClick={noteLost}
        >
          {t.lostAll(gone.length)}
        </button>
      )}
    </div>
  );
}
