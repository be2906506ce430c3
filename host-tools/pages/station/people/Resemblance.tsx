import type { Resembling } from "../../../contract/roster.ts";
import { Chip } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { DOUBLE_WORDS } from "../texts/doubles.ts";
import { PersonLine } from "./PersonLine.tsx";

/** Somebody who may be the same person, with what tells them apart and why they are shown. */
export function Resemblance({ person }: { readonly person: Resembling }) {
  const words = useTexts(DOUBLE_WORDS);
  return (
    <>
      <div class="row">
        <PersonLine person={person} isWhole />
      </div>
      <div class="row">
        {person.reasons.map((reason) => (
          <Chip tone="amber" text={words[reason]} key={reason} />
        ))}
      </div>
    </>
  );
}
