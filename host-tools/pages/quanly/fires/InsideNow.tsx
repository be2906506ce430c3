/** Who is inside, asked for again and again: what was told last stays while the server cannot be reached, and says so. */
import { useEffect, useState } from "preact/hooks";
import type { Fire, WhoIsInside } from "../../../contract/fires.ts";
import { ApiProblem, NoNetwork } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { usePaper, useSheetMarks } from "../../shared/paper.ts";
import { SEAT } from "../../shared/seat/texts.ts";
import { useQuanly } from "../services/quanly-context.ts";
import { FIRES } from "../texts/fires.ts";

/** Each look is a row of the audit log, ms. */
const AGAIN_MS = 15_000;
/** A machine at a gate brings what it has each minute, ms. */
const LATE_MS = 3 * 60_000;

interface InsideProps {
  readonly fire: Fire;
  readonly isBusy: boolean;
  readonly end: () => void;
  /** It is over by itself, or somebody else has ended it. */
  readonly gone: () => void;
}

export function InsideNow({ fire, isBusy, end, gone }: InsideProps) {
  const t = useTexts(FIRES);
  const s = useTexts(SEAT);
  const { api } = useQuanly();
  const [told, setTold] = useState<WhoIsInside>();
  const [fault, setFault] = useState<unknown>();
  useEffect(() => {
    let isShown = true;
    const look = async () => {
      try {
        const now = await api.get<WhoIsInside>(`/api/fires/${fire.id}/inside`);
        if (!isShown) return;
        setTold(now);
        setFault(undefined);
      } catch (error) {
        if (!isShown) return;
        if (error instanceof ApiProblem && error.reason === "fire-over") gone();
        else setFault(error);
      }
    };
    look();
    const timer = setInterval(look, AGAIN_MS);
    return () => {
      isShown = false;
      clearInterval(timer);
    };
  }, [api, fire.id]);
  const where = `${fire.zone}, ${fire.placeName}`;
  const paper = usePaper(async () => {
    const now = await api.get<WhoIsInside>(`/api/fires/${fire.id}/inside?paper=true`);
    setTold(now);
    setFault(undefined);
    return now;
  });
  const isOnPaper = paper.on !== undefined;
  useSheetMarks(isOnPaper, t.paperTitle(where), t.at(whenText((paper.on ?? told)?.at ?? fire.openedAt)));
  return (
    <section class={`card stack${isOnPaper ? " on-paper" : ""}`} data-testid="inside">
      <h2>{isOnPaper ? t.paperTitle(where) : where}</h2>
      {fault !== undefined && (
        <Notice tone="red">
          <p>{told ? t.old(whenText(told.at)) : t.cut}</p>
        </Notice>
      )}
      {!(fault instanceof NoNetwork) && <Failure error={fault} />}
      <Failure error={paper.error} />
      {told ? <Told told={paper.on ?? told} /> : fault === undefined && <Working text={s.loading} />}
      {isOnPaper && <p>{t.paperEnd}</p>}
      <p class="row no-print">
        <button
          type="button"
          class="button primary"
          data-testid="print"
          disabled={paper.isBusy || told === undefined}
          onClick={paper.print}
        >
          {t.print}
        </button>
        <button type="button" class="button" data-testid="end" disabled={isBusy} onClick={end}>
          {t.end}
        </button>
      </p>
    </section>
  );
}

function Told({ told: { at, named, unnamed, unknown, visitors, gates } }: { readonly told: WhoIsInside }) {
  const t = useTexts(FIRES);
  const { byPhone } = visitors;
  return (
    <>
      <p>{t.at(whenText(at))}</p>
      <h3 data-testid="named-count">{t.inside(named.length)}</h3>
      {named.length === 0 ? (
        <p>{t.nobody}</p>
      ) : (
        <ol class="names" data-testid="named">
          {named.map(({ name }, n) => (
            // Two may have one name.
            <li key={`${name} ${n}`}>{name}</li>
          ))}
        </ol>
      )}
      <p>
        <strong>{t.unnamed(unnamed)}</strong>
      </p>
      <p>{t.unknown(unknown.in, unknown.out)}</p>
      <p data-testid="visitors">{t.visitors(visitors.in, visitors.out)}</p>
      {byPhone.in + byPhone.out > 0 && <p data-testid="by-phone">{t.byPhone(byPhone.in, byPhone.out)}</p>}
      <p class="small soft">{t.without}</p>
      {gates.map(({ name, heardAt }) => (
        <GateLine key={name} name={name} heardAt={heardAt} at={at} />
      ))}
    </>
  );
}

interface GateLineProps {
  readonly name: string;
  readonly heardAt: string | undefined;
  readonly at: string;
}

function GateLine({ name, heardAt, at }: GateLineProps) {
  const t = useTexts(FIRES);
  if (heardAt !== undefined && Date.parse(at) - Date.parse(heardAt) <= LATE_MS)
    return <p class="small">{t.heard(name, whenText(heardAt))}</p>;
  return (
    <Notice tone="amber">
      <p>{heardAt === undefined ? t.never(name) : t.late(name, whenText(heardAt))}</p>
    </Notice>
  );
}
