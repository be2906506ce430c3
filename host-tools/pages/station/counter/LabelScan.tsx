/** The token's label, wherever the cursor stands: by a hand-held reader, typed, or by the camera. */
import { useRef, useState } from "preact/hooks";
import { readLabel } from "../../../contract/label.ts";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { LabelInput } from "../people/LabelInput.tsx";
import { COUNTER } from "../texts/counter.ts";
import { useReader } from "./use-reader.ts";

interface LabelScanProps {
  /** False where a question is open. */
  readonly take: (serial: number) => boolean;
  readonly isBusy: boolean;
  /** The cursor waits here: nothing else is asked. */
  readonly isFocused?: boolean;
  /** A key that a hand pressed where nobody types. */
  readonly onKey?: (key: string) => void;
}

/** What a slow reader still sends of the card behind it is no label. */
const REST_OF_CARD_MS = 1000;
/** A label's code has digits alone, and no more than these. */
const LABEL = /^\d{2,11}$/;

export function LabelScan({ take, isBusy, isFocused = false, onKey }: LabelScanProps) {
  const t = useTexts(COUNTER);
  const [said, setSaid] = useState<string>();
  const since = useRef(performance.now());
  const taken = (serial: number) => setSaid(take(serial) ? undefined : t.askFirst);
  useReader((text) => {
    if (performance.now() - since.current < REST_OF_CARD_MS) return;
    const read = LABEL.test(text) ? readLabel(text) : undefined;
    if (read?.kind === "serial") taken(read.serial);
    else setSaid(t.notALabel);
  }, onKey);
  return (
    <>
      {said && (
        <Notice tone="amber" live>
          <p data-testid="label-said">{said}</p>
        </Notice>
      )}
      <LabelInput label={t.label} onSerial={taken} isBusy={isBusy} isFocused={isFocused} />
    </>
  );
}
