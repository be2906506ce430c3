/** A province's official list: what each row would become stands there before anything is stored. */
import { useState } from "preact/hooks";
import type { PlannedUnits } from "../../../contract/units.ts";
import { LONG_PATIENCE_MS } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { Back } from "../controls/Back.tsx";
import { ListField } from "../controls/ListField.tsx";
import { PlacePicker } from "../controls/PlacePicker.tsx";
import { usePlaces } from "../services/places.ts";
import { useQuanly } from "../services/quanly-context.ts";
import { MOST_UNIT_ROWS, type UnitRow, unitRows } from "../services/unit-sheet.ts";
import { HOME } from "../texts/home.ts";
import { UNITS } from "../texts/units.ts";
import { UnitListTable } from "./UnitListTable.tsx";

interface Looked {
  readonly rows: readonly UnitRow[];
  readonly plans: PlannedUnits["rows"];
}

function useUnitList() {
  const t = useTexts(UNITS);
  const { api, account } = useQuanly();
  const [text, setText] = useState("");
  const [parent, setParent] = useState(account.place);
  const [looked, setLooked] = useState<Looked>();
  const [objection, setObjection] = useState<string>();
  const [taken, setTaken] = useState<number>();
  const work = useWork();
  const forget = () => {
    setLooked(undefined);
    setObjection(undefined);
    setTaken(undefined);
    work.clear();
  };
  const ask = (path: string, rows: readonly UnitRow[]) =>
    api.send<PlannedUnits>("POST", path, { parent, rows }, { patienceMs: LONG_PATIENCE_MS });
  return {
    text,
    parent,
    looked,
    objection,
    taken,
    work,
    setText(value: string) {
      setText(value);
      forget();
    },
    setParent(value: string) {
      setParent(value);
      forget();
    },
    check() {
      forget();
      const rows = unitRows(text);
      const isMany = rows.length > MOST_UNIT_ROWS;
      if (rows.length === 0 || isMany) {
        setObjection(isMany ? t.listMany(MOST_UNIT_ROWS) : t.listEmpty);
        return document.querySelector<HTMLElement>("textarea[name=list]")?.focus();
      }
      work.run(async () => setLooked({ rows, plans: (await ask("/api/units/checks", rows)).rows }));
    },
    take({ rows }: Looked) {
      work.run(async () => {
        const { rows: plans } = await ask("/api/units/lists", rows);
        setLooked(undefined);
        setTaken(plans.filter(({ what }) => what !== "same").length);
      });
    },
  };
}

export function UnitListScreen() {
  const t = useTexts(UNITS);
  const h = useTexts(HOME);
  const { account } = useQuanly();
  const { places, error, again } = usePlaces();
  const list = useUnitList();
  return (
    <div class="stack">
      <Back to="units" text={h.units} />
      <Heading>{t.list}</Heading>
      <p>{t.listLead}</p>
      <p class="soft">{t.listInto}</p>
      <NotLoaded error={error} again={again} />
      {places && (
        <PlacePicker
          label={t.listParent}
          name="parent"
          among={places.lastingIn(account.place).filter((one) => one.is === "unit")}
          chosen={list.parent}
          choose={list.setParent}
        />
      )}
      <ListField
        label={t.listPaste}
        fileLabel={t.listFile}
        value={list.text}
        onValue={list.setText}
        wrong={list.objection}
      />
      <button
        type="button"
        class={list.looked ? "button" : "button primary"}
        disabled={list.work.isBusy}
        data-testid="check"
        onClick={list.check}
      >
        {t.check}
      </button>
      <Failure error={list.work.error} />
      {list.taken !== undefined && (
        <Notice tone="green" live>
          <p data-testid="taken">{t.taken(list.taken)}</p>
        </Notice>
      )}
      {list.looked && (
        <Planned looked={list.looked} isBusy={list.work.isBusy} take={() => list.take(list.looked!)} />
      )}
    </div>
  );
}

interface PlannedProps {
  readonly looked: Looked;
  readonly isBusy: boolean;
  readonly take: () => void;
}

function Planned({ looked: { rows, plans }, isBusy, take }: PlannedProps) {
  const t = useTexts(UNITS);
  const count = (wanted: string) => plans.filter(({ what }) => what === wanted).length;
  const [fresh, changed, same, wrong] = ["new", "changed", "same", "wrong"].map(count) as [
    number,
    number,
    number,
    number,
  ];
  const some = fresh + changed;
  return (
    <>
      <Notice tone={wrong > 0 ? "red" : some > 0 ? "green" : "note"} live>
        <p data-testid="verdict">
          {wrong > 0
            ? t.verdictWrong(wrong, rows.length)
            : some > 0
              ? t.verdict(fresh, changed, same)
              : t.nothingNew}
        </p>
      </Notice>
      {wrong === 0 && some > 0 && (
        <button type="button" class="button primary" disabled={isBusy} data-testid="take" onClick={take}>
          {t.take(some)}
        </button>
      )}
      <UnitListTable rows={rows} plans={plans} />
    </>
  );
}
