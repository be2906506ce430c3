/** One figure over weeks, days or hours: a column each, hollow as far as it is not sure. */
import { type Told, toldText } from "../../../contract/small-numbers.ts";

interface WeekColumnsProps {
  /** The oldest first; null where nothing was counted. */
  readonly told: readonly (Told | null)[];
  /** What it is, for who cannot see it. */
  readonly label: string;
  /** Of shares: per cent, all on one scale, with a line at the target. */
  readonly ofHundred?: { readonly target: number | undefined } | undefined;
  /** So many columns have room; fewer stand at the right. As many as weeks are told, unless it says so. */
  readonly slots?: number;
  /** Stands where nothing was counted. */
  readonly missing?: string;
}

const HEIGHT = 60;
const STEP = 16;
const WIDTH = 11;
const WEEKS = 13;
/** The least column that is still seen. */
const LEAST = 2;

export function WeekColumns({ told, label, ofHundred, slots = WEEKS, missing }: WeekColumnsProps) {
  const top = ofHundred ? 100 : Math.max(1, ...told.map((one) => one?.most ?? 0));
  const height = (count: number) => (HEIGHT * count) / top;
  return (
    <svg class="weeks" viewBox={`0 0 ${STEP * slots} ${HEIGHT + 2}`} role="img" aria-label={label}>
      <line x1={0} x2={STEP * slots} y1={HEIGHT + 1} y2={HEIGHT + 1} class="ground" />
      {told.map((one, week) => {
        const x = STEP * (slots - told.length + week) + (STEP - WIDTH) / 2;
        const text = one ? toldText(one) : missing;
        if (text === undefined) return null;
        if (one === null || (!ofHundred && (text === "*" || text === "0")))
          return (
            <text key={`${week + 1}`} x={x + WIDTH / 2} y={HEIGHT} class={text === "0" ? "few none" : "few"}>
              {text}
            </text>
          );
        const sure = height(one.least);
        const unsure = height(one.most) - sure;
        return (
          <g key={`${week + 1}`}>
            {unsure > 0 && (
              <rect
                x={x}
                y={HEIGHT - sure - Math.max(LEAST, unsure)}
                width={WIDTH}
                height={Math.max(LEAST, unsure)}
                class="unsure"
              />
            )}
            <rect x={x} y={HEIGHT - sure} width={WIDTH} height={sure} class="sure" />
          </g>
        );
      })}
      {ofHundred?.target !== undefined && (
        <line
          x1={0}
          x2={STEP * slots}
          y1={HEIGHT - height(ofHundred.target)}
          y2={HEIGHT - height(ofHundred.target)}
          class="target"
        />
      )}
    </svg>
  );
}
