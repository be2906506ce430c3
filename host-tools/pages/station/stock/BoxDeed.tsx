/** A box of tokens is scanned, then one thing is done with all of it. The box is a draft until then. */
import { useEffect, useState } from "preact/hooks";
import { readLabel } from "../../../contract/label.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Failure } from "../../shared/components/Failure.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useReader } from "../counter/use-reader.ts";
import { LabelInput } from "../people/LabelInput.tsx";
import { useStation } from "../services/station-context.ts";
import type { StockRoom } from "../services/types.ts";
import { type BoxDeed as Deed, STOCK } from "../texts/stock.ts";
import { BoxResult, type Said } from "./BoxResult.tsx";
import { type Checked, CheckList, wholeCheck } from "./CheckList.tsx";
import { type Named, PlaceChoice } from "./PlaceChoice.tsx";
import { Scanned } from "./Scanned.tsx";

const DRAFT = "stock-box";
const DAY_MS = 86_400_000;
const DUE_DAYS = [1, 3, 7, 14];

interface Box {
  readonly serials: readonly number[];
  /** Of what is done with it, however often somebody presses. */
  readonly key: string;
}
const emptyBox = (): Box => ({ serials: [], key: crypto.randomUUID() });

/** What was scanned so far, over a lock and a reload. */
function useBox() {
  const { drafts } = useStation();
  const [box, setBox] = useState<Box>(emptyBox);
  useEffect(() => {
    void drafts.loaded.then(() => {
      const kept = drafts.get<Box>(DRAFT);
      if (kept) setBox(kept);
    });
  }, [drafts]);
  const put = (serials: readonly number[]) => {
    // Another box is another deed.
    const next = { serials, key: crypto.randomUUID() };
    setBox(next);
    if (serials.length > 0) drafts.put(DRAFT, next);
    else drafts.drop(DRAFT);
  };
  return { box, put };
}

interface BoxDeedProps {
  readonly room: StockRoom;
  /** Something has changed. */
  readonly onDone: () => void;
  readonly deed: Deed;
  readonly onDeed: (deed: Deed) => void;
}

export function BoxDeed({ room, onDone, deed, onDeed }: BoxDeedProps) {
  const t = useTexts(STOCK);
  const { clock } = useStation().station;
  const { box, put } = useBox();
  const [checked, setChecked] = useState<Checked>({});
  const [days, setDays] = useState("1");
  const [to, setTo] = useState<Named>();
  const [result, setResult] = useState<Said & { readonly id: string }>();
  const looked = wholeCheck(checked);
  const work = useWork();
  const { length } = box.serials;
  const add = (serial: number) => {
    if (!box.serials.includes(serial)) put([...box.serials, serial]);
  };
  useReader((text) => {
    const read = readLabel(text);
    if (/^\d{2,11}$/.test(text) && read.kind === "serial") add(read.serial);
  });
  const said = (): Promise<Said["said"]> => {
    const { serials, key } = box;
    if (deed === "came") return room.acknowledge(serials, key);
    if (deed === "sent") return room.send(to!.place, serials, key);
    if (deed === "taking") return room.take(serials, key);
    const due = new Date(clock.now() + Number(days) * DAY_MS).toISOString();
    const checks = deed === "refurbished" && looked ? { checked: looked } : {};
    return room.perform({ deed, serials: [...serials], ...(deed === "lent" ? { due } : checks) }, key);
  };
  const perform = () =>
    work.run(async () => {
      setResult({ id: box.key, deed, said: await said() });
      put([]);
      setChecked({});
      onDone();
    });
  const isLacking = length === 0 || (deed === "refurbished" && !looked) || (deed === "sent" && !to);
  return (
    <section class="card stack" data-testid="box">
      <h2>{t.scan}</h2>
      <p>{t.scanLead}</p>
      <LabelInput key={length} isFocused={length > 0} onSerial={add} isBusy={work.isBusy} />
      {length > 0 && <Scanned serials={box.serials} put={put} />}
      <Choose
        label={t.what}
        name="deed"
        value={deed}
        onValue={(value) => onDeed(value as Deed)}
        options={Object.entries(t.deeds)}
      />
      {deed === "refurbished" && <CheckList checked={checked} onChecked={setChecked} />}
      {deed === "lent" && <DueChoice days={days} onDays={setDays} />}
      {deed === "sent" && <PlaceChoice room={room} chosen={to} onChosen={setTo} />}
      {deed === "refurbished" && !looked && <p>{t.lookFirst}</p>}
      <Failure error={work.error} />
      <button
        type="button"
        class="button primary"
        data-testid="perform"
        disabled={work.isBusy || isLacking}
        onClick={perform}
      >
        {t.perform}
      </button>
      {result && <BoxResult key={result.id} {...result} room={room} onDone={onDone} />}
    </section>
  );
}

interface DueChoiceProps {
  readonly days: string;
  readonly onDays: (days: string) => void;
}

function DueChoice({ days, onDays }: DueChoiceProps) {
  const t = useTexts(STOCK);
  return (
    <Choose
      label={t.dueIn}
      name="due"
      value={days}
      onValue={onDays}
      options={DUE_DAYS.map((one) => [String(one), t.days(one)] as const)}
    />
  );
}
