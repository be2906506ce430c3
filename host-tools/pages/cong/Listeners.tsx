import type { GuardScreen, ListenerState } from "../../contract/guard-screen.ts";
import { Chip, type Tone } from "../shared/components/Notice.tsx";
import { useTexts } from "../shared/language.ts";
import { TEXTS } from "./texts.ts";

const TONES: Readonly<Record<ListenerState, Tone>> = {
  hears: "green",
  silent: "amber",
  off: "red",
  gone: "red",
};

/** Each listener with what it has heard in the last minute. */
export function Listeners({ screen }: { readonly screen: GuardScreen }) {
  const t = useTexts(TEXTS);
  return (
    <section class="stack">
      <h2>{t.listeners}</h2>
      <ul class="list">
        {screen.listeners.map(({ name, side, kind, state, tokens, phones }) => (
          <li key={name} data-testid="listener">
            <span class="rest">
              <strong>{name}</strong> ({t.side[side]}): {t.hears(tokens, phones)}
            </span>
            <Chip
              tone={TONES[state]}
              text={kind === "token" && state === "gone" ? t.notLinked : t.state[state]}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
