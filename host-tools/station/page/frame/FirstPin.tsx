import { useState } from "preact/hooks";
import { useTexts } from "../../../web/ui/language.ts";
import { ChoosePin } from "../../../web/ui/sign-in/ChoosePin.tsx";
import { PinForm } from "../../../web/ui/sign-in/PinForm.tsx";
import { SIGN_IN } from "../../../web/ui/sign-in/texts.ts";
import type { Door, DoorState } from "../work/door.ts";

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
