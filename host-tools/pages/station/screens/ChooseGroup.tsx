import type { RosterEntry } from "../../../contract/roster.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { groupsOf } from "../services/groups.ts";
import { MODES } from "../texts/modes.ts";

interface ChooseGroupProps {
  readonly persons: readonly RosterEntry[] | undefined;
  readonly error: unknown;
  readonly field: "group" | "hamlet";
  readonly path: string;
  readonly lead: string;
  readonly none: string;
}

/** A list of classes, workshops or hamlets; each is an address of its own. */
export function ChooseGroup({ persons, error, field, path, lead, none }: ChooseGroupProps) {
  const t = useTexts(MODES);
  if (error) return <Failure error={error} />;
  if (!persons) return <Working text="…" />;
  const groups = groupsOf(persons, field);
  if (groups.length === 0)
    return (
      <div class="stack">
        <p>{none}</p>
        <a class="button primary" href="#/hand-out">
          {t.addSomebody}
        </a>
      </div>
    );
  return (
    <div class="stack">
      <p>{lead}</p>
      <div class="tiles">
        {groups.map(([name, count]) => (
          <a class="tile" key={name} href={`#/${path}/${encodeURIComponent(name)}`}>
            <span>
              <strong>{name}</strong>
              <span class="small soft">{t.members(count)}</span>
            </span>
          </a>
        ))}
      </div>
    </div>
  );
}
