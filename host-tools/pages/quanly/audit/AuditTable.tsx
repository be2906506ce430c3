import type { AuditLine } from "../../../contract/audit.ts";
import type { AccountList } from "../../../contract/staff.ts";
import { whenText } from "../../shared/dates.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useAsked, useQuanly } from "../services/quanly-context.ts";
import { AUDIT } from "../texts/audit.ts";

/** Who acted by name, as far as that is known; whom it was about by id alone. */
export function AuditTable({ rows }: { readonly rows: readonly AuditLine[] }) {
  const t = useTexts(AUDIT);
  const language = useLanguage();
  const { access } = useQuanly();
  const accounts = useAsked<AccountList>("/api/staff").value?.accounts ?? [];
  const own: Readonly<Record<string, string>> = { server: t.server, nobody: t.nobody };
  const nameOf = (id: string) => own[id] ?? accounts.find((one) => one.id === id)?.name ?? id;
  const saidOf = (action: string) =>
    access.actions.find((one) => one.action === action)?.[language] ?? action;
  const columns = [t.number, t.at, t.actor, t.action, t.outcome, t.subject, t.reason, t.fields];
  return (
    <table class="sheet paper" data-testid="rows">
      <thead>
        <tr>
          {columns.map((one) => (
            <th key={one} scope="col">
              {one}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const cells = [
            row.number,
            whenText(row.at),
            nameOf(row.actor),
            saidOf(row.action),
            t[row.outcome],
            row.subject ?? "",
            [row.reason, row.reference].filter(Boolean).join(", "),
            (row.fields ?? []).join(", "),
          ];
          return (
            <tr key={row.number} data-action={row.action}>
              {cells.map((cell, i) => (
                <td key={columns[i]} data-label={columns[i]}>
                  {cell}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
