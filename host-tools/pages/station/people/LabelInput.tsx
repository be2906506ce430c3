/** The number of a token: typed, from a hand-held scanner, or read by the camera. */
import { useEffect, useRef, useState } from "preact/hooks";
import { readLabel } from "../../../contract/label.ts";
import { CodeCamera } from "../../shared/camera/CodeCamera.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { useTexts } from "../../shared/language.ts";
import { PEOPLE } from "../texts/people.ts";

interface LabelInputProps {
  readonly label?: string;
  readonly onSerial: (serial: number) => void;
  readonly isBusy?: boolean;
  /** The cursor waits here. */
  readonly isFocused?: boolean;
}

export function LabelInput({ label, onSerial, isBusy = false, isFocused = false }: LabelInputProps) {
  const t = useTexts(PEOPLE);
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const [isScanning, setScanning] = useState(false);
  const place = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (isFocused) place.current?.querySelector("input")?.focus();
  }, [isFocused]);
  const read = readLabel(text);
  const isWrong = isTried && read.kind !== "serial" && text !== "";
  return (
    <form
      ref={place}
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
        <CodeCamera
          say={t.scanning}
          other={t.notALabel}
          faults={{ "no-camera": t.noCamera, "not-allowed": t.cameraNotAllowed }}
          take={(scanned) => {
            const found = readLabel(scanned);
            if (found.kind !== "serial") return false;
            setScanning(false);
            onSerial(found.serial);
            return true;
          }}
        />
      )}
    </form>
  );
}
