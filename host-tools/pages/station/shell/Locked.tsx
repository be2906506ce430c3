import { useState } from "preact/hooks";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { PinForm } from "../../shared/sign-in/PinForm.tsx";
import { SIGN_IN } from "../../shared/sign-in/texts.ts";
import { WrongPin } from "../local-store/vault.ts";
import type { Door, DoorState } from "../services/door.ts";
import { FRAME } from "../texts/shell.ts";

interface LockedProps {
  readonly door: Door;
  readonly at: Extract<DoorState, { kind: "locked" }>;
}

export function Locked({ door, at }: LockedProps) {
  const s = useTexts(SIGN_IN);
  const t = useTexts(FRAME);
  const [account, setAccount] = useState(at.owners[0]!.account);
  const [left, setLeft] = useState<number>();
  const owner = at.owners.find((one) => one.account === account) ?? at.owners[0]!;
  const unlock = async (pin: string) => {
    try {
      await door.unlock(owner, pin);
    } catch (error) {
      if (!(error instanceof WrongPin)) throw error;
      setLeft(error.left);
    }
  };
  return (
    <>
      {at.owners.length > 1 && (
        <div class="stack">
          {at.owners.map((one) => (
            <label class="choice" key={one.account}>
              <input
                type="radio"
                name="owner"
                checked={one.account === owner.account}
                onChange={() => setAccount(one.account)}
              />
              {one.name}
            </label>
          ))}
        </div>
      )}
      {left !== undefined && (
        <Notice tone="red">
          <p>{t.wrongPin(left)}</p>
        </Notice>
      )}
      <PinForm
        title={s.lockedTitle}
        lead={`${owner.name}. ${at.isOnline ? t.idle : t.offlinePin}`}
        button={s.unlock}
        onPin={unlock}
      >
        <button type="button" class="button quiet" onClick={() => door.signOut()}>
          {s.otherPerson}
        </button>
      </PinForm>
    </>
  );
}
