/** One more notice: of which place, which groups, for how long, and what stations will show. */
import { useState } from "preact/hooks";
import { FEWEST_WEARERS, noticeWords } from "../../../contract/notice-words.ts";
import type { NoticeGroups } from "../../../contract/notices.ts";
import type { NoticeKind } from "../../../contract/vocabulary.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { Choice } from "../controls/Choice.tsx";
import { useAnswer, useDesk } from "../services/desk-context.ts";
import { DESK } from "../texts/desk.ts";
import { NOTICES } from "../texts/notices.ts";

const DAYS = ["1", "2", "3", "7", "14"] as const;
const GROUP_KINDS = ["hamlet", "group"] as const;

/** Whom somebody has chosen: names of one kind, or everybody. */
interface Chosen {
  readonly kind: NoticeKind;
  readonly names: readonly string[];
}

const NOBODY: Chosen = { kind: "hamlet", names: [] };

const isSomebody = ({ kind, names }: Chosen) => kind === "everybody" || names.length > 0;

/** With the name, or without it where it was chosen; names of another kind go. */
function toggled({ kind, names }: Chosen, of: NoticeKind, name: string): Chosen {
  if (kind !== of) return { kind: of, names: [name] };
  return { kind, names: names.includes(name) ? names.filter((one) => one !== name) : [...names, name] };
}

export function NoticeForm({ done }: { readonly done: () => void }) {
  const t = useTexts(NOTICES);
  const d = useTexts(DESK);
  const { api, account } = useDesk();
  const [place, setPlace] = useState(account.place);
  const [chosen, setChosen] = useState(NOBODY);
  const [days, setDays] = useState<(typeof DAYS)[number]>("3");
  const work = useWork();
  const { value, error, again } = useAnswer<NoticeGroups>(
    `/api/notices/groups?place=${encodeURIComponent(place)}`,
  );
  const places = value?.places ?? [];
  const send = () =>
    work.run(async () => {
      await api.send("POST", "/api/notices", { place, ...chosen, days: Number(days) });
      setChosen(NOBODY);
      done();
    });
  return (
    <form
      class="card stack notice-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isSomebody(chosen)) send();
      }}
    >
      <p>{t.fewest(FEWEST_WEARERS)}</p>
      {!value && error === undefined && <Working text={d.loading} />}
      <NotLoaded error={error} again={again} />
      {value && (
        <>
          <div class="row">
            <Choice
              label={t.place}
              name="notice-place"
              value={place}
              onValue={(one) => {
                setPlace(one);
                setChosen(NOBODY);
              }}
              options={places.map(({ id, name }) => [id, name] as const)}
            />
            <Choice
              label={t.days}
              name="notice-days"
              value={days}
              onValue={setDays}
              options={DAYS.map((one) => [one, t.dayCount(Number(one))] as const)}
            />
          </div>
          <Whom groups={value} chosen={chosen} choose={setChosen} />
          <Preview chosen={chosen} placeName={value.placeName} days={Number(days)} />
        </>
      )}
      <Failure error={work.error} />
      <div class="row">
        <button type="submit" class="button primary" disabled={work.isBusy || !isSomebody(chosen)}>
          {t.send}
        </button>
        {!isSomebody(chosen) && <span class="soft">{t.choose}</span>}
      </div>
    </form>
  );
}

interface WhomProps {
  readonly groups: NoticeGroups;
  readonly chosen: Chosen;
  readonly choose: (chosen: Chosen) => void;
}

/** Those that are too small are named, too: nobody looks for them in vain. */
function Whom({ groups: { groups, isEnough, placeName }, chosen, choose }: WhomProps) {
  const t = useTexts(NOTICES);
  const titles = { hamlet: t.hamlets, group: t.groups } as const;
  const isAll = chosen.kind === "everybody";
  return (
    <fieldset>
      <legend>{t.whom}</legend>
      {!isEnough && <p>{t.placeTooSmall(placeName)}</p>}
      <label class="choice">
        <input
          type="checkbox"
          name="everybody"
          checked={isAll}
          disabled={!isEnough}
          onChange={() => choose(isAll ? NOBODY : { kind: "everybody", names: [] })}
        />
        {t.everybody}
      </label>
      {groups.length === 0 && <p class="soft">{t.noGroups}</p>}
      {GROUP_KINDS.map((kind) => {
        const some = groups.filter((one) => one.kind === kind);
        if (some.length === 0) return null;
        return (
          <div key={kind}>
            <h2>{titles[kind]}</h2>
            <div class="choices">
              {some.map(({ name, isEnough: isGreat }) => (
                <label key={name} class="choice">
                  <input
                    type="checkbox"
                    name={kind}
                    value={name}
                    checked={chosen.kind === kind && chosen.names.includes(name)}
                    disabled={!isGreat}
                    onChange={() => choose(toggled(chosen, kind, name))}
                  />
                  <span>
                    {name}
                    {!isGreat && <span class="small soft about"> {t.tooSmall}</span>}
                  </span>
                </label>
              ))}
            </div>
          </div>
        );
      })}
      {groups.some(({ kind }) => kind === "group") && groups.some(({ kind }) => kind === "hamlet") && (
        <p class="small soft">{t.oneKind}</p>
      )}
    </fieldset>
  );
}

interface PreviewProps {
  readonly chosen: Chosen;
  readonly placeName: string;
  readonly days: number;
}

function Preview({ chosen, placeName, days }: PreviewProps) {
  const t = useTexts(NOTICES);
  if (!isSomebody(chosen)) return null;
  const say = noticeWords(chosen.names, placeName);
  const until = whenText(new Date(Date.now() + days * 86_400_000).toISOString());
  return (
    <div class="notice-preview" data-testid="notice-preview">
      <p class="small soft">{t.preview}</p>
      <p class="notice-say">{say.vi}</p>
      <p lang="en">{say.en}</p>
      <p class="soft">{t.until(until)}</p>
    </div>
  );
}
