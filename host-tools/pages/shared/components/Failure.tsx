import { saidOf } from "../errors.ts";
import { type Both, useLanguage, useTexts } from "../language.ts";
import { Notice } from "./Notice.tsx";
import { Say } from "./Say.tsx";

const SUPPORT: Both<string> = { vi: "Số cho bộ phận hỗ trợ", en: "Number for support" };

/** What went wrong, in words; nothing where nothing did. */
export function Failure({ error }: { readonly error: unknown }) {
  const language = useLanguage();
  const support = useTexts(SUPPORT);
  if (error === undefined) return null;
  const { say, number } = saidOf(error);
  return (
    <Notice tone="red">
      <p>
        <Say text={say[language]} />
      </p>
      {number && (
        <p class="small">
          {support}: <strong>{number}</strong>
        </p>
      )}
    </Notice>
  );
}
