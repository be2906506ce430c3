/** The case that a case came from, and those that came from it: each a press away. */
import type { CaseView } from "../../../contract/cases.ts";
import { useTexts } from "../../shared/language.ts";
import { HEALTH } from "../texts/health.ts";
import { WORDS } from "../texts/words.ts";

type Of = { readonly of: Pick<CaseView, "parent" | "children"> };

export function Parent({ of: { parent } }: Of) {
  const t = useTexts(HEALTH);
  if (!parent) return null;
  const { id, reference } = parent;
  return (
    <p data-testid="parent">
      {reference === undefined ? t.parentElsewhere : <a href={`#/case/${id}`}>{t.parent(reference)}</a>}
    </p>
  );
}

export function Children({ of: { children = [] } }: Of) {
  const t = useTexts(HEALTH);
  const w = useTexts(WORDS);
  if (children.length === 0) return null;
  return (
    <p data-testid="children">
      {t.children}:{" "}
      {children.map(({ id, reference, state }, i) => (
        <span key={id}>
          {i > 0 && " · "}
          {reference === undefined ? t.childElsewhere : <a href={`#/case/${id}`}>{reference}</a>} (
          {w.state[state].toLowerCase()})
        </span>
      ))}
    </p>
  );
}
