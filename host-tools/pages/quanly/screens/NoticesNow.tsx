/** Invitations to sync that are for the own place, as they are to be read aloud. */
import type { NoticeList } from "../../../contract/notices.ts";
import { Notice } from "../../shared/components/Notice.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { whenText } from "../../shared/dates.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { SEAT } from "../../shared/seat/texts.ts";
import { useAsked } from "../services/quanly-context.ts";
import { HOME } from "../texts/home.ts";

export function NoticesNow({ saysNone = false }: { readonly saysNone?: boolean }) {
  const t = useTexts(HOME);
  const s = useTexts(SEAT);
  const language = useLanguage();
  const { value, error, again } = useAsked<NoticeList>("/api/notices");
  if (!value)
    return error === undefined ? <Working text={s.loading} /> : <NotLoaded error={error} again={again} />;
  if (value.notices.length === 0) return saysNone ? <p data-testid="no-notice">{t.noNotice}</p> : null;
  return (
    <div class="stack" data-testid="notices">
      {value.notices.map(({ id, say, placeName, until }) => (
        <Notice key={id} tone="amber">
          <p>
            <strong>{say[language]}</strong>
          </p>
          <p>
            {placeName}, {t.until(whenText(until))}
          </p>
        </Notice>
      ))}
    </div>
  );
}
