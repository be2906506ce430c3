/** A shift begins: name and PIN, and the first time a PIN of one's own. What nobody goes on typing is forgotten. */
import { useEffect, useState } from "preact/hooks";
import { isGoodPin } from "../../../contract/pins.ts";
import { Field } from "../../shared/components/Field.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { SHIFT_TEXTS } from "./texts.ts";
import type { NoShift, Shift } from "./use-shift.ts";

/** Nobody types for so long: whoever comes next finds nothing, ms. */
const FORGET_MS = 2 * 60_000;
const INPUT = { autocomplete: "off", class: "large", required: true } as const;
/** No password field: browsers offer to keep what is typed there, for everybody who comes after (cong.css hides the digits). */
const PIN_INPUT = {
  ...INPUT,
  class: "large pin",
  autocomplete: "one-time-code",
  inputMode: "numeric",
  spellcheck: false,
  maxLength: 8,
} as const;

interface BeginShiftProps {
  readonly shift: Shift;
  /** Somebody has pressed: sounds may be made from now on. */
  readonly onPress: () => void;
}

export function BeginShift({ shift, onPress }: BeginShiftProps) {
  const t = useTexts(SHIFT_TEXTS);
  if (shift.isDiskBad)
    return (
      <Notice tone="red" live>
        <p>{t.failed.disk}</p>
      </Notice>
    );
  if (!shift.told?.hasGuards)
    return (
      shift.told && (
        <Notice tone="amber" title={t.noGuards}>
          <p>{t.noGuardsNext}</p>
        </Notice>
      )
    );
  return <Begin shift={shift} onPress={onPress} />;
}

function Begin({ shift, onPress }: BeginShiftProps) {
  const t = useTexts(SHIFT_TEXTS);
  const [name, setName] = useState("");
  const [pin, setPin] = useState("");
  const [isFirst, setFirst] = useState(false);
  const [failed, setFailed] = useState<NoShift>();
  const [isBusy, setBusy] = useState(false);
  const [typed, setTyped] = useState(0);
  const forget = () => {
    setFirst(false);
    setFailed(undefined);
    setName("");
    setPin("");
  };
  useEffect(() => {
    const timer = setTimeout(forget, FORGET_MS);
    return () => clearTimeout(timer);
  }, [typed, isFirst]);
  const begin = async (newPin?: string) => {
    if (isBusy) return;
    onPress();
    setBusy(true);
    const why = await shift.begin({ name, pin, ...(newPin === undefined ? {} : { newPin }) });
    setBusy(false);
    setFirst(why === "change" || why === "easy");
    setFailed(why === "change" ? undefined : why);
    if (why !== "change" && why !== "easy") setPin("");
  };
  return (
    <section class="stack" data-testid="begin-shift" onInput={() => setTyped((n) => n + 1)}>
      <h2>{isFirst ? t.newPinTitle : t.title}</h2>
      <p>{isFirst ? t.newPinLead : t.lead}</p>
      {failed !== undefined && failed !== "change" && (
        <Notice tone="red" live>
          <p>{t.failed[failed]}</p>
        </Notice>
      )}
      {isFirst ? (
        <OwnPin isBusy={isBusy} keep={begin} back={forget} />
      ) : (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void begin();
          }}
        >
          <Field
            label={t.name}
            value={name}
            onValue={setName}
            input={{ ...INPUT, maxLength: 80, name: "guard" }}
          />
          <Field label={t.pin} value={pin} onValue={setPin} input={{ ...PIN_INPUT, name: "guard-pin" }} />
          <button type="submit" class="button primary huge" disabled={isBusy}>
            {t.begin}
          </button>
        </form>
      )}
    </section>
  );
}

interface OwnPinProps {
  readonly isBusy: boolean;
  readonly keep: (pin: string) => void;
  readonly back: () => void;
}

function OwnPin({ isBusy, keep, back }: OwnPinProps) {
  const t = useTexts(SHIFT_TEXTS);
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const [isTried, setTried] = useState(false);
  // The machine judges again; here it is told at once.
  const isGood = isGoodPin(pin);
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isGood && pin === again) keep(pin);
      }}
    >
      <Field
        label={t.newPin}
        value={pin}
        onValue={setPin}
        wrong={isTried && !isGood ? t.failed.easy : undefined}
        input={{ ...PIN_INPUT, name: "new-pin" }}
      />
      <Field
        label={t.newPinAgain}
        value={again}
        onValue={setAgain}
        wrong={isTried && isGood && pin !== again ? t.differ : undefined}
        input={{ ...PIN_INPUT, name: "new-pin-again" }}
      />
      <button type="submit" class="button primary huge" disabled={isBusy}>
        {t.keep}
      </button>
      <button type="button" class="button" disabled={isBusy} onClick={back}>
        {t.back}
      </button>
    </form>
  );
}
