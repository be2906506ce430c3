/** The picture itself: what is drawn on the screen and what goes into a file are one. */
import type { Label } from "./labels.ts";
import { CASE_RADIUS, type Layout, type Placed, RADIUS } from "./layout.ts";

/** Spokes from the case to so many F1; more would be a blot. */
const MOST_SPOKES = 60;

interface PictureProps {
  readonly layout: Layout;
  readonly labels: readonly Label[];
  readonly viewBox: string;
  readonly name: string;
  /** Who is looked for; the others step back. */
  readonly found?: ReadonlySet<string> | undefined;
  /** Colours of a file, which has no style sheet beside it. */
  readonly style?: string;
}

export function CasePicture({ layout, labels, viewBox, name, found, style }: PictureProps) {
  const at = new Map(layout.bubbles.map((bubble) => [bubble.key, bubble]));
  const first = layout.bubbles.filter(({ kind }) => kind === "f1");
  const isDim = ({ key }: Placed) => found !== undefined && !found.has(key);
  return (
    <svg viewBox={viewBox} role="img" aria-label={name} xmlns="http://www.w3.org/2000/svg">
      {style !== undefined && <style>{style}</style>}
      {layout.clusters.map(({ place, x, y, radius }) => (
        <circle key={place ?? ""} cx={x} cy={y} r={radius + 8} class="place" />
      ))}
      {layout.clusters.length === 0 &&
        first.length <= MOST_SPOKES &&
        first.map(({ key, x, y }) => <line key={key} x1={0} y1={0} x2={x} y2={y} class="link" />)}
      {layout.bubbles.flatMap(({ key, x, y, from }) =>
        from.map((one) => {
          const start = at.get(one);
          return (
            start && <line key={`${one} ${key}`} x1={start.x} y1={start.y} x2={x} y2={y} class="link far" />
          );
        }),
      )}
      <circle cx={0} cy={0} r={CASE_RADIUS} class="f0" />
      <text x={0} y={8} class="node f0" font-size={22}>
        F0
      </text>
      {layout.bubbles.map((bubble) => (
        <circle
          key={bubble.key}
          cx={bubble.x}
          cy={bubble.y}
          r={RADIUS}
          class={`${bubble.kind} ${isDim(bubble) ? "dim" : ""} ${found?.has(bubble.key) ? "found" : ""}`}
        />
      ))}
      {labels.map(({ key, kind, text, x, y, size }) => (
        <text
          key={`${kind} ${key}`}
          x={x}
          y={y}
          font-size={size}
          class={`node ${kind} ${at.get(key)?.kind ?? ""}`}
        >
          {text}
        </text>
      ))}
    </svg>
  );
}
