/**
 * Figures in documents, taken from what a bench wrote: `<!--figure NAME PATH DECIMALS-->text<!--/figure-->`. NAME is a file of docs/figures,
 * PATH the way into its figures (names and numbers, with dots between), DECIMALS how many are told.
 */

/** What a bench's file holds (record.ts). */
export interface Figures {
  readonly command: string;
  readonly figures: unknown;
}

const MARK = /<!--figure (\S+) (\S+) (\d)-->(.*?)<!--\/figure-->/gs;
const OPENING = /<!--figure\b/g;

/** The figure at the end of a path. Refusal: an error that names the part of the path which is not there. */
export function figureAt(figures: unknown, path: string): number {
  let at = figures;
  for (const part of path.split(".")) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, part))
      throw new Error(`${path}: there is no ${part}`);
    at = (at as Readonly<Record<string, unknown>>)[part];
  }
  if (typeof at !== "number" || !Number.isFinite(at)) throw new Error(`${path}: not a number`);
  return at;
}

const written = (value: number, decimals: number): string =>
  value
    .toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace("-", "−");

/**
 * A document with each marked figure as its bench wrote it; `find` gives the file of a name, or undefined. Refusals: errors that name the
 * mark: a file or a path that is not there, a mark that is not closed or not in form.
 */
export function withFigures(text: string, find: (name: string) => Figures | undefined): string {
  let marks = 0;
  const replaced = text.replace(MARK, (_, name: string, path: string, decimals: string) => {
    marks++;
    const file = find(name);
    if (!file) throw new Error(`figure ${name}: there is no docs/figures/${name}.json`);
    let value: number;
    try {
      value = figureAt(file.figures, path);
    } catch (error) {
      throw new Error(`figure ${name} ${(error as Error).message}`);
    }
    return `<!--figure ${name} ${path} ${decimals}-->${written(value, Number(decimals))}<!--/figure-->`;
  });
  const opened = text.match(OPENING)?.length ?? 0;
  if (opened !== marks)
    throw new Error(
      `${opened - marks} of ${opened} figures are not in the form of <!--figure NAME PATH DECIMALS-->…<!--/figure-->`,
    );
  return replaced;
}
