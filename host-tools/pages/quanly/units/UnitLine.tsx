import type { Unit } from "../../../contract/units.ts";
import { dayText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import type { KnownPlaces } from "../services/places.ts";
import { UNITS } from "../texts/units.ts";

interface LineProps {
  readonly unit: Unit;
  readonly places: KnownPlaces;
  /** Where the tree around it does not tell. */
  readonly withParent?: boolean;
}

/** A unit with what tells it from others of its name: code, days, what took over. */
export function UnitLine({ unit, places, withParent = false }: LineProps) {
  const t = useTexts(UNITS);
  const { id, name, code, from, to, parent, successors = [] } = unit;
  return (
    <span class="grow">
      <a class="button quiet name" href={`#/unit/${id}`}>
        {name}
      </a>
      <span class="soft">
        {code}
        {withParent && parent !== undefined && `, ${places.nameOf(parent)}`}
        {from !== undefined && ` – ${t.from.toLowerCase()} ${dayText(from)}`}
        {to !== undefined && ` – ${t.to.toLowerCase()} ${dayText(to)}`}
        {successors.length > 0 &&
          ` – ${t.mergedInto.toLowerCase()} ${successors.map((one) => places.nameOf(one)).join("; ")}`}
      </span>
    </span>
  );
}
