/** The tree of units, opened branch by branch or searched without diacritics. */
import { useState } from "preact/hooks";
import type { Unit } from "../../../contract/units.ts";
import { Field } from "../../shared/components/Field.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { SEAT } from "../../shared/seat/texts.ts";
import { Back } from "../controls/Back.tsx";
import { hasWords, type KnownPlaces, usePlaces } from "../services/places.ts";
import { mayDo, useQuanly } from "../services/quanly-context.ts";
import { HOME } from "../texts/home.ts";
import { UNITS } from "../texts/units.ts";
import { UnitLine } from "./UnitLine.tsx";

const AT_ONCE = 50;

export function UnitsScreen() {
  const h = useTexts(HOME);
  const t = useTexts(UNITS);
  const s = useTexts(SEAT);
  const { access, account } = useQuanly();
  const { places, error, again } = usePlaces();
  return (
    <div class="stack">
      <Back />
      <Heading>{h.units}</Heading>
      {mayDo(access, account.role, "unit.change") && (
        <div class="row">
          <a class="button primary" href="#/units/new">
            {t.add}
          </a>
          <a class="button" href="#/units/list">
            {t.list}
          </a>
        </div>
      )}
      <NotLoaded error={error} again={again} />
      {places ? <Tree places={places} /> : error === undefined && <Working text={s.loading} />}
    </div>
  );
}

function Tree({ places }: { readonly places: KnownPlaces }) {
  const t = useTexts(UNITS);
  const [typed, setTyped] = useState("");
  const [withEnded, setWithEnded] = useState(false);
  const [most, setMost] = useState(AT_ONCE);
  const lasting = new Set(places.all.filter(({ hasEnded }) => !hasEnded).map(({ id }) => id));
  const units = places.units.filter(({ id }) => withEnded || lasting.has(id));
  const found = units.filter(({ name, code }) => hasWords(`${name} ${code}`, typed));
  return (
    <>
      <Field label={t.search} value={typed} onValue={setTyped} kind="search" input={{ name: "search" }} />
      <label class="choice">
        <input type="checkbox" name="ended" checked={withEnded} onChange={() => setWithEnded(!withEnded)} />
        {t.ended}
      </label>
      <p role="status">
        {found.length === 0
          ? t.none
          : t.found(typed === "" ? units.length : Math.min(most, found.length), places.units.length)}
      </p>
      {typed === "" ? (
        <Branch units={units} parent={undefined} places={places} depth={0} />
      ) : (
        found.length > 0 && (
          <ul class="list">
            {found.slice(0, most).map((unit) => (
              <li key={unit.id} data-testid="unit">
                <UnitLine unit={unit} places={places} withParent />
              </li>
            ))}
          </ul>
        )
      )}
      {typed !== "" && found.length > most && (
        <button type="button" class="button" onClick={() => setMost(most + AT_ONCE)}>
          {t.more}
        </button>
      )}
    </>
  );
}

interface BranchProps {
  readonly units: readonly Unit[];
  readonly parent: string | undefined;
  readonly places: KnownPlaces;
  readonly depth: number;
}

/** Units whose parent is not shown stand at the root. */
function Branch({ units, parent, places, depth }: BranchProps) {
  const shown = new Set(units.map(({ id }) => id));
  const own = units.filter((unit) =>
    parent === undefined ? unit.parent === undefined || !shown.has(unit.parent) : unit.parent === parent,
  );
  return (
    <ul class="list tree" data-testid={depth === 0 ? "tree" : undefined}>
      {own.map((unit) => (
        <Twig key={unit.id} unit={unit} units={units} places={places} depth={depth} />
      ))}
    </ul>
  );
}

function Twig({ unit, units, places, depth }: Omit<BranchProps, "parent"> & { readonly unit: Unit }) {
  const t = useTexts(UNITS);
  const { account } = useQuanly();
  // What stands above one's own place is open from the start.
  const [isOpen, setOpen] = useState(depth === 0 || unit.id === account.place);
  const hasMore = units.some(({ parent }) => parent === unit.id);
  return (
    <li data-testid="unit">
      {hasMore && (
        <button
          type="button"
          class="button quiet fold"
          aria-expanded={isOpen}
          aria-label={isOpen ? t.shut(unit.name) : t.open(unit.name)}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "▾" : "▸"}
        </button>
      )}
      <UnitLine unit={unit} places={places} />
      {isOpen && hasMore && <Branch units={units} parent={unit.id} places={places} depth={depth + 1} />}
    </li>
  );
}
