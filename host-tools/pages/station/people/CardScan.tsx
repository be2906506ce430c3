/** Beside a field for names: a camera for cards, and what was read of the last one. */
import { useState } from "preact/hooks";
import { type CardHolder, isCardText } from "../../../contract/card-codes.ts";
import { CodeCamera } from "../../shared/camera/CodeCamera.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { CARDS } from "../texts/cards.ts";

interface CardScanProps {
  readonly holder: CardHolder | undefined;
  readonly problem: "doubtful" | "unfinished" | undefined;
  /** Of the field, which reads the code as if it were typed. */
  readonly setText: (text: string) => void;
}

export function CardScan({ holder, problem, setText }: CardScanProps) {
  const t = useTexts(CARDS);
  const [isScanning, setScanning] = useState(false);
  return (
    <>
      <button type="button" class="button" data-testid="scan-card" onClick={() => setScanning(!isScanning)}>
        {isScanning ? t.stop : t.scan}
      </button>
      {isScanning && (
        <CodeCamera
          say={t.scanning}
          other={t.other}
          faults={{ "no-camera": t.noCamera, "not-allowed": t.cameraNotAllowed }}
          take={(scanned) => {
            if (!isCardText(scanned)) return false;
            setScanning(false);
            setText(scanned);
            return true;
          }}
        />
      )}
      {holder && (
        <p role="status" data-testid="from-card">
          {t.read(holder.name, holder.birthYear)}
        </p>
      )}
      {problem && (
        <Notice tone="amber" live>
          <p data-testid="card-problem">{t[problem]}</p>
        </Notice>
      )}
    </>
  );
}
