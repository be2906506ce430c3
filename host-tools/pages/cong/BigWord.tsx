/** The one word that is read from two metres: colour, shape, word and sound say the same. */
import { useEffect, useState } from "preact/hooks";
import type { GuardScreen } from "../../contract/guard-screen.ts";
import { Icon, type IconName } from "../shared/components/Icon.tsx";
import { useTexts } from "../shared/language.ts";
import { useStore } from "../shared/store.ts";
import type { openLive } from "./live.ts";
import { sound } from "./sounds.ts";
import { TEXTS } from "./texts.ts";
import { isMild, troublesOf } from "./troubles.ts";

/** So long a tap stands on the page, ms: the next one takes its place at once. */
const TAP_MS = 2500;

interface BigWordProps {
  readonly live: ReturnType<typeof openLive>;
  readonly screen: GuardScreen;
  readonly isCutOff: boolean;
}

export function BigWord({ live, screen, isCutOff }: BigWordProps) {
  const t = useTexts(TEXTS);
  const newest = useStore(live.tap);
  const [isOver, setOver] = useState(false);
  const troubles = troublesOf(screen, isCutOff);
  const worst = troubles.find((one) => !isMild(one));
  useEffect(() => live.onTap(({ isAgain }) => sound(isAgain ? "again" : "tap")), [live]);
  useEffect(() => {
    setOver(false);
    const timer = setTimeout(() => setOver(true), TAP_MS);
    return () => clearTimeout(timer);
  }, [newest]);
  useEffect(() => {
    if (worst) sound("trouble");
  }, [worst]);

  const tap = newest && !isOver ? newest.tap : undefined;
  return (
    <div class="stack">
      {worst ? (
        <Word tone="red" icon="stopped" word={t.trouble[worst][0]} lead={t.trouble[worst][1]} isAlert />
      ) : tap ? (
        <Word
          key={tap.number}
          tone="green"
          icon="done"
          word={tap.isAgain ? t.again : t.noted}
          lead={t.direction[tap.direction]}
          number={tap.number}
        />
      ) : (
        <Word tone="grey" icon="network" word={t.ready} lead={t.readyLead} />
      )}
      {troubles
        .filter((one) => one !== worst)
        .map((one) => (
          <p key={one} class={`trouble ${isMild(one) ? "amber" : "red"}`}>
            <Icon name={isMild(one) ? "attention" : "stopped"} size={28} />
            <span>
              <strong>{t.trouble[one][0]}</strong> {t.trouble[one][1]}
            </span>
          </p>
        ))}
    </div>
  );
}

interface WordProps {
  readonly tone: "green" | "grey" | "red";
  readonly icon: IconName;
  readonly word: string;
  readonly lead: string;
  readonly isAlert?: boolean;
  readonly number?: number;
}

function Word({ tone, icon, word, lead, isAlert = false, number }: WordProps) {
  return (
    <div
      class={`big-word ${tone}${isAlert ? " long" : ""}`}
      role={isAlert ? "alert" : "status"}
      data-testid="word"
      data-tap={number}
    >
      <Icon name={icon} size={160} />
      <div>
        <p class="word">{word}</p>
        <p class="lead">{lead}</p>
      </div>
    </div>
  );
}
