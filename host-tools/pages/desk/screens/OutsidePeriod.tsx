/** Who was found and is on days outside the infectious period now: kept, and back on the list with these days. */
import type { ListView } from "../../../contract/contacts.ts";
import { dayText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { Pager } from "../controls/Pager.tsx";
import { usePaged } from "../services/paged.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { WORDS } from "../texts/words.ts";
import { Phones, Who } from "./Who.tsx";

interface OutsideProps extends Pick<ListView, "dropped"> {
  readonly isPrinting: boolean;
}

export function OutsidePeriod({ dropped, isPrinting }: OutsideProps) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  const kept = dropped.flatMap(({ found, state, note }) => (found ? [{ found, state, note }] : []));
  const paged = usePaged(kept);
  if (kept.length === 0) return null;
  return (
    <details class="paper-open" data-testid="outside">
      <summary>
        {t.outsidePeriod} ({kept.length})
      </summary>
      <p class="small soft">{t.outsideLead}</p>
      <section class="scroll" aria-label={t.outsidePeriod}>
        <table class="contacts kept">
          <thead>
            <tr>
              <th scope="col">{t.name}</th>
              <th scope="col">{t.phone}</th>
              <th scope="col" class="number">
                {t.closeMinutes}
              </th>
              <th scope="col" class="number">
                {t.presentMinutes}
              </th>
              <th scope="col">{t.date}</th>
              <th scope="col">{t.status}</th>
              <th scope="col">{t.note}</th>
            </tr>
          </thead>
          <tbody>
            {(isPrinting ? kept : paged.rows).map(({ found, state, note }) => (
              <tr key={found.key}>
                <th scope="row">
                  <Who contact={found} />
                </th>
                <td>
                  <Phones contact={found} />
                </td>
                <td class="number" data-label={t.closeMinutes}>
                  <strong>{found.closeMinutes}</strong>
                </td>
                <td class="number" data-label={t.presentMinutes}>
                  {found.minutes}
                </td>
                <td class="whole" data-label={t.date}>
                  {found.days.map(({ date }) => dayText(date)).join(", ")}
                </td>
                <td data-label={t.status}>{w.status[state]}</td>
                <td class="wide-note" data-label={t.note}>
                  {note}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Pager of={paged} />
    </details>
  );
}
