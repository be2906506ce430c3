import type { PlannedUnits } from "../../../contract/units.ts";
import type { Tier } from "../../../contract/vocabulary.ts";
import { dayText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import type { UnitRow } from "../services/unit-sheet.ts";
import { UNITS } from "../texts/units.ts";

interface TableProps {
  readonly rows: readonly UnitRow[];
  readonly plans: PlannedUnits["rows"];
}

const FIELDS = ["code", "name", "tier", "from", "to", "into"] as const;

/** Every row with what it would become; what has to be put right stands on top. */
export function UnitListTable({ rows, plans }: TableProps) {
  const t = useTexts(UNITS);
  const cellOf = (row: UnitRow, field: (typeof FIELDS)[number]) => {
    if (field === "into") return (row.into ?? []).join(" + ");
    if (field === "tier") return t.tiers[row.tier as Tier] ?? row.tier;
    const cell = row[field] ?? "";
    return field === "from" || field === "to" ? dayText(cell) : cell;
  };
  const order = rows
    .map((_, i) => i)
    .sort((a, b) => Number(plans[b]!.what === "wrong") - Number(plans[a]!.what === "wrong"));
  return (
    <table class="sheet paper" data-testid="sheet">
      <thead>
        <tr>
          <th scope="col">{t.row}</th>
          {FIELDS.map((field) => (
            <th key={field} scope="col">
              {t[field]}
            </th>
          ))}
          <th scope="col">{t.becomes}</th>
        </tr>
      </thead>
      <tbody>
        {order.map((i) => {
          const { what, faults } = plans[i]!;
          const said = faults.map(({ field, fault }) => `${t[field]}: ${t.faults[fault]}`).join("; ");
          return (
            <tr key={i} data-what={what}>
              <td data-label={t.row}>{i + 1}</td>
              {FIELDS.map((field) => (
                <td
                  key={field}
                  data-label={t[field]}
                  class={faults.some((one) => one.field === field) ? "faulty" : undefined}
                >
                  {cellOf(rows[i]!, field)}
                </td>
              ))}
              <td data-label={t.becomes}>{said || t.what[what]}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
