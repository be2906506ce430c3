/** Who a contact is, and whom to call. */
import type { RadioContact } from "../../../contract/contacts.ts";
import { readablePhone } from "../../../contract/phones.ts";
import { useTexts } from "../../shared/language.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { DESK } from "../texts/desk.ts";

type Of = { readonly contact: RadioContact };

interface WhoProps extends Of {
  /** Said ahead of who they are. */
  readonly lead?: string | undefined;
}

export function Who({ contact: { label, person, tokens }, lead }: WhoProps) {
  const d = useTexts(DESK);
  return (
    <>
      <span class="who">{label}</span>
      <span class="small soft about">
        {lead && <strong>{lead} · </strong>}
        {person
          ? [`${d.born} ${person.birth}`, person.organisation, person.group, person.hamlet, person.unitName]
              .filter(Boolean)
              .join(" · ")
          : [d.noWearer, ...tokens.map(({ name }) => name).filter((name) => name !== label)].join(" · ")}
      </span>
    </>
  );
}

function Call({ phone }: { readonly phone: string }) {
  return (
    <a class="phone" href={`tel:${phone}`} tabIndex={-1}>
      {readablePhone(phone)}
    </a>
  );
}

/** The one number that a row has room for: their own, or else a guardian's. */
export function FirstPhone({ contact: { person } }: Of) {
  const t = useTexts(CONTACTS);
  const guardian = person?.guardian;
  if (person?.phone)
    return (
      <>
        <Call phone={person.phone} />
        {(person.phoneShared || guardian) && (
          <span class="small soft about">
            {[person.phoneShared && t.shared, guardian && `${t.guardian}: ${guardian.name}`]
              .filter(Boolean)
              .join(" · ")}
          </span>
        )}
      </>
    );
  if (guardian?.phone)
    return (
      <>
        <Call phone={guardian.phone} />
        <span class="small soft about">
          {t.guardian}: {guardian.name}
        </span>
      </>
    );
  return <span class="soft">{t.noPhone}</span>;
}

/** Every number that is known. */
export function Phones({ contact: { person } }: Of) {
  const t = useTexts(CONTACTS);
  const guardian = person?.guardian;
  if (!person?.phone && !guardian) return <span class="soft">{t.noPhone}</span>;
  return (
    <>
      {person?.phone && (
        <a class="phone" href={`tel:${person.phone}`}>
          {readablePhone(person.phone)}
        </a>
      )}
      {person?.phoneShared && <span class="small soft about">{t.shared}</span>}
      {guardian && (
        <span class="small about">
          {guardian.name} ({t.guardian}){" "}
          {guardian.phone && (
            <a class="phone" href={`tel:${guardian.phone}`}>
              {readablePhone(guardian.phone)}
            </a>
          )}
        </span>
      )}
    </>
  );
}
