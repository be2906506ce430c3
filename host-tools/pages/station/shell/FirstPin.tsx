import { useState } from "preact/hooks";
import { useTexts } from "../../shared/language.ts";
import { ChoosePin } from "../../shared/sign-in/ChoosePin.tsx";
import { PinForm } from "../../shared/sign-in/PinForm.tsx";
import { SIGN_IN } from "../../shared/sign-in/texts.ts";
import type { Door, DoorState } from "../services/door.ts";

interface FirstPinProps {
  readonly door: Door;
  readonly at: Extract<DoorState, { kind: "pin-wanted" }>;
}

/** The first time on this computer: a PIN is chosen, or the one that the account has is given. */
export function FirstPin({ door, at }: FirstPinProps) {
  const s = useTexts(SIGN_IN);
  const [isNew, setNew] = useState(!at.hasPin);
  const later = (
    <button type="button" class="button quiet" onClick={() => door.skipPin()}>
      {s.later}
    </button>
  );
  if (isNew) return <ChoosePin onPin={(pin) => door.givePin(pin, true)}>{later}</ChoosePin>;
  return (
    <PinForm
      title={s.givePinTitle}
      lead={s.givePinLead}
      button={s.goOn}
      onPin={(pin) => door.givePin(pin, false)}
    >
      <button type="button" class="button quiet" onClick={() => setNew(true)}>
        {s.forgotPin}
      </button>
      {later}
    </PinForm>
  );
}
