/** A list of accounts on its way in: typed, checked, added. */
import { useState } from "preact/hooks";
import type { CheckedSheet, SheetAdded } from "../../../contract/staff.ts";
import { LONG_PATIENCE_MS } from "../../shared/api.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork, type Work } from "../../shared/use-work.ts";
import { MOST_SHEET_ROWS, type ReadRow, readRow, sheetRows } from "../services/account-sheet.ts";
import type { KnownPlaces } from "../services/places.ts";
import { useQuanly } from "../services/quanly-context.ts";
import { ACCOUNTS } from "../texts/accounts.ts";
import type { SlipLine } from "./Slips.tsx";

interface Looked {
  readonly rows: readonly ReadRow[];
  readonly checks: CheckedSheet["rows"];
}

interface SheetWork {
  readonly text: string;
  /** Place of rows that name none. */
  readonly elsewhere: string;
  readonly looked: Looked | undefined;
  readonly objection: string | undefined;
  /** Of those that were added. */
  readonly slips: readonly SlipLine[] | undefined;
  readonly work: Work;
  setText(text: string): void;
  setElsewhere(place: string): void;
  check(): void;
  add(): void;
}

export function useSheet(places: KnownPlaces | undefined): SheetWork {
  const t = useTexts(ACCOUNTS);
  const { api, access, account } = useQuanly();
  const [text, setText] = useState("");
  const [elsewhere, setElsewhere] = useState(account.place);
  const [looked, setLooked] = useState<Looked>();
  const [objection, setObjection] = useState<string>();
  const [slips, setSlips] = useState<readonly SlipLine[]>();
  const work = useWork();
  // What was looked at is not what stands there any more.
  const forget = () => {
    setLooked(undefined);
    setObjection(undefined);
    work.clear();
  };
  return {
    text,
    elsewhere,
    looked,
    objection,
    slips,
    work,
    setText(value) {
      setText(value);
      forget();
    },
    setElsewhere(value) {
      setElsewhere(value);
      forget();
    },
    check() {
      if (!places) return;
      forget();
      const rows = sheetRows(text).map((row) => readRow(row, access, places, elsewhere));
      const isMany = rows.length > MOST_SHEET_ROWS;
      if (rows.length === 0 || isMany) {
        setObjection(isMany ? t.sheetMany(MOST_SHEET_ROWS) : t.sheetEmpty);
        return document.querySelector<HTMLElement>("textarea[name=list]")?.focus();
      }
      work.run(async () => {
        const sent = { rows: rows.map((one) => one.sent) };
        const { rows: checks } = await api.send<CheckedSheet>("POST", "/api/staff/checks", sent);
        setLooked({ rows, checks });
      });
    },
    add() {
      if (!looked) return;
      const rows = looked.rows.map(({ sent }, i) =>
        Object.assign({}, sent, { login: looked.checks[i]!.login }),
      );
      const sending = { patienceMs: LONG_PATIENCE_MS };
      work.run(async () =>
        setSlips((await api.send<SheetAdded>("POST", "/api/staff/sheets", { rows }, sending)).accounts),
      );
    },
  };
}
