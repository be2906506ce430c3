/** What is to be done next about a contact, in the few words that paper has room for. */
import type { ContactView } from "../../../contract/contacts.ts";
import type { FollowUp } from "../../../contract/health.ts";
import { dayText, whenText } from "../../shared/dates.ts";

type Steps = FollowUp["lines"][number]["steps"];

interface StepTexts {
  readonly call: string;
  readonly callAt: (when: string) => string;
  readonly ownCase: (reference: string) => string;
  readonly result: string;
  readonly test: (day: string) => string;
  readonly ask: (to: string) => string;
  readonly nothing: string;
}

type Called = Pick<ContactView, "line" | "ownCase">;

/** `today` in the province. */
export function nextStepText(
  { line, ownCase }: Called,
  steps: Steps | undefined,
  today: string,
  t: StepTexts,
): string {
  if (ownCase) return t.ownCase(ownCase.reference);
  if (line.isToCall) return line.callBackAt === undefined ? t.call : t.callAt(whenText(line.callBackAt));
  if (!steps) return t.nothing;
  const test = steps.tests.find(({ step }) => step !== "done");
  const said = [
    test && (test.step === "waiting" ? t.result : t.test(dayText(test.due))),
    line.reachedAt !== undefined && today <= steps.followUp.to && t.ask(dayText(steps.followUp.to)),
  ];
  return said.filter(Boolean).join("; ") || t.nothing;
}
