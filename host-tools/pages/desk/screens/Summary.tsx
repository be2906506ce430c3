/** How many there are and how far they are, in two lines; what the list covers and how it was made folds away, and lies open on paper. */
import type { CaseView, RuleList } from "../../../contract/cases.ts";
import type { ListView } from "../../../contract/contacts.ts";
import { coverageLines, NOT_ALL } from "../../../contract/coverage-words.ts";
import { Icon } from "../../shared/components/Icon.tsx";
import { whenText } from "../../shared/dates.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { CoverageNotice } from "../controls/CoverageNotice.tsx";
import { useAnswer, useDesk } from "../services/desk-context.ts";
import { doneSoFar } from "../services/done-so-far.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { WORDS } from "../texts/words.ts";
import { ResolveButton, type Resolving } from "./Resolve.tsx";

interface SummaryProps {
  readonly of: CaseView;
  readonly view: ListView;
  readonly close: readonly NumberedContact[];
  readonly resolve: Resolving;
}

export function Summary({ of, view, close, resolve }: SummaryProps) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  const { account } = useDesk();
  const { list, others } = view;
  const language = useLanguage();
  const rules = useAnswer<RuleList>("/api/rules").value?.rules;
  const ruleName = rules?.find(({ id }) => id === list.rule)?.name[language] ?? list.rule;
  const marks = t.marks(list.marks);
  return (
    <div class="stack tight-stack">
      <div class="row apart">
        <p class="result" data-testid="count">
          {t.count(close.length, others)}
        </p>
        <p data-testid="progress">
          {Object.entries(w.status)
            .map(([status, name]) => [close.filter((one) => doneSoFar(one) === status).length, name] as const)
            .filter(([count]) => count > 0)
            .map(([count, name]) => `${name}: ${count}`)
            .join(" · ")}
        </p>
      </div>
      <p class="print-only">{t.printedBy(of.reference, account.name, whenText(new Date().toISOString()))}</p>
      <Covered view={view} resolve={resolve}>
        <p class="soft small">{t.madeBy(list.number, whenText(list.madeAt), ruleName, list.ruleVersion)}</p>
        {marks && <p class="soft small">{marks}</p>}
        {list.unresolved > 0 && <p class="small">{t.unresolved(list.unresolved)}</p>}
      </Covered>
    </div>
  );
}

interface CoveredProps {
  readonly view: ListView;
  readonly resolve: Resolving;
  /** How the list was made. */
  readonly children: preact.ComponentChildren;
}

/** That something was not looked at is seen at once; what it is, a press away. */
function Covered({ view: { coverage }, resolve, children }: CoveredProps) {
  const t = useTexts(CONTACTS);
  const language = useLanguage();
  const gaps = coverageLines(coverage).filter(({ isWarning }) => isWarning).length;
  return (
    <details class={`fold paper-open ${gaps > 0 ? "amber" : ""}`} data-testid="covered">
      <summary>
        {gaps > 0 && <Icon name="attention" size={22} />}
        {gaps > 0 ? t.whyNotAll(NOT_ALL[language]) : t.howMade}
      </summary>
      <div class="stack tight-stack">
        <CoverageNotice coverage={coverage}>
          {!coverage.isExhaustive && coverage.unresolved > 0 && <ResolveButton resolve={resolve} />}
        </CoverageNotice>
        {children}
      </div>
    </details>
  );
}
