/** What is looked at before a token is ready again. */
import type { Refurbishing } from "../../../contract/stock.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { useTexts } from "../../shared/language.ts";
import { STOCK } from "../texts/stock.ts";

/** As most come back. */
export const WELL: Refurbishing = { battery: "well", strap: "well", label: "well", wiped: "synced" };

interface CheckListProps {
  readonly checked: Refurbishing;
  readonly onChecked: (checked: Refurbishing) => void;
}

export function CheckList({ checked, onChecked }: CheckListProps) {
  const t = useTexts(STOCK);
  return (
    <fieldset class="stack" data-testid="check-list">
      <legend>{t.deeds.refurbished}</legend>
      {(["battery", "strap", "label"] as const).map((part) => (
        <Choose
          key={part}
          label={t.checks[part]}
          name={part}
          value={checked[part]}
          onValue={(value) => onChecked({ ...checked, [part]: value })}
          options={Object.entries(t.parts)}
        />
      ))}
      <Choose
        label={t.wipe}
        name="wiped"
        value={checked.wiped}
        onValue={(value) => onChecked({ ...checked, wiped: value as Refurbishing["wiped"] })}
        options={Object.entries(t.wiped)}
      />
    </fieldset>
  );
}
