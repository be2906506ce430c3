/** A whole list of accounts: pasted or from a file, checked row by row, added all or none. */
import { Choose } from "../../shared/components/Choose.tsx";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { goTo } from "../../shared/hash-route.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { Back } from "../controls/Back.tsx";
import { ListField } from "../controls/ListField.tsx";
import { usePlaces } from "../services/places.ts";
import { roleLineOf, useQuanly } from "../services/quanly-context.ts";
import { ACCOUNTS } from "../texts/accounts.ts";
import { HOME } from "../texts/home.ts";
import { SheetTable } from "./SheetTable.tsx";
import { Slips } from "./Slips.tsx";
import { useSheet } from "./use-sheet.ts";

export function SheetScreen() {
  const t = useTexts(ACCOUNTS);
  const h = useTexts(HOME);
  const language = useLanguage();
  const { access, account } = useQuanly();
  const { places, error, again } = usePlaces();
  const sheet = useSheet(places);
  if (sheet.slips && places)
    return <Slips slips={sheet.slips} places={places} done={() => goTo("accounts")} />;
  const grants = roleLineOf(access, account.role).grants.map((one) => roleLineOf(access, one)[language]);
  const lasting = places?.lastingIn(account.place) ?? [];
  return (
    <div class="stack">
      <Back to="accounts" text={h.accounts} />
      <Heading>{t.addSheet}</Heading>
      <p>{t.sheetLead}</p>
      <p class="soft">
        {t.sheetColumns} {t.sheetRoles}: {grants.join(", ")}.
      </p>
      <NotLoaded error={error} again={again} />
      <ListField
        label={t.sheetPaste}
        fileLabel={t.sheetFile}
        value={sheet.text}
        onValue={sheet.setText}
        wrong={sheet.objection}
      />
      <Choose
        label={t.sheetDefault}
        name="elsewhere"
        value={sheet.elsewhere}
        onValue={sheet.setElsewhere}
        options={[["", t.sheetNoDefault], ...lasting.map(({ id }) => [id, places!.nameOf(id)] as const)]}
      />
      <button
        type="button"
        class={sheet.looked ? "button" : "button primary"}
        disabled={sheet.work.isBusy || !places}
        data-testid="check"
        onClick={sheet.check}
      >
        {t.check}
      </button>
      <Failure error={sheet.work.error} />
      <Checked sheet={sheet} nameOf={(id) => places?.nameOf(id) ?? id} />
    </div>
  );
}

interface CheckedProps {
  readonly sheet: ReturnType<typeof useSheet>;
  readonly nameOf: (place: string) => string;
}

function Checked({ sheet: { looked, work, add }, nameOf }: CheckedProps) {
  const t = useTexts(ACCOUNTS);
  if (!looked) return null;
  const { rows, checks } = looked;
  const wrong = checks.filter(({ faults }) => faults.length > 0).length;
  return (
    <>
      <Notice tone={wrong === 0 ? "green" : "red"} live>
        <p data-testid="verdict">
          {wrong === 0 ? t.sheetGood(rows.length) : t.sheetWrong(wrong, rows.length)}
        </p>
        {wrong > 0 && <p>{t.fixed}</p>}
      </Notice>
      {wrong === 0 && (
        <button
          type="button"
          class="button primary"
          disabled={work.isBusy}
          data-testid="add-sheet"
          onClick={add}
        >
          {t.sheetAdd(rows.length)}
        </button>
      )}
      <SheetTable rows={rows} checks={checks} nameOf={nameOf} />
    </>
  );
}
