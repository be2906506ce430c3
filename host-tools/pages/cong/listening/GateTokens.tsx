/** Gate tokens that this page connects to: one for each listener of the gate that is one. */
import { useEffect, useState } from "preact/hooks";
import type { GuardScreen } from "../../../contract/guard-screen.ts";
import { Notice, type Tone } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { openStore, useStore } from "../../shared/store.ts";
import { GateToken, type LinkState } from "./gate-token.ts";
import { LISTENING } from "./texts.ts";

const TONES: Readonly<Record<LinkState["kind"], Tone>> = {
  none: "amber",
  connecting: "grey",
  hears: "green",
  away: "red",
  taken: "red",
};
const NONE = openStore<LinkState>({ kind: "none" });

export function GateTokens({ listeners }: Pick<GuardScreen, "listeners">) {
  return listeners
    .filter(({ kind }) => kind === "token")
    .map(({ name }) => <OneToken key={name} listener={name} />);
}

function OneToken({ listener }: { readonly listener: string }) {
  const t = useTexts(LISTENING);
  const [token, setToken] = useState<GateToken>();
  useEffect(() => {
    const one = new GateToken(listener);
    setToken(one);
    return () => one.stop();
  }, [listener]);
  const state = useStore(token?.state ?? NONE);
  return (
    <section class="stack" data-testid="gate-token">
      <h2>{t.title(listener)}</h2>
      <Notice tone={TONES[state.kind]} live>
        <p>
          {state.kind === "none"
            ? state.problem
              ? t.problem(state.problem)
              : t.lead
            : t[state.kind](state.name)}
        </p>
      </Notice>
      {state.kind !== "connecting" && state.kind !== "hears" && (
        <button type="button" class="button primary" onClick={() => void token?.choose()}>
          {t.connect}
        </button>
      )}
    </section>
  );
}
