/** A place that was made by mistake is taken away: asked about first, undone with what it was, refused with why. */
import { useState } from "preact/hooks";
import type { Standing } from "../../../contract/units.ts";
import { ApiProblem } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { Sure } from "../../shared/components/Sure.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useQuanly } from "../services/quanly-context.ts";
import { UNITS } from "../texts/units.ts";

interface RemovalProps {
  readonly path: string;
  readonly name: string;
  /** All of it, to be put back. */
  readonly fields: object;
  readonly changed: () => void;
}

export function Removal({ path, name, fields, changed }: RemovalProps) {
  const t = useTexts(UNITS);
  const { api } = useQuanly();
  const work = useWork();
  const [isAsking, setAsking] = useState(false);
  const [isGone, setGone] = useState(false);
  const remove = () =>
    work.run(async () => {
      setAsking(false);
      await api.send("DELETE", path);
      setGone(true);
    });
  const putBack = () =>
    work.run(async () => {
      await api.send("PUT", path, Object.assign({ seen: {} }, fields));
      setGone(false);
      changed();
    });
  const standing =
    work.error instanceof ApiProblem && work.error.reason === "not-empty" ? work.error.field : undefined;
  return (
    <div class="stack" data-testid="removal">
      {!isGone && !isAsking && (
        <p>
          <button type="button" class="button danger" disabled={work.isBusy} onClick={() => setAsking(true)}>
            {t.remove}
          </button>
        </p>
      )}
      {isAsking && (
        <Sure text={t.removeSure(name)} isBusy={work.isBusy} yes={remove} no={() => setAsking(false)} />
      )}
      {isGone && (
        <Notice tone="green" live>
          <p>{t.removed(name)}</p>
          <button type="button" class="button" disabled={work.isBusy} onClick={putBack}>
            {t.undo}
          </button>
        </Notice>
      )}
      {standing === undefined ? (
        <Failure error={work.error} />
      ) : (
        <Notice tone="red">
          <p>
            {t.notRemoved}: {t.stands[standing as Standing]}.
          </p>
        </Notice>
      )}
    </div>
  );
}
