/** Colour, shape and word together: green done, amber needs you, red stopped, grey waiting. */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon.tsx";

const TONES = {
  green: "done",
  amber: "attention",
  red: "stopped",
  grey: "waiting",
  /** Grey too, but nothing is waited for. */
  note: "info",
} as const satisfies Record<string, IconName>;
export type Tone = keyof typeof TONES;

interface NoticeProps {
  readonly tone: Tone;
  readonly title?: string;
  readonly children?: ComponentChildren;
  /** Read out at once; red ones always are. */
  readonly live?: boolean;
}

export function Notice({ tone, title, children, live = false }: NoticeProps) {
  return (
    <div
      class={`notice ${tone === "note" ? "grey" : tone}`}
      {...(tone === "red" ? { role: "alert" } : live ? { role: "status" } : {})}
    >
      <Icon name={TONES[tone]} size={28} />
      <div>
        {title && (
          <p>
            <strong>{title}</strong>
          </p>
        )}
        {children}
      </div>
    </div>
  );
}

export function Chip({
  tone,
  text,
  icon,
}: {
  readonly tone: Tone;
  readonly text: string;
  readonly icon?: IconName;
}) {
  return (
    <span class={`chip ${tone === "note" ? "grey" : tone}`}>
      <Icon name={icon ?? TONES[tone]} size={18} />
      {text}
    </span>
  );
}
