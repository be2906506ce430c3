/** One PIN, typed once: to unlock, or to open the store of this computer. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Failure } from "../components/Failure.tsx";
import { Field } from "../components/Field.tsx";
import { Heading } from "../components/Heading.tsx";
import { useTexts } from "../language.ts";
import { useWork } from "../use-work.ts";
import { SIGN_IN } from "./texts.ts";

interface PinFormProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly button: string;
  /** Throws what is shown above the field. */
  readonly onPin: (pin: string) => Promise<void>;
  readonly children?: ComponentChildren;
}

export const PIN_INPUT = {
  inputMode: "numeric",
  autocomplete: "off",
  class: "digits",
  required: true,
  maxLength: 8,
} as const;

export function PinForm({ title, lead, button, onPin, children }: PinFormProps) {
  const t = useTexts(SIGN_IN);
  const [pin, setPin] = useState("");
  const work = useWork();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  return (
    <form
      class="stack"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        work.run(() => onPin(pin).finally(() => setPin("")));
      }}
    >
      <Heading>{title}</Heading>
      {lead && <p>{lead}</p>}
      <Failure error={work.error} />
      <Field
        label={t.pin}
        value={pin}
        onValue={setPin}
        kind="password"
        input={{ ...PIN_INPUT, name: "pin" }}
      />
      <button type="submit" class="button primary" disabled={work.isBusy}>
        {button}
      </button>
      {children}
    </form>
  );
}
