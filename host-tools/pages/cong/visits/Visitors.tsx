/** Whoever comes without token or phone: one form, two buttons. What was noted is never shown again. */
import { useEffect, useRef, useState } from "preact/hooks";
import * as v from "valibot";
import { UNDO_MS } from "../../../contract/guard-screen.ts";
import { type GuardVisit, guardVisit } from "../../../contract/visits.ts";
import { Icon } from "../../shared/components/Icon.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { LentToken } from "./LentToken.tsx";
import { noteVisit, takeVisitBack } from "./note-visit.ts";
import { type NotNoted, VISIT_TEXTS } from "./texts.ts";
import { useVisitor } from "./use-visitor.ts";
import { VisitorFields } from "./VisitorFields.tsx";

interface VisitorsProps {
  /** Tokens that are lent just now. */
  readonly loans: readonly number[];
  /** Where nobody is, the camera is off. */
  readonly isOnShift: boolean;
}

export function Visitors({ loans, isOnShift }: VisitorsProps) {
  const t = useTexts(VISIT_TEXTS);
  const visitor = useVisitor();
  const [isCamera, setCamera] = useState(false);
  const [failed, setFailed] = useState<NotNoted>();
  /** The newest one's number. */
  const [noted, setNoted] = useState<string>();
  /** Who goes may have a token of ours: asked once. */
  const [isReminded, setReminded] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLDivElement>(null);

  const note = async (direction: GuardVisit["direction"]) => {
    if (visitor.isScanning || isBusy) return;
    const visit = visitor.visit(direction);
    const wrong = visitor.isLabelWrong ? "token" : wrongOf(visit);
    setNoted(undefined);
    setFailed(wrong);
    if (wrong) return;
    const isAsked = direction === "out" && visit.token === undefined && loans.length > 0;
    setReminded(isAsked && !isReminded);
    if (isAsked && !isReminded) return;
    setBusy(true);
    const why = await noteVisit(visit);
    setBusy(false);
    setFailed(why);
    if (why) return;
    visitor.empty();
    setCamera(false);
    setNoted(visit.id);
    form.current?.querySelector("input")?.focus();
  };
  return (
    <section class="stack">
      <h2>{t.title}</h2>
      <p>{t.lead}</p>
      <div class="stack" ref={form} data-testid="visitor">
        <VisitorFields visitor={visitor} isCamera={isCamera && isOnShift} setCamera={setCamera} />
        <LentToken visitor={visitor} loans={loans} />
        {failed && (
          <Notice tone="red">
            <p>{t.failed[failed]}</p>
          </Notice>
        )}
        <div class="row">
          {(["in", "out"] as const).map((direction) => (
            <button
              key={direction}
              type="button"
              class="button primary huge grow"
              data-testid={`visitor-${direction}`}
              onClick={() => void note(direction)}
            >
              {t[direction]}
            </button>
          ))}
        </div>
        {noted !== undefined && <Noted key={noted} id={noted} tellFailed={setFailed} />}
        {isReminded && (
          <Notice tone="amber" live>
            <p data-testid="take-token">{t.takeToken}</p>
          </Notice>
        )}
      </div>
    </section>
  );
}

/** The one word, and for some seconds the way back. */
function Noted({
  id,
  tellFailed,
}: {
  readonly id: string;
  readonly tellFailed: (why: NotNoted | undefined) => void;
}) {
  const t = useTexts(VISIT_TEXTS);
  const [may, setMay] = useState(true);
  const [isBack, setBack] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setMay(false), UNDO_MS);
    return () => clearTimeout(timer);
  }, []);
  const back = async () => {
    const why = await takeVisitBack(id);
    tellFailed(why);
    if (why) return;
    setMay(false);
    setBack(true);
  };
  return (
    <>
      <p class="trouble green result" role="status" data-testid="visit-noted">
        <Icon name="done" size={40} />
        <span>{isBack ? t.takenBack : t.noted}</span>
      </p>
      {may && (
        <div class="row">
          <button type="button" class="button" onClick={() => void back()}>
            {t.takeBack}
          </button>
        </div>
      )}
    </>
  );
}

function wrongOf(visit: GuardVisit): NotNoted | undefined {
  const read = v.safeParse(guardVisit, visit);
  if (read.success) return undefined;
  const wrong = new Set(read.issues.map((issue) => v.getDotPath(issue)));
  return wrong.has("name") ? "name" : wrong.has("phone") ? "phone" : "bad";
}
