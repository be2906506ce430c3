/** A code for one more computer: of a unit or organisation, or of a gate. */
import { useRef, useState } from "preact/hooks";
import type { GivenCode } from "../../../contract/computers.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { PlacePicker } from "../controls/PlacePicker.tsx";
import type { KnownPlaces } from "../services/places.ts";
import { useQuanly } from "../services/quanly-context.ts";
import { COMPUTERS } from "../texts/computers.ts";

/** Hours. */
const SHIFTS = [4, 6, 8, 10, 12];

export function NewCode({ places, given }: { readonly places: KnownPlaces; readonly given: () => void }) {
  const t = useTexts(COMPUTERS);
  const { api, account } = useQuanly();
  const [name, setName] = useState("");
  const [place, setPlace] = useState(account.place);
  const [isGate, setGate] = useState(false);
  const [shift, setShift] = useState("8");
  const isOfOrganisation = places.all.some(({ id, is }) => id === place && is === "organisation");
  const isForGate = isGate && isOfOrganisation;
  const [isTried, setTried] = useState(false);
  const [told, setTold] = useState<{
    readonly name: string;
    readonly code: string;
    readonly isGate: boolean;
  }>();
  const form = useRef<HTMLFormElement>(null);
  const work = useWork();
  const give = () =>
    work.run(async () => {
      const { code } = await api.send<GivenCode>("POST", "/api/computers", {
        name,
        place,
        ...(isForGate ? { shiftHours: Number(shift) } : {}),
      });
      setTold({ name, code, isGate: isForGate });
      setName("");
      setTried(false);
      given();
    });
  return (
    <form
      ref={form}
      class="stack form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (name.trim() !== "" && place !== "") give();
        else form.current?.querySelector<HTMLInputElement>("[name=name]")?.focus();
      }}
    >
      <Field
        label={t.name}
        value={name}
        onValue={setName}
        hint={t.nameHint}
        wrong={isTried && name.trim() === "" ? t.nameMissing : undefined}
        input={{ name: "name", autocomplete: "off" }}
      />
      <PlacePicker
        label={t.place}
        name="place"
        among={places.lastingIn(account.place)}
        chosen={place}
        choose={setPlace}
      />
      {isOfOrganisation && <GateChoice isGate={isGate} setGate={setGate} shift={shift} setShift={setShift} />}
      <Failure error={work.error} />
      <button type="submit" class="button primary" disabled={work.isBusy}>
        {t.give}
      </button>
      {told && <Told {...told} />}
    </form>
  );
}

interface GateProps {
  readonly isGate: boolean;
  readonly setGate: (isGate: boolean) => void;
  readonly shift: string;
  readonly setShift: (shift: string) => void;
}

/** Of an organisation alone. */
function GateChoice({ isGate, setGate, shift, setShift }: GateProps) {
  const t = useTexts(COMPUTERS);
  return (
    <>
      <label class="choice">
        <input type="checkbox" name="gate" checked={isGate} onChange={() => setGate(!isGate)} />
        <span>
          {t.isGate}
          <br />
          <span class="soft">{t.gateHint}</span>
        </span>
      </label>
      {isGate && (
        <Choose
          label={t.shift}
          name="shift"
          value={shift}
          onValue={setShift}
          options={SHIFTS.map((hours) => [String(hours), t.hours(hours)])}
        />
      )}
    </>
  );
}

interface ToldCode {
  readonly name: string;
  readonly code: string;
  readonly isGate: boolean;
}

function Told({ name, code, isGate }: ToldCode) {
  const t = useTexts(COMPUTERS);
  return (
    <Notice tone="green" live>
      <p>{t.codeIs(name)}</p>
      <p class="result">
        <code data-testid="code">{code}</code>
      </p>
      <p>{isGate ? t.gateCodeOnce : t.codeOnce}</p>
    </Notice>
  );
}
