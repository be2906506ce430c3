/**
 * Whether eyes that are no longer young can read a page (WCAG 2.2, 1.4.3 and 1.4.11): every text against what it stands on, every
 * edge of what can be pressed or filled in against both of its sides, in the light and in the dark theme.
 */
import type { Page } from "playwright-core";

export interface Bars {
  readonly text: number;
  readonly large: number;
  readonly edge: number;
}
const ENOUGH: Bars = { text: 4.5, large: 3, edge: 3 };
/** Of a page that is read from two metres. */
export const FROM_AFAR: Bars = { text: 7, large: 7, edge: 3 };

/** What is too weak, one line each, with the theme. */
export async function tooWeak(page: Page, bars = ENOUGH): Promise<string[]> {
  const found: string[] = [];
  // esbuild names functions by this; those that run in the page need it there.
  await page.evaluate("globalThis.__name ??= (named) => named");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const weak = await page.evaluate(weakHere, bars);
    found.push(...weak.map((line) => `${colorScheme}: ${line}`));
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  return found;
}

/** Runs in the page. */
function weakHere(bars: Bars): string[] {
  type Colour = readonly [number, number, number, number];
  const painted = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
  const colourOf = (text: string): Colour => {
    painted.clearRect(0, 0, 1, 1);
    painted.fillStyle = text;
    painted.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = painted.getImageData(0, 0, 1, 1).data;
    return [red!, green!, blue!, alpha! / 255];
  };
  const over = ([red, green, blue, alpha]: Colour, below: Colour): Colour => {
    const mixed = (own: number, i: number) => own * alpha + below[i]! * (1 - alpha);
    return [mixed(red, 0), mixed(green, 1), mixed(blue, 2), 1];
  };
  const ground = (element: Element | null): Colour => {
    if (!element) return [255, 255, 255, 1];
    const own = colourOf(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(element.parentElement));
  };
  const light = ([red, green, blue]: Colour) => {
    const linear = [red, green, blue].map((one) => {
      const part = one / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
  };
  const ratio = (one: Colour, other: Colour) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright! + 0.05) / (dark! + 0.05);
  };
  const name = (element: Element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 110);
  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !element.closest(".skip, .visually-hidden, .watermark");
  const weak: string[] = [];
  for (const element of document.querySelectorAll("body, body *")) {
    if (!isSeen(element) || element.closest("svg, :disabled, [aria-disabled=true]")) continue;
    const style = getComputedStyle(element);
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim());
    if (hasText) {
      const behind = ground(element);
      const size = Number.parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const reached = ratio(over(colourOf(style.color), behind), behind);
      if (reached < (isLarge ? bars.large : bars.text)) weak.push(`${reached.toFixed(2)} ${name(element)}`);
    }
    const isControl =
      element.matches("input, select, textarea, button.tile, a.tile, .button, progress") &&
      !element.matches("input[type=radio], input[type=checkbox], .quiet");
    if (!isControl) continue;
    // An edge, or a fill of its own, has to stand out from what is around it.
    const around = ground(element.parentElement);
    const edge =
      Number.parseFloat(style.borderTopWidth) > 0 ? colourOf(style.borderTopColor) : ground(element);
    const reached = Math.max(ratio(over(edge, around), around), ratio(ground(element), around));
    if (reached < bars.edge) weak.push(`edge ${reached.toFixed(2)} ${name(element)}`);
  }
  return weak;
}
