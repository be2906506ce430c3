/** One more gate: whose, its name, and what it leads into. */
import { useRef, useState } from "preact/hooks";
import type { GateCode } from "../../../contract/gates.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { PlacePicker } from "../controls/PlacePicker.tsx";
import type { KnownPlaces } from "../services/places.ts";
import { useQuanly } from "../services/quanly-context.ts";
import { MACHINES } from "../texts/machines.ts";

interface NewGateProps {
  readonly places: KnownPlaces;
  /** Told once. */
  readonly given: (name: string, code: string) => void;
}

export function NewGate({ places, given }: NewGateProps) {
  const t = useTexts(MACHINES);
  const { api, account } = useQuanly();
  const [place, setPlace] = useState(account.place);
  const [name, setName] = useState("");
  const [zone, setZone] = useState("");
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const work = useWork();
  const lacks = (text: string) => (isTried && text.trim() === "" ? t.missing : undefined);
  const add = () =>
    work.run(async () => {
      const { code } = await api.send<GateCode>("POST", "/api/gates", { place, name, zone });
      given(name, code);
      setName("");
      setTried(false);
    });
  return (
    <form
      ref={form}
      class="stack form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const first = name.trim() === "" ? "name" : zone.trim() === "" ? "zone" : undefined;
        if (first === undefined) add();
        else form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
      }}
    >
      <PlacePicker
        label={t.place}
        name="place"
        among={places.lastingIn(account.place)}
        chosen={place}
        choose={setPlace}
      />
      <Field
        label={t.name}
        value={name}
        onValue={setName}
        hint={t.nameHint}
        wrong={lacks(name)}
        input={{ name: "name", autocomplete: "off" }}
      />
      <Field
        label={t.zone}
        value={zone}
        onValue={setZone}
        hint={t.zoneHint}
        wrong={lacks(zone)}
        input={{ name: "zone", autocomplete: "off" }}
      />
      <Failure error={work.error} />
      <button type="submit" class="button primary" data-testid="add-gate" disabled={work.isBusy}>
        {t.add}
      </button>
    </form>
  );
}
