/** All contacts for paper: headings of plain words, which every sheet repeats, and nothing that can only be pressed. */
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { WORDS } from "../texts/words.ts";
import { Phones, Who } from "./Who.tsx";

export function PaperTable({ contacts }: { readonly contacts: readonly NumberedContact[] }) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  const headings = [t.number, t.name, t.phone, t.closeMinutes, t.presentMinutes];
  headings.push(t.distance, t.last, t.sure, t.status, t.note);
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
          <tr key={contact.key}>
            <td class="number">{contact.number}</td>
            <th scope="row">
              <Who contact={contact} />
            </th>
            <td>
              <Phones contact={contact} />
            </td>
            <td class="number">
              <strong>{contact.closeMinutes}</strong>
            </td>
            <td class="number">{contact.minutes}</td>
            <td>{w.distance[contact.distance]}</td>
            <td>{whenText(contact.last)}</td>
            <td>
              {w.level[contact.confidence.level]}
              <span class="small about">
                {contact.confidence.reasons.map((reason) => w.confidence[reason]).join(", ")}
              </span>
            </td>
            <td>{w.status[contact.state]}</td>
            <td>{contact.note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
