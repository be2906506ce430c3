/** Kho thẻ: how many tokens lie here in which state, which they are, and what is done with a box of them. */
import { useEffect, useRef, useState } from "preact/hooks";
import { tokenName } from "../../../../protocol/identity.ts";
import type { Stock } from "../../../contract/stock.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { MoreFound } from "../../shared/components/MoreFound.tsx";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useStation } from "../services/station-context.ts";
import type { StockRoom } from "../services/types.ts";
import { BoxDeed } from "../stock/BoxDeed.tsx";
import { STOCK } from "../texts/stock.ts";

type Sought = Parameters<StockRoom["look"]>[0];

export function StockScreen() {
  const t = useTexts(STOCK);
  const { stock: room } = useStation().station;
  const [sought, setSought] = useState<Sought>();
  const [found, setFound] = useState<Stock>();
  const [missed, setMissed] = useState<unknown>();
  const work = useWork();
  const newest = useRef(0);
  /** The newest look counts: what was asked before something was done must not come after it. */
  const look = () => {
    const own = ++newest.current;
    const isNewest = () => own === newest.current;
    setMissed(undefined);
    room?.look(sought, 0).then(
      (now) => isNewest() && setFound(now),
      (reason: unknown) => isNewest() && setMissed(reason),
    );
  };
  useEffect(look, [room, sought]);
  const more = () =>
    work.run(async () => {
      if (!room || !found) return;
      const next = await room.look(sought, found.tokens.length);
      setFound({ ...next, tokens: [...found.tokens, ...next.tokens] });
    });
  if (!room) return null;
  return (
    <div class="stack">
      <Heading>{t.title}</Heading>
      <Failure error={missed ?? work.error} />
      {found?.places.length === 0 && <p role="status">{t.none}</p>}
      {found?.places.map((place) => (
        <section class="stack" key={place.place} data-testid="place">
          <h2>{place.name}</h2>
          <div class="row">
            {(Object.keys(t.states) as (keyof typeof t.states)[]).map((state) => (
              <button
                type="button"
                class="button"
                key={state}
                data-testid={`count-${state}`}
                aria-pressed={sought === state}
                onClick={() => setSought(sought === state ? undefined : state)}
              >
                {t.states[state]}: {place.counts[state]}
              </button>
            ))}
            {place.overdue > 0 && (
              <button
                type="button"
                class="button attention"
                data-testid="overdue"
                aria-pressed={sought === "overdue"}
                onClick={() => setSought(sought === "overdue" ? undefined : "overdue")}
              >
                {t.overdue}: {place.overdue}
              </button>
            )}
          </div>
        </section>
      ))}
      {sought && found && <Tokens found={found} sought={sought} isBusy={work.isBusy} more={more} />}
      <BoxDeed room={room} onDone={look} />
    </div>
  );
}

interface TokensProps {
  readonly found: Stock;
  readonly sought: NonNullable<Sought>;
  readonly isBusy: boolean;
  readonly more: () => void;
}

function Tokens({ found, sought, isBusy, more }: TokensProps) {
  const t = useTexts(STOCK);
  const title = t.list(sought === "overdue" ? t.overdue : t.states[sought]);
  return (
    <MoreFound shown={found.tokens.length} total={found.total} isBusy={isBusy} more={more}>
      <ul class="list" aria-label={title} data-testid="tokens">
        {found.tokens.map(({ serial, since, due }) => (
          <li key={serial}>
            <strong>{tokenName(serial)}</strong> {t.since(whenText(since))}
            {due && ` · ${t.due(whenText(due))}`}
          </li>
        ))}
      </ul>
    </MoreFound>
  );
}
