/** The number of a token: typed, from a hand-held scanner, or read by the camera. */
import { useEffect, useRef, useState } from "preact/hooks";
import { readLabel } from "../../../contract/label.ts";
import { Field } from "../../shared/components/Field.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { NoScan, type Scan, startScan } from "../services/scanner.ts";
import { PEOPLE } from "../texts/people.ts";

interface LabelInputProps {
  readonly label?: string;
  readonly onSerial: (serial: number) => void;
  readonly isBusy?: boolean;
}

export function LabelInput({ label, onSerial, isBusy = false }: LabelInputProps) {
  const t = useTexts(PEOPLE);
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const [isScanning, setScanning] = useState(false);
  const read = readLabel(text);
  const isWrong = isTried && read.kind !== "serial" && text !== "";
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (read.kind === "serial") onSerial(read.serial);
      }}
    >
      <Field
        label={label ?? t.label}
        value={text}
        onValue={(value) => {
          setText(value);
          setTried(false);
        }}
        hint={t.labelHint}
        wrong={isWrong ? t.labelWrong : undefined}
        input={{ inputMode: "numeric", autocomplete: "off", class: "digits", name: "label", maxLength: 24 }}
      />
      <div class="row">
        <button type="submit" class="button primary grow" disabled={isBusy || text === ""}>
          {t.goOn}
        </button>
        <button type="button" class="button grow" onClick={() => setScanning(!isScanning)}>
          {isScanning ? t.stopScan : t.scan}
        </button>
      </div>
      {isScanning && (
        <Camera
          onSerial={(serial) => {
            setScanning(false);
            onSerial(serial);
          }}
        />
      )}
    </form>
  );
}

function Camera({ onSerial }: { readonly onSerial: (serial: number) => void }) {
  const t = useTexts(PEOPLE);
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<NoScan>();
  const [isOther, setOther] = useState(false);
  useEffect(() => {
    let scan: Scan | undefined;
    let isGone = false;
    startScan(video.current!, (text) => {
      const read = readLabel(text);
      if (read.kind === "serial") onSerial(read.serial);
      else setOther(true);
    }).then(
      (started) => {
        scan = started;
        if (isGone) scan.stop();
      },
      (error) => setProblem(error instanceof NoScan ? error : new NoScan("no-camera")),
    );
    return () => {
      isGone = true;
      scan?.stop();
    };
  }, []);
  if (problem)
    return (
      <Notice tone="amber" live>
        <p>{problem.problem === "not-allowed" ? t.cameraNotAllowed : t.noCamera}</p>
      </Notice>
    );
  return (
    <div class="stack">
      <p role="status">{isOther ? t.notALabel : t.scanning}</p>
      <video class="camera" ref={video} playsInline muted aria-label={t.scanning} />
    </div>
  );
}
