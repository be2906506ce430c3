/** The bar on top: where, who, network, what waits, language, lock. */

import { Icon } from "../../shared/components/Icon.tsx";
import { LanguageButton } from "../../shared/components/LanguageButton.tsx";
import { Chip } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { useStore } from "../../shared/store.ts";
import { countOf } from "../local-store/waiting.ts";
import { useStation } from "../services/station-context.ts";
import { FRAME } from "../texts/shell.ts";

export function Bar() {
  const t = useTexts(FRAME);
  const { account, placeName, isReached, waiting, lock, station, leaveTraining } = useStation();
  const reached = useStore(isReached);
  const count = countOf(useStore(waiting));
  return (
    <header class="bar">
      <a class="home" href="#/" aria-label={t.home}>
        <img src="/icon.svg" alt="" width={40} height={40} class="logo" />
      </a>
      <div class="place">
        <strong>{useStore(placeName) ?? t.product}</strong>
        {account && <span>{account.name}</span>}
      </div>
      {station.isTraining ? (
        <button type="button" class="button" onClick={leaveTraining}>
          {t.leaveTraining}
        </button>
      ) : (
        <div class="status">
          <Chip
            tone={reached ? "green" : "amber"}
            icon={reached ? "network" : "attention"}
            text={reached ? t.online : t.offline}
          />
          {count > 0 && (
            <a href="#/waiting" class="chip grey">
              <Icon name="waiting" size={18} />
              {t.waits(count)}
            </a>
          )}
        </div>
      )}
      <LanguageButton />
      {account && !station.isTraining && (
        <button type="button" class="button quiet" aria-label={t.lock} onClick={lock}>
          <Icon name="lock" size={20} />
          <span class="wide">{t.lock}</span>
        </button>
      )}
    </header>
  );
}
