/** The guard's page: what has just happened at the gate, what needs somebody, and what it counts. It shows no ID, and of persons whose shift it is. */
import { useEffect, useState } from "preact/hooks";
import { LanguageButton } from "../shared/components/LanguageButton.tsx";
import { Notice } from "../shared/components/Notice.tsx";
import { Working } from "../shared/components/Working.tsx";
import { useTexts } from "../shared/language.ts";
import { openStore, useStore } from "../shared/store.ts";
import { BigWord } from "./BigWord.tsx";
import { Figures } from "./Figures.tsx";
import { GuardsDesk } from "./GuardsDesk.tsx";
import { Listeners } from "./Listeners.tsx";
import { GateTokens } from "./listening/GateTokens.tsx";
import { openLive } from "./live.ts";
import { TEXTS } from "./texts.ts";

type Live = ReturnType<typeof openLive>;

export function GatePage() {
  const t = useTexts(TEXTS);
  // Not where the build prints the frame.
  const [live, setLive] = useState<Live>();
  useEffect(() => setLive(openLive()), []);
  return live ? (
    <Connected live={live} />
  ) : (
    <Frame place={undefined}>{<Working text={t.loading} isAtOnce />}</Frame>
  );
}

const NOTHING = openStore(undefined);

function Connected({ live }: { readonly live: Live }) {
  const t = useTexts(TEXTS);
  const screen = useStore(live.screen ?? NOTHING);
  const isCutOff = useStore(live.isCutOff);
  if (!screen)
    return (
      <Frame place={undefined}>
        {isCutOff ? (
          <Notice tone="amber" title={t.notHere} live>
            <p>{t.notHereNext}</p>
          </Notice>
        ) : (
          <Working text={t.loading} isAtOnce />
        )}
      </Frame>
    );
  return (
    <Frame place={`${screen.placeName} · ${screen.gate}`}>
      <BigWord live={live} screen={screen} isCutOff={isCutOff} />
      <GateTokens listeners={screen.listeners} />
      <GuardsDesk live={live} screen={screen} />
      <Figures screen={screen} />
      <p>{t.redLight}</p>
      <Listeners screen={screen} />
    </Frame>
  );
}

function Frame({
  place,
  children,
}: {
  readonly place: string | undefined;
  readonly children: preact.ComponentChildren;
}) {
  const t = useTexts(TEXTS);
  return (
    <>
      <header class="bar">
        <img src="/icon.svg" alt="" width={40} height={40} class="logo" />
        <div class="place">
          <h1 class="product">{t.product}</h1>
          {place !== undefined && <span>{place}</span>}
        </div>
        <LanguageButton />
      </header>
      <main class="stack gate">{children}</main>
    </>
  );
}
