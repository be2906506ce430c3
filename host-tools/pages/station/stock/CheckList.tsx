/** What is looked at before a token is ready again. */
import type { Refurbishing } from "../../../contract/stock.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { useTexts } from "../../shared/language.ts";
import { STOCK } from "../texts/stock.ts";

/** What was looked at so far: what nobody has looked at is not told as well. */
export type Checked = Partial<Refurbishing>;

/** All of it, or undefined where something was not looked at. */
export function wholeCheck({ battery, strap, label, wiped }: Checked): Refurbishing | undefined {
  return battery && strap && label && wiped ? { battery, strap, label, wiped } : undefined;
}

interface CheckListProps {
  readonly checked: Checked;
  readonly onChecked: (checked: Checked) => void;
}

export function CheckList({ checked, onChecked }: CheckListProps) {
  const t = useTexts(STOCK);
  const unseen = ["", t.notLookedAt] as const;
  return (
    <fieldset class="stack" data-testid="check-list">
      <legend>{t.deeds.refurbished}</legend>
      {(["battery", "strap", "label"] as const).map((part) => (
        <Choose
          key={part}
          label={t.checks[part]}
          name={part}
          value={checked[part] ?? ""}
          onValue={(value) => onChecked({ ...checked, [part]: value || undefined })}
          options={[unseen, ...Object.entries(t.parts)]}
        />
      ))}
      <Choose
        label={t.wipe}
        name="wiped"
        value={checked.wiped ?? ""}
        onValue={(value) => onChecked({ ...checked, wiped: (value || undefined) as Refurbishing["wiped"] })}
        options={[unseen, ...Object.entries(t.wiped)]}
      />
    </fieldset>
  );
}
