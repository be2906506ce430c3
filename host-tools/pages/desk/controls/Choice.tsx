/** One of several words. */
import { useId } from "preact/hooks";

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly name: string;
  readonly value: V;
  readonly onValue: (value: V) => void;
  readonly options: Options<V>;
  /** Below them, each under its heading. */
  readonly groups?: Readonly<Record<string, Options<V>>>;
}

type Options<V extends string> = readonly (readonly [value: V, text: string])[];

/** The words of a vocabulary as options. */
export function optionsOf<V extends string>(words: Readonly<Record<V, string>>): [V, string][] {
  return Object.entries(words) as [V, string][];
}

export function Choice<V extends string>(props: ChoiceProps<V>) {
  const { label, name, value, onValue, options, groups = {} } = props;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} value={value} onChange={(event) => onValue(event.currentTarget.value as V)}>
        <Chosen options={options} />
        {Object.entries(groups).map(([heading, some]) => (
          <optgroup key={heading} label={heading}>
            <Chosen options={some} />
          </optgroup>
        ))}
      </select>
    </div>
  );
}

function Chosen({ options }: { readonly options: Options<string> }) {
  return (
    <>
      {options.map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </>
  );
}
