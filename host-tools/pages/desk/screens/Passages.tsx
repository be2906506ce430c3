/** A case at gates on a day: where it was, who was there meanwhile, and what could not be looked at. */
import "./passages.css";
import { useState } from "preact/hooks";
import type { CaseView } from "../../../contract/cases.ts";
import type { CasePassages } from "../../../contract/gates.ts";
import { dayBefore, dayInProvince } from "../../../contract/province-time.ts";
import { Notice } from "../../shared/components/Notice.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { dayText } from "../../shared/dates.ts";
import { clockText } from "../../shared/format.ts";
import { useTexts } from "../../shared/language.ts";
import { Choice } from "../controls/Choice.tsx";
import { Pager } from "../controls/Pager.tsx";
import { PassageDay } from "../pictures/PassageDay.tsx";
import { useAnswer } from "../services/desk-context.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { usePaged } from "../services/paged.ts";
import { daysToAsk, passageGaps } from "../services/passage-gaps.ts";
import { DESK } from "../texts/desk.ts";
import { PASSAGES } from "../texts/passages.ts";
import type { DeskReason } from "../texts/words.ts";
import { GatesOfDay } from "./GatesOfDay.tsx";
import { OthersThere } from "./OthersThere.tsx";
import { VisitorsThere } from "./VisitorsThere.tsx";

interface PassagesProps {
  readonly of: CaseView;
  readonly reason: DeskReason;
  /** The list as it was loaded. */
  readonly contacts: readonly NumberedContact[];
  readonly goTo: (contact: NumberedContact) => void;
  /** Paper has everybody. */
  readonly isPrinting: boolean;
}

export function Passages({ of, reason, contacts, goTo, isPrinting }: PassagesProps) {
  const t = useTexts(PASSAGES);
  const [day, setDay] = useState("");
  const days = daysToAsk(of.from, of.to, dayInProvince(Date.now()), (one) => dayBefore(one, 1));
  return (
    <div class="stack passages" data-testid="passages">
      <div class="no-print">
        <Choice
          label={t.day}
          name="passage-day"
          value={day}
          onValue={setDay}
          options={[["", t.chooseDay] as const, ...days.map((one) => [one, dayText(one)] as const)]}
        />
        <p class="small soft">
          {t.dayHint} {t.reach}
        </p>
      </div>
      {day !== "" && <OfDay key={day} {...{ of, reason, contacts, goTo, isPrinting, day }} />}
    </div>
  );
}

function OfDay({ of, reason, contacts, goTo, isPrinting, day }: PassagesProps & { readonly day: string }) {
  const t = useTexts(PASSAGES);
  const d = useTexts(DESK);
  const { value, error, again } = useAnswer<CasePassages>(
    `/api/cases/${of.id}/passages?day=${day}&reason=${reason}`,
  );
  const paged = usePaged(value?.others ?? []);
  if (!value)
    return error === undefined ? <Working text={d.loading} /> : <NotLoaded error={error} again={again} />;
  const { stays, others, unknown } = value;
  const gaps = passageGaps(value, of.placeName, t);
  const shown = isPrinting ? others : paged.rows;
  const isAnywhere = stays.length > 0;
  return (
    <>
      {gaps.length > 0 && (
        <div data-testid="passage-gaps">
          <Notice tone="amber" title={t.gaps}>
            {gaps.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </Notice>
        </div>
      )}
      <h2>
        {t.own} · {dayText(day)}
      </h2>
      {isAnywhere ? (
        <Stays stays={stays} />
      ) : (
        <p data-testid="nowhere">{gaps.length > 0 ? t.nowhereGaps : t.nowhere}</p>
      )}
      {isAnywhere && <PassageDay day={day} stays={stays} others={shown} />}
      {isAnywhere && (
        <>
          <h2>{t.others}</h2>
          {others.length === 0 && <p>{gaps.length > 0 ? t.nobodyGaps : t.nobody}</p>}
          {others.length > 0 && <OthersThere others={shown} contacts={contacts} goTo={goTo} />}
          <Pager of={paged} />
          {unknown > 0 && <p data-testid="unknown-ids">{t.unknown(unknown)}</p>}
          <Visitors visitors={value.visitors} isPrinting={isPrinting} />
        </>
      )}
      <GatesOfDay gates={value.gates} elsewhere={value.elsewhere} />
    </>
  );
}

function Visitors({
  visitors,
  isPrinting,
}: Pick<CasePassages, "visitors"> & Pick<PassagesProps, "isPrinting">) {
  const t = useTexts(PASSAGES);
  const paged = usePaged(visitors);
  return (
    <>
      <h2>{t.visitors}</h2>
      <p class={visitors.length > 0 ? "small soft" : ""}>
        {visitors.length > 0 ? t.visitorsLead : t.noVisitors}
      </p>
      {visitors.length > 0 && <VisitorsThere visitors={isPrinting ? visitors : paged.rows} />}
      <Pager of={paged} />
    </>
  );
}

function Stays({ stays }: Pick<CasePassages, "stays">) {
  const t = useTexts(PASSAGES);
  const at = (time: string) => clockText(Date.parse(time));
  return (
    <ul class="stays" data-testid="stays">
      {stays.map(({ place, placeName, zone, from, to, passed }) => (
        <li key={`${place} ${zone} ${from} ${to}`}>
          <strong>{zone}</strong> · {placeName}:{" "}
          {passed.length > 0
            ? t.passed(passed.map(at).join(", "))
            : `${from === undefined ? t.noStart : at(from)} – ${to === undefined ? t.noEnd : at(to)}`}
        </li>
      ))}
    </ul>
  );
}
