/** Who has a token or the app, out of how many, with targets and ranks: the numbers of this week. */
import { toldText } from "../../../contract/small-numbers.ts";
import type { UptakeWeeks } from "../../../contract/uptake.ts";
import { dayText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { COVERAGE } from "../texts/coverage.ts";
import { figureOf, figureText } from "./figure-texts.ts";

export function SharesTable({ places }: Pick<UptakeWeeks, "places">) {
  const t = useTexts(COVERAGE);
  const shown = places.filter(({ told, target }) => told.at(-1)?.share || target);
  if (shown.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="sideways" tabIndex={0} aria-label={t.figures.share} data-testid="shares">
      <table class="figures">
        <caption>{t.figures.share}</caption>
        <thead>
          <tr>
            {[t.place, t.figures.share, t.target, t.rank, t.heads, t.phones, t.counted].map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ place, name, told, target, rank }) => {
            const now = told.at(-1);
            const share = now?.share;
            return (
              <tr key={place}>
                <th scope="row">{name}</th>
                <td>{figureText(figureOf(now, "share"), "share", t.notCounted)}</td>
                <td>{target ? t.targetOf(target.percent, dayText(target.until)) : "–"}</td>
                <td>{rank ? t.rankOf(rank.rank, rank.of) : "–"}</td>
                <td>{share ? toldText(share.heads) : "–"}</td>
                <td>{share ? toldText(share.phones) : "–"}</td>
                <td>{share ? t.countedOf(share.places, share.of) : "–"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="small soft">{t.shareRule}</p>
    </section>
  );
}
