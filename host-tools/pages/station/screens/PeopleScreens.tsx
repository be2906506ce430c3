import { useEffect, useState } from "preact/hooks";
import type { RosterEntry } from "../../../contract/roster.ts";
import { Heading } from "../../shared/components/Heading.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { GiveBack } from "../people/GiveBack.tsx";
import { HandOut } from "../people/HandOut.tsx";
import { useStation } from "../services/station-context.ts";
import { PEOPLE } from "../texts/people.ts";

/** With the id of a person it is for them. */
export function HandOutScreen({ person: id }: { readonly person: string | undefined }) {
  const t = useTexts(PEOPLE);
  const { registry } = useStation().station;
  const [person, setPerson] = useState<RosterEntry | "none" | undefined>(id ? undefined : "none");
  useEffect(() => {
    if (id === undefined) return;
    const none = () => setPerson("none");
    registry.everybody().then((all) => setPerson(all.find((one) => one.id === id) ?? "none"), none);
  }, [id, registry]);
  return (
    <div class="stack">
      <Heading>{t.handOutTitle}</Heading>
      {person === undefined && <Working text="…" />}
      {person !== undefined && <HandOut {...(person === "none" ? {} : { person })} />}
    </div>
  );
}

export function GiveBackScreen() {
  const t = useTexts(PEOPLE);
  return (
    <div class="stack">
      <Heading>{t.giveBackTitle}</Heading>
      <GiveBack />
    </div>
  );
}
