/** A labelled input with its hint and what is wrong with it. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** The cursor goes elsewhere. */
  readonly onLeave?: () => void;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
  readonly kind?: "text" | "password" | "tel" | "search" | "date";
  /** Further attributes of the input. */
  readonly input?: Readonly<Record<string, string | number | boolean>>;
  readonly children?: ComponentChildren;
}

export function Field({
  label,
  value,
  onValue,
  onLeave,
  hint,
  wrong,
  kind = "text",
  input = {},
  children,
}: FieldProps) {
  const id = useId();
  const told = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...({ ...input, type: kind } as object)}
        id={id}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
        {...(onLeave ? { onBlur: onLeave } : {})}
        {...(told ? { "aria-describedby": told } : {})}
        {...(wrong ? { "aria-invalid": "true" } : {})}
      />
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {wrong && (
        <span class="wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </span>
      )}
      {children}
    </div>
  );
}
