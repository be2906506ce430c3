/** Who was in a case's zones in the same minutes, most minutes first, and the way to their line of the list. */
import type { CasePassages } from "../../../contract/gates.ts";
import { Chip } from "../../shared/components/Notice.tsx";
import { clockText } from "../../shared/format.ts";
import { useTexts } from "../../shared/language.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { PASSAGES } from "../texts/passages.ts";

interface OthersProps extends Pick<CasePassages, "others"> {
  readonly contacts: readonly NumberedContact[];
  readonly goTo: (contact: NumberedContact) => void;
}

export function OthersThere({ others, contacts, goTo }: OthersProps) {
  const t = useTexts(PASSAGES);
  return (
    <section class="scroll" aria-label={t.others}>
      <table class="contacts kept" data-testid="others-there">
        <thead>
          <tr>
            <th scope="col">{t.name}</th>
            <th scope="col" class="number">
              {t.minutes}
            </th>
            <th scope="col">{t.span}</th>
            <th scope="col">{t.where}</th>
            <th scope="col">{t.sure}</th>
            <th scope="col">{t.inList}</th>
          </tr>
        </thead>
        <tbody>
          {others.map((one) => (
            <tr key={`${one.key} ${one.placeName} ${one.zone}`}>
              <th scope="row">
                {one.lentTo === undefined ? one.label : `${one.label} · ${t.lentTo(one.lentTo)}`}
              </th>
              <td class="number" data-label={t.minutes}>
                <strong>{one.minutes}</strong>
              </td>
              <td data-label={t.span}>
                {clockText(Date.parse(one.from))} – {clockText(Date.parse(one.to))}
              </td>
              <td data-label={t.where}>
                {one.zone} · {one.placeName}
              </td>
              <td>
                {one.isSure ? <Chip tone="green" text={t.isSure} /> : <Chip tone="amber" text={t.notSure} />}
              </td>
              <td data-label={t.inList}>
                <InList label={one.label} contact={contacts.find(({ key }) => key === one.key)} goTo={goTo} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface InListProps extends Pick<OthersProps, "goTo"> {
  readonly label: string;
  readonly contact: NumberedContact | undefined;
}

function InList({ label, contact, goTo }: InListProps) {
  const t = useTexts(PASSAGES);
  if (!contact) return <span class="soft">{t.notInList}</span>;
  return (
    <button
      type="button"
      class="button"
      aria-label={t.toContactOf(label, contact.number)}
      onClick={() => goTo(contact)}
    >
      {t.toContact(contact.number)}
    </button>
  );
}
