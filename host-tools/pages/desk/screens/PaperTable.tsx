/** All contacts for paper: headings of plain words, which every sheet repeats, and nothing that can only be pressed. */
import type { FollowUp } from "../../../contract/health.ts";
import { dayText, whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { nextStepText } from "../services/next-step.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { whySure } from "../services/sure-text.ts";
import { CALLS } from "../texts/calls.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { HEALTH } from "../texts/health.ts";
import { WORDS } from "../texts/words.ts";
import { Phones, Who } from "./Who.tsx";

interface PaperProps {
  readonly contacts: readonly NumberedContact[];
  readonly followUp: FollowUp;
}

export function PaperTable({ contacts, followUp: { today, lines } }: PaperProps) {
  const t = useTexts(CONTACTS);
  const c = useTexts(CALLS);
  const h = useTexts(HEALTH);
  const headings = [t.number, t.name, t.phone, t.bothMinutes, t.last, t.sure];
  headings.push(c.outcomeSoFar, c.nextStep, h.quarantine, t.note);
  const steps = new Map(lines.map((line) => [line.key, line.steps]));
  return (
    <table class="on-paper" data-testid="on-paper">
      <thead>
        <tr>
          {headings.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {contacts.map((contact) => (
          <PaperRow key={contact.key} contact={contact} steps={steps.get(contact.key)} today={today} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly contact: NumberedContact;
  readonly steps: FollowUp["lines"][number]["steps"] | undefined;
  readonly today: string;
}

function PaperRow({ contact, steps, today }: RowProps) {
  const t = useTexts(CONTACTS);
  const c = useTexts(CALLS);
  const w = useTexts(WORDS);
  const { number, closeMinutes, minutes, distance, last, confidence, note } = contact;
  return (
    <tr>
      <td class="number">{number}</td>
      <th scope="row">
        <Who contact={contact} />
      </th>
      <td>
        <Phones contact={contact} />
      </td>
      <td class="number">
        <strong>{closeMinutes}</strong> / {minutes}
        <span class="small about">{w.distance[distance]}</span>
      </td>
      <td>{whenText(last)}</td>
      <td>
        {w.level[confidence.level]}
        <span class="small about">{whySure(contact, w, t.judgedWith)}</span>
      </td>
      <td>
        <Outcome contact={contact} />
      </td>
      <td>{nextStepText(contact, steps, today, c.step)}</td>
      <td>
        <Quarantine steps={steps} />
      </td>
      <td>{note}</td>
    </tr>
  );
}

/** What the calls came to, and what somebody has set by hand where that says more. */
function Outcome({ contact: { line, state } }: { readonly contact: NumberedContact }) {
  const c = useTexts(CALLS);
  const w = useTexts(WORDS);
  const byHand = state === "to-call" || state === "called" ? undefined : w.status[state];
  return (
    <>
      {c.line[line.state]}
      {line.tries > 0 && <span class="small about">{c.tries(line.tries)}</span>}
      {byHand !== undefined && <span class="small about">{byHand}</span>}
    </>
  );
}

function Quarantine({ steps }: Pick<RowProps, "steps">) {
  const c = useTexts(CALLS);
  const h = useTexts(HEALTH);
  if (!steps) return null;
  const { to, where, isAgreed } = steps.quarantine;
  return (
    <>
      {c.quarantineTo(dayText(to))}
      <span class="small about">{[h.where[where], isAgreed && h.agreed].filter(Boolean).join(", ")}</span>
    </>
  );
}
