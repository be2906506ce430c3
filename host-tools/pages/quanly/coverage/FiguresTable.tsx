/** Figures as numbers, beside their pictures. */
import { toldText } from "../../../contract/small-numbers.ts";
import type { UptakeFigures } from "../../../contract/uptake.ts";
import { useTexts } from "../../shared/language.ts";
import { COVERAGE, FIGURES } from "../texts/coverage.ts";

interface FiguresTableProps {
  readonly caption: string;
  readonly rows: readonly { readonly name: string; readonly figures: UptakeFigures | null }[];
}

export function FiguresTable({ caption, rows }: FiguresTableProps) {
  const t = useTexts(COVERAGE);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="sideways" tabIndex={0} aria-label={caption}>
      <table class="figures">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.place}</th>
            {FIGURES.map((figure) => (
              <th key={figure} scope="col">
                {t.figures[figure]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, figures }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {FIGURES.map((figure) => (
                <td key={figure}>{figures ? toldText(figures[figure]) : t.notCounted}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
