/** Whom stations and organisations ask to sync: what is asked now, and one more. It never says why. */
import "./notices.css";
import { useState } from "preact/hooks";
import type { NoticeList, NoticeView } from "../../../contract/notices.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { whenText } from "../../shared/dates.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useAnswer, useDesk } from "../services/desk-context.ts";
import { DESK } from "../texts/desk.ts";
import { NOTICES } from "../texts/notices.ts";
import { NoticeForm } from "./NoticeForm.tsx";

const DAY = 86_400_000;

export function AskToSyncScreen() {
  const t = useTexts(NOTICES);
  const d = useTexts(DESK);
  const language = useLanguage();
  const { api } = useDesk();
  const { value, error, again } = useAnswer<NoticeList>("/api/notices");
  const [told, setTold] = useState<string>();
  const [gone, setGone] = useState<NoticeView>();
  const work = useWork();
  const done = (text: string, withdrawn?: NoticeView) => {
    setTold(text);
    setGone(withdrawn);
    again();
  };
  const withdraw = (notice: NoticeView) =>
    work.run(async () => {
      await api.send("DELETE", `/api/notices/${notice.id}`);
      done(t.withdrawn(notice.say[language]), notice);
    });
  const undo = ({ place, kind, names, until }: NoticeView) =>
    work.run(async () => {
      const days = Math.min(14, Math.max(1, Math.ceil((Date.parse(until) - Date.now()) / DAY)));
      await api.send("POST", "/api/notices", { place, kind, names, days });
      done(t.undone);
    });
  return (
    <div class="stack free-on-paper" data-testid="notices">
      <Heading>{t.title}</Heading>
      <p class="soft">{t.lead}</p>
      <NoticeForm done={() => done(t.sent)} />
      <h2>{t.current}</h2>
      <NotLoaded error={error} again={again} />
      {!value && error === undefined && <Working text={d.loading} />}
      {value?.notices.length === 0 && <p>{t.none}</p>}
      {value?.notices.map((notice) => (
        <section key={notice.id} class="card row apart notice-now" data-testid="notice-now">
          <div>
            <p class="notice-say">{notice.say[language]}</p>
            <p class="soft">
              {notice.placeName} · {t.until(whenText(notice.until))}
            </p>
          </div>
          <button
            type="button"
            class="button"
            aria-label={t.withdrawOf(notice.say[language])}
            disabled={work.isBusy}
            onClick={() => withdraw(notice)}
          >
            {t.withdraw}
          </button>
        </section>
      ))}
      <Failure error={work.error} />
      {told && (
        <Notice tone="green" live>
          <div class="row" data-testid="notice-told">
            <span>{told}</span>
            {gone && (
              <button type="button" class="button" disabled={work.isBusy} onClick={() => undo(gone)}>
                {t.undo}
              </button>
            )}
          </div>
        </Notice>
      )}
    </div>
  );
}
