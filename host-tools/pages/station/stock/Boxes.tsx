/** Boxes from and to the own place: what is on its way, what came, what did not. */
import { useEffect, useState } from "preact/hooks";
import { tokenName } from "../../../../protocol/identity.ts";
import type { Transfers } from "../../../contract/transfers.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { MoreFound } from "../../shared/components/MoreFound.tsx";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import type { StockRoom } from "../services/types.ts";
import { STOCK } from "../texts/stock.ts";

type Box = Transfers["transfers"][number];

interface BoxesProps {
  readonly room: StockRoom;
  /** Another number: something has changed. */
  readonly changes: number;
  readonly onChange: () => void;
  readonly onReceive: () => void;
}

export function Boxes({ room, changes, onChange, onReceive }: BoxesProps) {
  const t = useTexts(STOCK);
  const [found, setFound] = useState<Transfers>();
  const work = useWork();
  const [missed, setMissed] = useState<unknown>();
  useEffect(() => {
    let isOld = false;
    setMissed(undefined);
    room.transfers(0).then(
      (now) => isOld || setFound(now),
      (reason: unknown) => isOld || setMissed(reason),
    );
    return () => {
      isOld = true;
    };
  }, [room, changes]);
  const more = () =>
    work.run(async () => {
      if (!found) return;
      const next = await room.transfers(found.transfers.length);
      setFound({ ...next, transfers: [...found.transfers, ...next.transfers] });
    });
  const takeBack = (id: string) =>
    work.run(async () => {
      await room.takeBack(id);
      onChange();
    });
  return (
    <section class="card stack" data-testid="boxes">
      <h2>{t.boxes}</h2>
      <Failure error={missed ?? work.error} />
      {found?.total === 0 && <p role="status">{t.noBoxes}</p>}
      {found && found.total > 0 && (
        <MoreFound shown={found.transfers.length} total={found.total} isBusy={work.isBusy} more={more}>
          <ul class="list" aria-label={t.boxes}>
            {found.transfers.map((box) => (
              <li class="stack" key={box.id} data-testid="transfer">
                <BoxLine box={box} own={room.place} />
                {box.to.place === room.place && box.onItsWay.length > 0 && (
                  <button type="button" class="button" data-testid="receive" onClick={onReceive}>
                    {t.receive}
                  </button>
                )}
                {box.from.place === room.place && box.onItsWay.length > 0 && box.came.length === 0 && (
                  <button
                    type="button"
                    class="button quiet"
                    data-testid="take-back"
                    disabled={work.isBusy}
                    onClick={() => takeBack(box.id)}
                  >
                    {t.takeBack}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </MoreFound>
      )}
    </section>
  );
}

function BoxLine({ box, own }: { readonly box: Box; readonly own: string }) {
  const t = useTexts(STOCK);
  const { from, to, sentAt, onItsWay, came, elsewhere, isTakenBack, isTakenOver } = box;
  const [outward, inward] = isTakenOver ? [t.tookTo, t.tookFrom] : [t.to, t.from];
  const isInward = to.place === own;
  const title = (isInward ? inward : outward)(isInward ? from.name : to.name, whenText(sentAt));
  const parts = [
    [t.way, onItsWay],
    [t.cameOf, came],
    ...(isTakenBack ? [] : [[t.otherWay, elsewhere] as const]),
  ] as const;
  const told = parts.filter(([, serials]) => serials.length > 0);
  return (
    <>
      <p>
        <strong>{title}</strong>
        {told.map(([say, serials]) => ` · ${say(serials.length)}`)}
        {isTakenBack && ` · ${t.backSaid}`}
      </p>
      {told.length > 0 && (
        <details>
          <summary>{t.which}</summary>
          {told.map(([say, serials]) => (
            <p key={say(serials.length)}>
              {say(serials.length)}: {serials.map(tokenName).join(", ")}
            </p>
          ))}
        </details>
      )}
    </>
  );
}
