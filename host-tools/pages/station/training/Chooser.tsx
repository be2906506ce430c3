import { useEffect, useRef } from "preact/hooks";
import { TokenTag } from "../../shared/components/TokenTag.tsx";
import { type Both, useTexts } from "../../shared/language.ts";
import { useStore } from "../../shared/store.ts";
import type { TrainingRadio } from "./training-radio.ts";

const vi = {
  title: "Tập huấn: chọn thẻ đang nháy xanh",
  lead: "Khi làm thật, đây là cửa sổ của trình duyệt. Chọn bốn số trên nhãn.",
  cancel: "Hủy",
};
const TEXTS: Both<typeof vi> = {
  vi,
  en: {
    title: "Training: choose the token that blinks green",
    lead: "In earnest this is the browser's window. Choose the four digits on the label.",
    cancel: "Cancel",
  },
};

export function Chooser({ radio }: { readonly radio: TrainingRadio }) {
  const t = useTexts(TEXTS);
  const asked = useStore(radio.asked);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (asked) dialog.current?.showModal();
    else dialog.current?.close();
  }, [asked]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="chooser-title"
      onCancel={() => radio.asked.value?.answer(undefined)}
    >
      <div class="stack">
        <h2 id="chooser-title">{t.title}</h2>
        <p>{t.lead}</p>
        <ul class="list">
          {asked?.tokens.map((token) => (
            <li class="pressable" key={token.serial}>
              <button type="button" class="list-button" onClick={() => asked.answer(token)}>
                <TokenTag serial={token.serial} />
              </button>
            </li>
          ))}
        </ul>
        <button type="button" class="button" onClick={() => asked?.answer(undefined)}>
          {t.cancel}
        </button>
      </div>
    </dialog>
  );
}
