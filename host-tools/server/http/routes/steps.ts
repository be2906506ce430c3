/** What is to be done about a line, by the case's definition and what was told. */
import type { RuleId } from "../../../contract/cases.ts";
import { FOLLOW_UP_RULES } from "../../../contract/follow-up-rules.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import { ruleOf } from "../../cases/case.ts";
import type { CaseLine } from "../../cases/case-lines.ts";
import { type NextSteps, nextSteps, type Told } from "../../cases/next-steps.ts";
import type { Written } from "../../cases/written.ts";
import type { Services } from "../request/route.ts";

export function followUpRule({ of }: Pick<CaseLine, "of">) {
  return FOLLOW_UP_RULES[ruleOf(of).id as RuleId];
}

/** `told` is looked up unless it is given. */
export async function stepsOf(
  line: CaseLine,
  { cases, office }: Services,
  told?: readonly Written<Told>[],
): Promise<NextSteps> {
  const { of, key, listing } = line;
  const { reachedAt } = line.line;
  return nextSteps(followUpRule(line), {
    lastContact: dayInProvince(Date.parse(listing.last)),
    told: told ?? (await cases.told(of.id, key)).get(key) ?? [],
    reachedOn: reachedAt === undefined ? undefined : dayInProvince(reachedAt),
    today: dayInProvince(office.now()),
  });
}
