/** What cannot be taken back, or not by who does it, asks first. */
import type { ComponentChildren } from "preact";
import { type Both, useTexts } from "../language.ts";
import { Notice } from "./Notice.tsx";

const VI = { yes: "Đúng vậy", no: "Thôi" };
const TEXTS: Both<typeof VI> = { vi: VI, en: { yes: "Yes", no: "No, leave it" } };

interface SureProps {
  /** What will happen. */
  readonly text: string;
  /** Also while something is missing that is asked for. */
  readonly isBusy: boolean;
  readonly yes: () => void;
  readonly no: () => void;
  /** What is asked for with it. */
  readonly children?: ComponentChildren;
}

export function Sure({ text, isBusy, yes, no, children }: SureProps) {
  const t = useTexts(TEXTS);
  return (
    <Notice tone="amber" live>
      <p data-testid="sure">{text}</p>
      {children}
      <div class="row">
        <button type="button" class="button primary" data-testid="sure-yes" disabled={isBusy} onClick={yes}>
          {t.yes}
        </button>
        <button type="button" class="button quiet" disabled={isBusy} onClick={no}>
          {t.no}
        </button>
      </div>
    </Notice>
  );
}
