/** Where somebody or something belongs: searched by some letters, chosen from what fits. */
import { useId, useState } from "preact/hooks";
import { Field } from "../../shared/components/Field.tsx";
import { useTexts } from "../../shared/language.ts";
import { hasWords, type PlaceLine } from "../services/places.ts";
import { ACCOUNTS } from "../texts/accounts.ts";

/** So many are shown to choose from. */
const MOST = 8;

interface ListProps {
  readonly label: string;
  readonly name: string;
  readonly among: readonly PlaceLine[];
  readonly wrong?: string | undefined;
}

interface PickerProps extends ListProps {
  readonly chosen: string;
  readonly choose: (id: string) => void;
}

export function PlacePicker({ chosen, choose, ...list }: PickerProps) {
  return <PlaceList {...list} kind="radio" chosen={[chosen]} press={choose} />;
}

interface ManyProps extends ListProps {
  readonly hint: string;
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
}

/** Several, folded away as long as there is none. */
export function ManyPicker({ chosen, choose, hint, ...list }: ManyProps) {
  return (
    <details data-testid={list.name} {...(list.wrong || chosen.length > 0 ? { open: true } : {})}>
      <summary>
        {list.label}
        {chosen.length > 0 && `: ${chosen.length}`}
      </summary>
      <p class="soft">{hint}</p>
      <PlaceList
        {...list}
        kind="checkbox"
        chosen={chosen}
        press={(id) => choose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])}
      />
    </details>
  );
}

interface PlaceListProps extends ListProps {
  readonly kind: "radio" | "checkbox";
  readonly chosen: readonly string[];
  readonly press: (id: string) => void;
}

function PlaceList({ label, name, among, chosen, press, wrong, kind }: PlaceListProps) {
  const t = useTexts(ACCOUNTS);
  const id = useId();
  const [typed, setTyped] = useState("");
  const fitting = among.filter((one) => hasWords(`${one.name} ${one.code ?? ""} ${one.in ?? ""}`, typed));
  const shown = fitting.slice(0, MOST);
  const kept = among.filter((one) => chosen.includes(one.id) && !shown.includes(one));
  const listed = [...kept, ...shown];
  return (
    <fieldset aria-describedby={wrong ? id : undefined}>
      <legend>{label}</legend>
      <Field
        label={t.placeSearch}
        value={typed}
        onValue={setTyped}
        kind="search"
        hint={t.placeHint}
        input={{ name: `${name}-search`, autocomplete: "off" }}
      />
      {listed.map((one) => (
        <label key={one.id} class="choice">
          <input
            type={kind}
            name={name}
            value={one.id}
            checked={chosen.includes(one.id)}
            onChange={() => press(one.id)}
          />
          <span>
            {one.name}
            {one.in !== undefined && <span class="soft"> – {one.in}</span>}
          </span>
        </label>
      ))}
      <p class="soft" role="status">
        {fitting.length === 0 ? t.noPlace : fitting.length > MOST ? t.morePlaces(fitting.length - MOST) : ""}
      </p>
      {wrong && (
        <p class="wrong" id={id} role="alert">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}
