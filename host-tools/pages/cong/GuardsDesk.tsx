/** What needs a guard: visitors, paper, counts by hand, an emergency. Without a shift it is hidden, and what was typed waits for the same guard. */
import { useState } from "preact/hooks";
import type { GuardScreen } from "../../contract/guard-screen.ts";
import { Notice } from "../shared/components/Notice.tsx";
import { useTexts } from "../shared/language.ts";
import { RaiseFire } from "./fire/RaiseFire.tsx";
import { HandCounting } from "./HandCounting.tsx";
import type { openLive } from "./live.ts";
import { ShiftTest } from "./ShiftTest.tsx";
import { BeginShift } from "./shift/BeginShift.tsx";
import { SHIFT_TEXTS } from "./shift/texts.ts";
import { useShift } from "./shift/use-shift.ts";
import { allowSounds } from "./sounds.ts";
import { PaperLines } from "./visits/PaperLines.tsx";
import { Visitors } from "./visits/Visitors.tsx";

interface GuardsDeskProps {
  readonly live: ReturnType<typeof openLive>;
  readonly screen: GuardScreen;
}

export function GuardsDesk({ live, screen }: GuardsDeskProps) {
  const t = useTexts(SHIFT_TEXTS);
  const shift = useShift(screen.shifts);
  const [hasSound, setSound] = useState(false);
  const guard = shift.told?.guard;
  const pressed = () => {
    allowSounds();
    setSound(true);
  };
  return (
    <>
      {guard === undefined ? (
        <>
          {shift.isUnended && (
            <Notice tone="red" live>
              <p data-testid="not-ended">{t.notEnded}</p>
            </Notice>
          )}
          <BeginShift key={shift.form} shift={shift} onPress={pressed} />
        </>
      ) : (
        <>
          <div class="row">
            <p class="grow" role="status" data-testid="whose-shift">
              <strong>{t.of(guard)}</strong>
            </p>
            <button type="button" class="button" data-testid="end-shift" onClick={() => void shift.end()}>
              {t.end}
            </button>
          </div>
          <ShiftTest live={live} hasSound={hasSound} allow={pressed} />
        </>
      )}
      <div class="stack" hidden={guard === undefined} key={shift.desk}>
        <Visitors loans={screen.loans} isOnShift={guard !== undefined} />
        <PaperLines now={Date.parse(screen.now)} />
        <HandCounting screen={screen} />
        <RaiseFire screen={screen} />
      </div>
    </>
  );
}
