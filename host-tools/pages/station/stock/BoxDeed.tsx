/** A box of tokens is scanned, then one thing is done with all of it. The box is a draft until then. */
import { useEffect, useState } from "preact/hooks";
import { tokenName } from "../../../../protocol/identity.ts";
import { readLabel } from "../../../contract/label.ts";
import type { StockDeedAsked, StockDone } from "../../../contract/stock.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useReader } from "../counter/use-reader.ts";
import { LabelInput } from "../people/LabelInput.tsx";
import { useStation } from "../services/station-context.ts";
import type { StockRoom } from "../services/types.ts";
import { STOCK } from "../texts/stock.ts";
import { type Checked, CheckList, wholeCheck } from "./CheckList.tsx";

const DRAFT = "stock-box";
const DAY_MS = 86_400_000;
const DUE_DAYS = [1, 3, 7, 14];
type Deed = StockDeedAsked["deed"];

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
}

export function BoxDeed({ room, onDone }: BoxDeedProps) {
  const t = useTexts(STOCK);
  const { clock } = useStation().station;
  const { box, put } = useBox();
  const [deed, setDeed] = useState<Deed>("received");
  const [checked, setChecked] = useState<Checked>({});
  const [days, setDays] = useState("1");
  const [result, setResult] = useState<{ readonly deed: Deed; readonly said: StockDone }>();
  const looked = wholeCheck(checked);
  const work = useWork();
  const add = (serial: number) => {
    if (!box.serials.includes(serial)) put([...box.serials, serial]);
  };
  useReader((text) => {
    const read = readLabel(text);
    if (/^\d{2,11}$/.test(text) && read.kind === "serial") add(read.serial);
  });
  const perform = () =>
    work.run(async () => {
      const due = new Date(clock.now() + Number(days) * DAY_MS).toISOString();
      const checks = deed === "refurbished" && looked ? { checked: looked } : {};
      const more = deed === "lent" ? { due } : checks;
      setResult({ deed, said: await room.perform({ deed, serials: [...box.serials], ...more }, box.key) });
      put([]);
      setChecked({});
      onDone();
    });
  return (
    <section class="card stack" data-testid="box">
      <h2>{t.scan}</h2>
      <p>{t.scanLead}</p>
      <LabelInput
        key={box.serials.length}
        isFocused={box.serials.length > 0}
        onSerial={add}
        isBusy={work.isBusy}
      />
      {box.serials.length > 0 && <Scanned serials={box.serials} put={put} />}
      <Choose
        label={t.what}
        name="deed"
        value={deed}
        onValue={(value) => setDeed(value as Deed)}
        options={Object.entries(t.deeds)}
      />
      {deed === "refurbished" && <CheckList checked={checked} onChecked={setChecked} />}
      {deed === "lent" && (
        <Choose
          label={t.dueIn}
          name="due"
          value={days}
          onValue={setDays}
          options={DUE_DAYS.map((one) => [String(one), t.days(one)] as const)}
        />
      )}
      {deed === "refurbished" && !looked && <p>{t.lookFirst}</p>}
      <Failure error={work.error} />
      <button
        type="button"
        class="button primary"
        data-testid="perform"
        disabled={work.isBusy || box.serials.length === 0 || (deed === "refurbished" && !looked)}
        onClick={perform}
      >
        {t.perform}
      </button>
      {result && <Result {...result} room={room} onDone={onDone} />}
    </section>
  );
}

interface ScannedProps {
  readonly serials: readonly number[];
  readonly put: (serials: readonly number[]) => void;
}

function Scanned({ serials, put }: ScannedProps) {
  const t = useTexts(STOCK);
  return (
    <>
      <p role="status" data-testid="in-box">
        {t.box(serials.length)}
      </p>
      <ul class="list" aria-label={t.box(serials.length)}>
        {serials.map((serial) => (
          <li class="row apart" key={serial}>
            {tokenName(serial)}
            <button
              type="button"
              class="button quiet"
              onClick={() => put(serials.filter((one) => one !== serial))}
            >
              {t.remove(tokenName(serial))}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="button quiet" onClick={() => put([])}>
        {t.empty}
      </button>
    </>
  );
}

interface ResultProps extends BoxDeedProps {
  readonly deed: Deed;
  readonly said: StockDone;
}

function Result({ deed, said, room, onDone }: ResultProps) {
  const t = useTexts(STOCK);
  const [undone, setUndone] = useState<readonly number[]>([]);
  const work = useWork();
  const undo = (serial: number) =>
    work.run(async () => {
      await room.undo(serial);
      setUndone([...undone, serial]);
      onDone();
    });
  return (
    <div class="stack" data-testid="stock-result">
      <Failure error={work.error} />
      <Notice tone={said.not.length === 0 ? "green" : "amber"} live>
        <p>{t.done(said.done.length, t.deeds[deed])}</p>
        {said.not.map(({ serial, why, state }) => (
          <p key={serial}>
            {t.not(tokenName(serial), t.whys[why])}
            {state && t.now(t.states[state])}
          </p>
        ))}
      </Notice>
      {said.done.map((serial) =>
        undone.includes(serial) ? (
          <p key={serial}>{t.undone(tokenName(serial))}</p>
        ) : (
          <button
            type="button"
            class="button quiet"
            key={serial}
            disabled={work.isBusy}
            onClick={() => undo(serial)}
          >
            {t.undo(tokenName(serial))}
          </button>
        ),
      )}
    </div>
  );
}
