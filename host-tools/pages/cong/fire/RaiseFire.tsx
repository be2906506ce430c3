/** A guard says that something has happened behind the gate: asked once, and what became of it stays on the screen. No name comes here. */
import { useState } from "preact/hooks";
import { GUARD_FIRE, type GuardScreen } from "../../../contract/guard-screen.ts";
import { Notice } from "../../shared/components/Notice.tsx";
import { Sure } from "../../shared/components/Sure.tsx";
import { clockText } from "../../shared/format.ts";
import { useTexts } from "../../shared/language.ts";
import { FIRE_TEXTS } from "./texts.ts";

type Failed = "disk" | "shift" | "away";
const FAILED: Readonly<Record<number, Failed>> = { 401: "shift", 507: "disk" };

async function say(method: "POST" | "DELETE"): Promise<Failed | undefined> {
  try {
    const answer = await fetch(GUARD_FIRE, { method });
    return answer.ok ? undefined : (FAILED[answer.status] ?? "away");
  } catch {
    return "away";
  }
}

export function RaiseFire({ screen }: { readonly screen: GuardScreen }) {
  const t = useTexts(FIRE_TEXTS);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Failed>();
  const { fire, zone } = screen;
  const send = async (method: "POST" | "DELETE") => {
    setBusy(true);
    setFailed(await say(method));
    setBusy(false);
    setAsking(false);
  };
  return (
    <section class="stack" data-testid="fire">
      <h2>{t.title}</h2>
      {failed && (
        <Notice tone="red" live>
          <p>{t.failed[failed]}</p>
        </Notice>
      )}
      {fire ? (
        <>
          <Notice
            tone={fire.isTold ? "amber" : "red"}
            title={fire.isTold ? t.told(clockText(Date.parse(fire.raisedAt))) : t.untold}
            live
          >
            <p>{fire.isTold ? t.toldNext : t.untoldNext}</p>
          </Notice>
          <button type="button" class="button huge" disabled={isBusy} onClick={() => void send("DELETE")}>
            {t.end}
          </button>
        </>
      ) : isAsking ? (
        <Sure text={t.sure(zone)} isBusy={isBusy} yes={() => void send("POST")} no={() => setAsking(false)} />
      ) : (
        <>
          <p>{t.lead}</p>
          <button type="button" class="button huge" onClick={() => setAsking(true)}>
            {t.raise}
          </button>
        </>
      )}
    </section>
  );
}
