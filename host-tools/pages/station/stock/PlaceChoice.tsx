/** Where a box is sent: a place is typed by name and chosen. */
import { useEffect, useState } from "preact/hooks";
import { tidyText } from "../../../contract/texts.ts";
import type { NamedPlaces } from "../../../contract/transfers.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { useTexts } from "../../shared/language.ts";
import type { StockRoom } from "../services/types.ts";
import { STOCK } from "../texts/stock.ts";

const PAUSE_MS = 250;
const LEAST_LENGTH = 2;
export type Named = NamedPlaces["places"][number];

interface PlaceChoiceProps {
  readonly room: StockRoom;
  readonly chosen: Named | undefined;
  readonly onChosen: (place: Named | undefined) => void;
}

export function PlaceChoice({ room, chosen, onChosen }: PlaceChoiceProps) {
  const t = useTexts(STOCK);
  const nameOf = ({ name, within }: Named) => (within ? t.placeWithin(name, within) : name);
  if (!chosen) return <Search room={room} nameOf={nameOf} onChosen={onChosen} />;
  return (
    <div class="row apart" data-testid="chosen-place">
      <p>{t.chosen(nameOf(chosen))}</p>
      <button type="button" class="button quiet" onClick={() => onChosen(undefined)}>
        {t.otherPlace}
      </button>
    </div>
  );
}

interface SearchProps extends Pick<PlaceChoiceProps, "room" | "onChosen"> {
  readonly nameOf: (place: Named) => string;
}

function Search({ room, nameOf, onChosen }: SearchProps) {
  const t = useTexts(STOCK);
  const [text, setText] = useState("");
  const [found, setFound] = useState<NamedPlaces>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    setError(undefined);
    const wanted = tidyText(text);
    if (wanted.length < LEAST_LENGTH) return setFound(undefined);
    let isOld = false;
    const timer = setTimeout(() => {
      room.places(wanted).then(
        (places) => isOld || setFound(places),
        (reason: unknown) => isOld || setError(reason),
      );
    }, PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [text, room]);
  const others = found?.places.filter(({ place }) => place !== room.place);
  return (
    <div class="stack">
      <Field
        label={t.whereTo}
        hint={t.whereHint}
        value={text}
        onValue={setText}
        kind="search"
        input={{ autocomplete: "off", name: "where-to" }}
      />
      <Failure error={error} />
      {others?.length === 0 && <p role="status">{t.noPlace}</p>}
      {others && others.length > 0 && (
        <ul class="list" aria-label={t.whereTo} data-testid="found-places">
          {others.map((one) => (
            <li class="pressable" key={one.place}>
              <button type="button" class="list-button" onClick={() => onChosen(one)}>
                {nameOf(one)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
