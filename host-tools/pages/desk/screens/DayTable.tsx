import type { RadioContact } from "../../../contract/contacts.ts";
import { dayText } from "../../shared/dates.ts";
import { clockText } from "../../shared/format.ts";
import { useTexts } from "../../shared/language.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { WORDS } from "../texts/words.ts";

export function DayTable({ contact: { label, days } }: { readonly contact: RadioContact }) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  return (
    <table class="days">
      <caption class="visually-hidden">{t.daysOf(label)}</caption>
      <thead>
        <tr>
          <th scope="col">{t.date}</th>
          <th scope="col">{t.from}</th>
          <th scope="col">{t.to}</th>
          <th scope="col" class="number">
            {t.closeMinutes}
          </th>
          <th scope="col" class="number">
            {t.presentMinutes}
          </th>
          <th scope="col">{t.distance}</th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ date, first, last, minutes, closeMinutes, distance }) => (
          <tr key={date}>
            <th scope="row">{dayText(date)}</th>
            <td>{clockText(Date.parse(first))}</td>
            <td>{clockText(Date.parse(last) + 60_000)}</td>
            <td class="number" data-label={t.closeMinutes}>
              {closeMinutes}
            </td>
            <td class="number" data-label={t.presentMinutes}>
              {minutes}
            </td>
            <td>{w.distance[distance]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
