/** A plot of labelled points in series, as an SVG file that a page or an editor shows. */

interface PlotPoint {
  readonly x: number;
  readonly y: number;
  readonly label?: string;
  /** The label stands below the point, not above. */
  readonly below?: boolean;
}

interface PlotSeries {
  readonly name: string;
  readonly colour: string;
  /** Points are joined by a line. */
  readonly joined?: boolean;
  readonly points: readonly PlotPoint[];
}

interface Plot {
  readonly title: string;
  readonly x: { readonly title: string; readonly ticks: readonly number[]; readonly logarithmic?: boolean };
  readonly y: { readonly title: string; readonly ticks: readonly number[] };
  readonly series: readonly PlotSeries[];
  /** Bars to be held: a corner that points should lie above and to the left of. */
  readonly bars?: readonly {
    readonly x: number;
    readonly y: number;
    readonly label: string;
    readonly colour: string;
  }[];
}

const WIDTH = 860;
const HEIGHT = 520;
const FRAME = { left: 70, right: 190, top: 50, bottom: 60 };

/** The SVG document. */
export function svgOf(plot: Plot): string {
  const across = (value: number) => (plot.x.logarithmic ? Math.log(value) : value);
  const [x0, x1] = [across(plot.x.ticks[0]!), across(plot.x.ticks.at(-1)!)];
  const [y0, y1] = [plot.y.ticks[0]!, plot.y.ticks.at(-1)!];
  const right = WIDTH - FRAME.right;
  const bottom = HEIGHT - FRAME.bottom;
  const px = (x: number) => FRAME.left + ((across(x) - x0) / (x1 - x0)) * (right - FRAME.left);
  const py = (y: number) => bottom - ((y - y0) / (y1 - y0)) * (bottom - FRAME.top);
  const at = (value: number) => value.toFixed(1);
  const parts: string[] = [
    `<title>${escaped(plot.title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${FRAME.left}" y="28" font-size="17" font-weight="600">${escaped(plot.title)}</text>`,
  ];
  for (const tick of plot.x.ticks) {
    parts.push(`<path d="M${at(px(tick))} ${FRAME.top}V${bottom}" stroke="#e3e3e3"/>`);
    parts.push(`<text x="${at(px(tick))}" y="${bottom + 20}" text-anchor="middle">${tick}</text>`);
  }
  for (const tick of plot.y.ticks) {
    parts.push(`<path d="M${FRAME.left} ${at(py(tick))}H${right}" stroke="#e3e3e3"/>`);
    parts.push(`<text x="${FRAME.left - 8}" y="${at(py(tick) + 5)}" text-anchor="end">${tick}</text>`);
  }
  const middle = (FRAME.top + bottom) / 2;
  parts.push(
    `<text x="${(FRAME.left + right) / 2}" y="${HEIGHT - 14}" text-anchor="middle">${escaped(plot.x.title)}</text>`,
    `<text x="20" y="${middle}" text-anchor="middle" transform="rotate(-90 20 ${middle})">${escaped(plot.y.title)}</text>`,
  );
  for (const { x, y, label, colour } of plot.bars ?? []) {
    parts.push(
      `<path d="M${FRAME.left} ${at(py(y))}H${at(px(x))}V${FRAME.top}" fill="none" stroke="${colour}" stroke-dasharray="5 4"/>`,
      `<text x="${at(px(x) - 6)}" y="${at(py(y) + 16)}" text-anchor="end" fill="${colour}">${escaped(label)}</text>`,
    );
  }
  plot.series.forEach((series, index) => {
    const { colour, points } = series;
    if (series.joined)
      parts.push(
        `<polyline points="${points.map(({ x, y }) => `${at(px(x))},${at(py(y))}`).join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      );
    for (const { x, y, label, below } of points) {
      parts.push(`<circle cx="${at(px(x))}" cy="${at(py(y))}" r="4.5" fill="${colour}"/>`);
      if (label)
        parts.push(
          `<text x="${at(px(x) + 8)}" y="${at(py(y) + (below ? 18 : -7))}" font-size="13">${escaped(label)}</text>`,
        );
    }
    const legend = FRAME.top + 10 + 24 * index;
    parts.push(
      `<circle cx="${right + 18}" cy="${legend}" r="5" fill="${colour}"/>`,
      `<text x="${right + 30}" y="${legend + 5}">${escaped(series.name)}</text>`,
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="14">\n${parts.map((part) => `  ${part}`).join("\n")}\n</svg>\n`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
