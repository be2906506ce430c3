/** Whom to ask to sync, as long as somebody has asked for it; never why. */
import { useEffect, useState } from "preact/hooks";
import type { NoticeView } from "../../../contract/notices.ts";
import { Notice } from "../../shared/components/Notice.tsx";
import { whenText } from "../../shared/dates.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useStore } from "../../shared/store.ts";
import { useStation } from "../services/station-context.ts";
import { FRAME } from "../texts/shell.ts";

/** Asked for when the page is opened and when the network is back; without one there is nothing to show. */
export function ToSync() {
  const t = useTexts(FRAME);
  const language = useLanguage();
  const { station, isReached } = useStation();
  const hasNetwork = useStore(isReached);
  const [notices, setNotices] = useState<readonly NoticeView[]>([]);
  useEffect(() => {
    if (!hasNetwork) return;
    let isWanted = true;
    station.notices().then(
      (found) => isWanted && setNotices(found),
      // It is asked for again when the network is back.
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [station, hasNetwork]);
  if (notices.length === 0) return null;
  return (
    <div data-testid="to-sync">
      <Notice tone="note">
        {notices.map(({ id, say, until }) => (
          <p key={id}>
            <strong>{say[language]}</strong> <span class="soft">{t.toSyncUntil(whenText(until))}</span>
          </p>
        ))}
      </Notice>
    </div>
  );
}
