/** Around what a search shows: on top how much of how much it is and how to find fewer, at the end the rest. */
import type { ComponentChildren } from "preact";
import { numberText } from "../format.ts";
import { type Both, useLanguage, useTexts } from "../language.ts";

const VI = {
  shown: (shown: string, total: string) =>
    `Đang hiện ${shown} trên ${total} người. Hãy gõ thêm năm sinh, thôn, tổ, lớp hoặc số điện thoại.`,
  more: "Xem tiếp",
};
const TEXTS: Both<typeof VI> = {
  vi: VI,
  en: {
    shown: (shown, total) =>
      `${shown} of ${total} people are shown. Type the year of birth, hamlet, class or phone as well.`,
    more: "Show more",
  },
};

interface MoreProps {
  readonly shown: number;
  readonly total: number;
  readonly isBusy: boolean;
  readonly more: () => void;
  readonly children: ComponentChildren;
}

export function MoreFound({ shown, total, isBusy, more, children }: MoreProps) {
  const t = useTexts(TEXTS);
  const language = useLanguage();
  const isCut = shown < total;
  return (
    <>
      {isCut && (
        <p role="status" data-testid="more-found">
          {t.shown(numberText(shown, language), numberText(total, language))}
        </p>
      )}
      {children}
      {isCut && (
        <button type="button" class="button" disabled={isBusy} data-testid="show-more" onClick={more}>
          {t.more}
        </button>
      )}
    </>
  );
}
