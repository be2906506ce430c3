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
import { Boxes } from "../stock/Boxes.tsx";
import { type BoxDeed as Deed, STOCK } from "../texts/stock.ts";

type Sought = Parameters<StockRoom["look"]>[0];

export function StockScreen() {
  const t = useTexts(STOCK);
  const { stock: room } = useStation().station;
  const [sought, setSought] = useState<Sought>();
  const [found, setFound] = useState<Stock>();
  const [missed, setMissed] = useState<unknown>();
  const [deed, setDeed] = useState<Deed>("received");
  const [changes, setChanges] = useState(0);
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
  const changed = () => {
    look();
    setChanges(changes + 1);
  };
  /** What came is scanned into the box above. */
  const receive = () => {
    setDeed("came");
    document.querySelector<HTMLInputElement>("[data-testid=box] input[name=label]")?.focus();
  };
  if (!room) return null;
  return (
    <div class="stack">
      <Heading>{t.title}</Heading>
      <Failure error={missed ?? work.error} />
      {found?.places.length === 0 && <p role="status">{t.none}</p>}
      {found?.places.map((place) => (
        <PlaceCounts key={place.place} place={place} sought={sought} onSought={setSought} />
      ))}
      {sought && found && <Tokens found={found} sought={sought} isBusy={work.isBusy} more={more} />}
      <BoxDeed room={room} onDone={changed} deed={deed} onDeed={setDeed} />
      <Boxes room={room} changes={changes} onChange={changed} onReceive={receive} />
    </div>
  );
}

interface PlaceCountsProps {
  readonly place: Stock["places"][number];
  readonly sought: Sought;
  readonly onSought: (sought: Sought) => void;
}

/** How many lie here in which state; pressed again, none are listed. */
function PlaceCounts({ place, sought, onSought }: PlaceCountsProps) {
  const t = useTexts(STOCK);
  const pressed = (one: NonNullable<Sought>) => ({
    "aria-pressed": sought === one,
    onClick: () => onSought(sought === one ? undefined : one),
  });
  return (
    <section class="stack" data-testid="place">
      <h2>{place.name}</h2>
      <div class="row">
        {(Object.keys(t.states) as (keyof typeof t.states)[]).map((state) => (
          <button type="button" class="button" key={state} data-testid={`count-${state}`} {...pressed(state)}>
            {t.states[state]}: {place.counts[state]}
          </button>
        ))}
        {place.onItsWay > 0 && (
          <button type="button" class="button" data-testid="on-its-way" {...pressed("on-its-way")}>
            {t.onItsWay}: {place.onItsWay}
          </button>
        )}
        {place.overdue > 0 && (
          <button type="button" class="button attention" data-testid="overdue" {...pressed("overdue")}>
            {t.overdue}: {place.overdue}
          </button>
        )}
      </div>
    </section>
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
  const names = { ...t.states, overdue: t.overdue, "on-its-way": t.onItsWay };
  const title = t.list(names[sought]);
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
