/** A token that a visitor is lent, or gives back: its label is scanned or typed, or it is chosen among those that are out. */

import { tokenName } from "../../../../protocol/identity.ts";
import { labelDigits } from "../../../contract/label.ts";
import { Field } from "../../shared/components/Field.tsx";
import { useTexts } from "../../shared/language.ts";
import { VISIT_TEXTS } from "./texts.ts";
import type { useVisitor } from "./use-visitor.ts";

interface LentTokenProps {
  readonly visitor: ReturnType<typeof useVisitor>;
  readonly loans: readonly number[];
}

export function LentToken({ visitor, loans }: LentTokenProps) {
  const t = useTexts(VISIT_TEXTS);
  return (
    <>
      <Field
        label={t.token}
        value={visitor.label}
        onValue={visitor.setLabel}
        hint={t.tokenHint}
        input={{
          autocomplete: "off",
          inputMode: "numeric",
          class: "large",
          maxLength: 24,
          name: "visitor-token",
        }}
      />
      {loans.length > 0 && (
        <div class="row" data-testid="loans">
          <span>{t.loans}:</span>
          {loans.map((serial) => (
            <button
              key={serial}
              type="button"
              class="button"
              onClick={() => visitor.setLabel(labelDigits(serial))}
            >
              {tokenName(serial)}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
