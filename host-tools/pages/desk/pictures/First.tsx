/** An F1 in the list beside the picture, with their F2. */
import type { RadioContact } from "../../../contract/contacts.ts";
import type { Coverage } from "../../../contract/coverage.ts";
import { readablePhone } from "../../../contract/phones.ts";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { CoverageNotice } from "../controls/CoverageNotice.tsx";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { CONTACTS } from "../texts/contacts.ts";
import type { Bubble } from "./layout.ts";

interface FirstProps {
  readonly contact: NumberedContact;
  /** Their F2, once they were asked for. */
  readonly found: readonly RadioContact[] | undefined;
  readonly coverage: Coverage | undefined;
  readonly bubbles: readonly Bubble[];
  readonly isBusy: boolean;
  readonly ask: () => void;
}

export function First({ contact, found, coverage, bubbles, isBusy, ask }: FirstProps) {
  const { number, label, closeMinutes } = contact;
  const t = useTexts(CONTACTS);
  const nameOf = (key: string) => bubbles.find((one) => one.key === key)?.name;
  return (
    <li>
      <div class="row apart">
        <span>
          <strong>
            {number}. {label}
          </strong>{" "}
          <span class="small soft">{t.closeText(closeMinutes)}</span>
          {found && <span class="small"> {t.f2of(found.length)}</span>}
        </span>
        {!found && (
          <button type="button" class="button" disabled={isBusy} aria-label={t.seeF2(label)} onClick={ask}>
            F2
          </button>
        )}
      </div>
      {coverage && <CoverageNotice coverage={coverage} />}
      {found?.map((one) => (
        <p key={one.key} class="small second">
          <strong>
            {nameOf(one.key)} {one.label}
          </strong>{" "}
          {t.closeText(one.closeMinutes)}, {t.last.toLowerCase()} {whenText(one.last)}{" "}
          {one.person?.phone && <a href={`tel:${one.person.phone}`}>{readablePhone(one.person.phone)}</a>}
        </p>
      ))}
    </li>
  );
}
