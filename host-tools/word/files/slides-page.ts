/** Slides as one page that any browser shows, over and over: nothing is fetched, nothing is heard, nothing is run. */
import type { Letters } from "../../paper/letters.ts";
import type { Page } from "../drawing/drawing.ts";
import type { Language, Slides } from "../model.ts";
import { pageSvg } from "./svg.ts";

/** Of a change from one slide to the next, seconds. */
const FADE = 0.6;

interface SlidesPage {
  readonly title: string;
  readonly language: Language;
  readonly content: Slides;
  /** One a slide, all of one size. */
  readonly pages: readonly Page[];
  readonly letters: Letters;
}

export function slidesPage({ title, language, content, pages, letters }: SlidesPage): string {
  const { slides } = content;
  const styles = keyframes(content);
  const sections = pages.map((page, i) => {
    const { title, lines } = slides[i]!;
    return `<section role="img" aria-label="${escaped([title, ...lines].join(". "))}">${pageSvg(page, letters)}</section>`;
  });
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escaped(title)}</title>
<style>
html,body{margin:0;height:100%;background:#fff;overflow:hidden;cursor:none}
section{position:absolute;inset:0;background:#fff}
section svg{width:100%;height:100%;display:block}
${styles.join("\n")}
</style>
${sections.join("\n")}
</html>
`;
}

/** The first slide lies below all others; each other one comes over it and stays until the next one has. */
function keyframes({ slides, loops }: Slides): string[] {
  const all = slides.reduce((sum, { seconds }) => sum + seconds, 0);
  const at = (seconds: number) => `${((100 * seconds) / all).toFixed(3)}%`;
  let end = 0;
  return slides.map(({ seconds }, i) => {
    const start = end;
    end += seconds;
    if (i === 0) return "";
    const isLast = i === slides.length - 1;
    const gone = isLast
      ? `${at(all - FADE)}{opacity:1}100%{opacity:0}`
      : `${at(end + FADE)}{opacity:1}${at(end + 1.1 * FADE)},100%{opacity:0}`;
    const goes = isLast && !loops ? "100%{opacity:1}" : gone;
    const times = loops ? "infinite" : "1 forwards";
    return `@keyframes s${i}{0%,${at(start)}{opacity:0}${at(start + FADE)}{opacity:1}${goes}}section:nth-of-type(${i + 1}){animation:s${i} ${all}s linear ${times}}`;
  });
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}
