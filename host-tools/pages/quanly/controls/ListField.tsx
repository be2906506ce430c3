/** A list that is pasted, or read from a file of this computer. */
import { useId } from "preact/hooks";

interface ListFieldProps {
  readonly label: string;
  readonly fileLabel: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly wrong?: string | undefined;
}

export function ListField({ label, fileLabel, value, onValue, wrong }: ListFieldProps) {
  const id = useId();
  return (
    <>
      <div class="field">
        <label for={id}>{label}</label>
        <textarea
          id={id}
          name="list"
          rows={8}
          spellcheck={false}
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
          {...(wrong ? { "aria-invalid": "true", "aria-describedby": `${id}-wrong` } : {})}
        />
        {wrong && (
          <span class="wrong" id={`${id}-wrong`} role="alert">
            {wrong}
          </span>
        )}
      </div>
      <div class="field">
        <label for={`${id}-file`}>{fileLabel}</label>
        <input
          id={`${id}-file`}
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void file.text().then(onValue);
          }}
        />
      </div>
    </>
  );
}
