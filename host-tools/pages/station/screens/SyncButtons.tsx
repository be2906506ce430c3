import { tokenName } from "../../../../protocol/identity.ts";
import { useTexts } from "../../shared/language.ts";
import { MODES } from "../texts/modes.ts";

interface SyncButtonsProps {
  readonly serials: readonly number[];
  /** Name of who wears them. */
  readonly about: string;
  readonly isBusy: boolean;
  readonly onSync: (expected: { name: string; serial: number }) => void;
}

/** One for each token that somebody wears. */
export function SyncButtons({ serials, about, isBusy, onSync }: SyncButtonsProps) {
  const t = useTexts(MODES);
  return (
    <>
      {serials.map((serial) => {
        const name = tokenName(serial);
        return (
          <button
            type="button"
            class="button"
            key={serial}
            disabled={isBusy}
            onClick={() => onSync({ name, serial })}
            aria-label={`${t.syncThis} ${name} – ${about}`}
          >
            {serials.length > 1 ? `${t.syncThis} ${name}` : t.syncThis}
          </button>
        );
      })}
    </>
  );
}
