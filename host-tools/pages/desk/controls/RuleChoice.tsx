/** Which definition of a contact counts, with its source. */
import type { RuleId, RuleList } from "../../../contract/cases.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useAnswer } from "../services/desk-context.ts";
import { DESK } from "../texts/desk.ts";
import { RULE_SOURCES } from "../texts/rule-sources.ts";
import { Choice } from "./Choice.tsx";

export function RuleChoice({
  rule,
  choose,
}: {
  readonly rule: RuleId;
  readonly choose: (rule: RuleId) => void;
}) {
  const t = useTexts(DESK);
  const language = useLanguage();
  const { value } = useAnswer<RuleList>("/api/rules");
  const chosen = value?.rules.find(({ id }) => id === rule);
  return (
    <div>
      <Choice
        label={t.rule}
        name="rule"
        value={rule}
        onValue={choose}
        options={value?.rules.map(({ id, name }) => [id, name[language]] as const) ?? [[rule, rule]]}
      />
      {chosen && (
        <p class="small soft">
          {t.source}: {language === "vi" ? RULE_SOURCES[chosen.id] : chosen.source}
        </p>
      )}
    </div>
  );
}
