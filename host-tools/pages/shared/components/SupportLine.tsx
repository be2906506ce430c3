/** Number and hours of whoever helps; nothing where no unit above has told one. */
import { type Both, useTexts } from "../language.ts";
import { useStore } from "../store.ts";
import { supportStore } from "../support.ts";

const TEXTS: Both<{ readonly support: string }> = { vi: { support: "Hỗ trợ" }, en: { support: "Support" } };

export function SupportLine() {
  const t = useTexts(TEXTS);
  const support = useStore(supportStore);
  if (!support) return null;
  return (
    <p data-testid="support">
      {t.support}:{" "}
      <a class="button quiet" href={`tel:${support.phone.replace(/[ .]/g, "")}`}>
        {support.phone}
      </a>{" "}
      ({support.hours})
    </p>
  );
}
