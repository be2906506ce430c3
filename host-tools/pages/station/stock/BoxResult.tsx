/** What became of a box, and what can be done about it. */
import { useState } from "preact/hooks";
import { tokenName } from "../../../../protocol/identity.ts";
import type { StockDone } from "../../../contract/stock.ts";
import type { StockTaking } from "../../../contract/stock-takings.ts";
import type { TokensMoved } from "../../../contract/transfers.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import type { StockRoom } from "../services/types.ts";
import { type BoxDeed, STOCK } from "../texts/stock.ts";
import { TakingResult } from "./TakingResult.tsx";

/** What was said of a box. */
export interface Said {
  readonly deed: BoxDeed;
  readonly said: StockDone | TokensMoved | StockTaking;
}

interface ResultProps extends Said {
  readonly room: StockRoom;
  readonly onDone: () => void;
}

export function BoxResult({ deed, said, room, onDone }: ResultProps) {
  return "found" in said ? (
    <TakingResult taking={said} room={room} onDone={onDone} />
  ) : (
    <DeedResult deed={deed} said={said} room={room} onDone={onDone} />
  );
}

interface DeedProps extends ResultProps {
  readonly said: StockDone | TokensMoved;
}

function DeedResult({ deed, said, room, onDone }: DeedProps) {
  const t = useTexts(STOCK);
  const [undone, setUndone] = useState<readonly number[]>([]);
  const work = useWork();
  const isMoved = "missing" in said;
  const isAllWell = said.not.length === 0 && (!isMoved || said.missing.length === 0);
  const undo = (serial: number) =>
    work.run(async () => {
      await room.undo(serial);
      setUndone([...undone, serial]);
      onDone();
    });
  return (
    <div class="stack" data-testid="stock-result">
      <Failure error={work.error} />
      <Notice tone={isAllWell ? "green" : "amber"} live>
        <p>{t.done(said.done.length, t.deeds[deed])}</p>
        {"missing" in said && said.missing.length > 0 && (
          <p data-testid="missing">{t.missing(said.missing.map(tokenName).join(", "))}</p>
        )}
        {said.not.map(({ serial, why, state }) => (
          <p key={serial}>
            {t.not(tokenName(serial), t.whys[why])}
            {state && t.now(t.states[state])}
          </p>
        ))}
      </Notice>
      {deed === "came" && <TakeOver said={said} room={room} onDone={onDone} />}
      {/* A box that was sent is taken back as a whole. */}
      {(isMoved ? [] : said.done).map((serial) =>
        undone.includes(serial) ? (
          <p key={serial}>{t.undone(tokenName(serial))}</p>
        ) : (
          <button
            type="button"
            class="button quiet"
            key={serial}
            disabled={work.isBusy}
            onClick={() => undo(serial)}
          >
            {t.undo(tokenName(serial))}
          </button>
        ),
      )}
    </div>
  );
}

/** What lies here and nobody announced is taken only where somebody says so. */
function TakeOver({ said, room, onDone }: Omit<DeedProps, "deed">) {
  const t = useTexts(STOCK);
  const [key] = useState(() => crypto.randomUUID());
  const [taken, setTaken] = useState<TokensMoved>();
  const work = useWork();
  const unannounced = said.not.flatMap(({ serial, why }) => (why === "unannounced" ? [serial] : []));
  if (unannounced.length === 0) return null;
  if (taken)
    return (
      <Notice tone={taken.not.length === 0 ? "green" : "amber"} live>
        <p>{t.takenOver(taken.done.length)}</p>
        {taken.not.map(({ serial, why }) => (
          <p key={serial}>{t.not(tokenName(serial), t.whys[why])}</p>
        ))}
      </Notice>
    );
  const takeOver = () =>
    work.run(async () => {
      setTaken(await room.takeOver(unannounced, key));
      onDone();
    });
  return (
    <>
      <Failure error={work.error} />
      <p>{t.takeOverLead}</p>
      <button type="button" class="button" data-testid="take-over" disabled={work.isBusy} onClick={takeOver}>
        {t.takeOver(unannounced.length)}
      </button>
    </>
  );
}
