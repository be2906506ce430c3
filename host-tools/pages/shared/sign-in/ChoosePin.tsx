import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { isGoodPin } from "../../../contract/pins.ts";
import { Failure } from "../components/Failure.tsx";
import { Field } from "../components/Field.tsx";
import { Heading } from "../components/Heading.tsx";
import { useTexts } from "../language.ts";
import { useWork } from "../use-work.ts";
import { PIN_INPUT } from "./PinForm.tsx";
import { SIGN_IN } from "./texts.ts";

interface ChoosePinProps {
  readonly onPin: (pin: string) => Promise<void>;
  readonly children?: ComponentChildren;
}

export function ChoosePin({ onPin, children }: ChoosePinProps) {
  const t = useTexts(SIGN_IN);
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const [isTried, setTried] = useState(false);
  const work = useWork();
  // The server judges again; here it is told at once.
  const isGood = isGoodPin(pin);
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isGood && pin === again) work.run(() => onPin(pin));
      }}
    >
      <Heading>{t.choosePinTitle}</Heading>
      <p>{t.choosePinLead}</p>
      <Failure error={work.error} />
      <Field
        label={t.pin}
        value={pin}
        onValue={setPin}
        kind="password"
        hint={t.pinHint}
        wrong={isTried && !isGood ? t.easyPin : undefined}
        input={{ ...PIN_INPUT, name: "pin" }}
      />
      <Field
        label={t.pinAgain}
        value={again}
        onValue={setAgain}
        kind="password"
        wrong={isTried && isGood && pin !== again ? t.pinsDiffer : undefined}
        input={{ ...PIN_INPUT, name: "pin-again" }}
      />
      <button type="submit" class="button primary" disabled={work.isBusy}>
        {t.keepPin}
      </button>
      {children}
    </form>
  );
}
