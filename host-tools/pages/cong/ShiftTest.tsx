/** At the start of a shift: the sound, and one press that the gate hears. */
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../shared/components/Icon.tsx";
import { useTexts } from "../shared/language.ts";
import type { openLive } from "./live.ts";
import { sound } from "./sounds.ts";
import { TEXTS } from "./texts.ts";

interface ShiftTestProps {
  readonly live: ReturnType<typeof openLive>;
  /** Browsers make sounds once somebody has pressed something. */
  readonly hasSound: boolean;
  readonly allow: () => void;
}

export function ShiftTest({ live, hasSound, allow }: ShiftTestProps) {
  const t = useTexts(TEXTS);
  const [hasHeard, setHeard] = useState(false);
  useEffect(() => live.onTap(() => setHeard(true)), [live]);
  const start = () => {
    allow();
    sound("tap");
    setHeard(false);
  };
  if (!hasSound)
    return (
      <section class="stack">
        <button type="button" class="button" onClick={start}>
          {t.begin}
        </button>
        <p>{t.beginLead}</p>
      </section>
    );
  return (
    <section class="stack">
      <h2>{t.shiftTest}</h2>
      <div class="row">
        <button type="button" class="button" onClick={() => sound("tap")}>
          {t.sound}
        </button>
        <span>{t.soundLead}</span>
      </div>
      <p class={`trouble ${hasHeard ? "green" : "amber"}`} role="status" data-testid="press">
        <Icon name={hasHeard ? "done" : "waiting"} size={28} />
        <span>{hasHeard ? t.tokenHeard : t.pressToken}</span>
      </p>
    </section>
  );
}
