/** What was scanned into the box so far. */
import { tokenName } from "../../../../protocol/identity.ts";
import { useTexts } from "../../shared/language.ts";
import { STOCK } from "../texts/stock.ts";

interface ScannedProps {
  readonly serials: readonly number[];
  readonly put: (serials: readonly number[]) => void;
}

export function Scanned({ serials, put }: ScannedProps) {
  const t = useTexts(STOCK);
  return (
    <>
      <p role="status" data-testid="in-box">
        {t.box(serials.length)}
      </p>
      <ul class="list" aria-label={t.box(serials.length)}>
        {serials.map((serial) => (
          <li class="row apart" key={serial}>
            {tokenName(serial)}
            <button
              type="button"
              class="button quiet"
              onClick={() => put(serials.filter((one) => one !== serial))}
            >
              {t.remove(tokenName(serial))}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="button quiet" onClick={() => put([])}>
        {t.empty}
      </button>
    </>
  );
}
