/** Every row of a list with what becomes of it or what is wrong; the same as a file, to be put right where it came from. */
import type { CheckedSheet } from "../../../contract/staff.ts";
import type { Role } from "../../../contract/vocabulary.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { saveFile } from "../../shared/save-file.ts";
import type { ReadRow } from "../services/account-sheet.ts";
import { csvFileText } from "../services/delimited.ts";
import { roleLineOf, useQuanly } from "../services/quanly-context.ts";
import { ACCOUNTS } from "../texts/accounts.ts";

interface TableProps {
  readonly rows: readonly ReadRow[];
  readonly checks: CheckedSheet["rows"];
  readonly nameOf: (place: string) => string;
}

const FIELDS = ["name", "role", "place", "login"] as const;

export function SheetTable({ rows, checks, nameOf }: TableProps) {
  const t = useTexts(ACCOUNTS);
  const language = useLanguage();
  const { access } = useQuanly();
  const faultsOf = (i: number, field: string): string | undefined => {
    const fault = checks[i]!.faults.find((one) => one.field === field)?.fault;
    if (fault === undefined) return undefined;
    const { samePlaces } = rows[i]!;
    return field === "place" && samePlaces > 1 ? t.several(samePlaces) : t.faults[fault];
  };
  const cellOf = (i: number, field: (typeof FIELDS)[number]): string => {
    const { row, sent } = rows[i]!;
    if (field === "login") return checks[i]!.login ?? row.login;
    if (faultsOf(i, field)) return row[field];
    if (field === "role") return roleLineOf(access, sent.role as Role)[language];
    return field === "place" ? nameOf(sent.place) : row.name;
  };
  const saidOf = (i: number) =>
    FIELDS.flatMap((field) => {
      const fault = faultsOf(i, field);
      return fault === undefined ? [] : [`${t[field]}: ${fault}`];
    }).join("; ");
  // What has to be put right stands on top.
  const order = rows.map((_, i) => i).sort((a, b) => Number(saidOf(a) === "") - Number(saidOf(b) === ""));
  const download = () =>
    saveFile(
      "danh-sach-kem-loi.csv",
      "text/csv",
      csvFileText([
        [t.name, t.role, t.place, t.login, t.fault],
        ...rows.map(({ row }, i) => [row.name, row.role, row.place, row.login, saidOf(i)]),
      ]),
    );
  return (
    <>
      <table class="sheet paper" data-testid="sheet">
        <thead>
          <tr>
            <th scope="col">{t.row}</th>
            {FIELDS.map((field) => (
              <th key={field} scope="col">
                {t[field]}
              </th>
            ))}
            <th scope="col">{t.fault}</th>
          </tr>
        </thead>
        <tbody>
          {order.map((i) => (
            <tr key={i} data-fits={saidOf(i) === ""}>
              <td data-label={t.row}>{i + 1}</td>
              {FIELDS.map((field) => (
                <td key={field} data-label={t[field]} class={faultsOf(i, field) ? "faulty" : undefined}>
                  {cellOf(i, field)}
                </td>
              ))}
              <td data-label={t.fault}>{saidOf(i) || t.fine}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <button type="button" class="button" onClick={download}>
          {t.sheetDownload}
        </button>
      </p>
    </>
  );
}
