import { ApiProblem } from "../api.ts";
import { saidOf } from "../errors.ts";
import { type Both, useLanguage, useTexts } from "../language.ts";
import { Notice } from "./Notice.tsx";
import { Say } from "./Say.tsx";
import { SupportLine } from "./SupportLine.tsx";

const SUPPORT: Both<string> = { vi: "Số cho bộ phận hỗ trợ", en: "Number for support" };

const FIELD: Both<string> = { vi: "Ô cần sửa", en: "Field to put right" };

interface FailureProps {
  readonly error: unknown;
  /** What a form calls its fields, by the server's names of them. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** What went wrong, in words, and in which field; nothing where nothing did. */
export function Failure({ error, fields = {} }: FailureProps) {
  const language = useLanguage();
  const support = useTexts(SUPPORT);
  const named = useTexts(FIELD);
  if (error === undefined) return null;
  const { say, number } = saidOf(error);
  const field = error instanceof ApiProblem ? fields[error.field ?? ""] : undefined;
  return (
    <Notice tone="red">
      <p>
        <Say text={say[language]} />
      </p>
      {field && (
        <p>
          {named}: <strong>{field}</strong>
        </p>
      )}
      {number && (
        <>
          <p class="small">
            {support}: <strong>{number}</strong>
          </p>
          <SupportLine />
        </>
      )}
    </Notice>
  );
}
