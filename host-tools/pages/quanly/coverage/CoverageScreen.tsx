/** How many wear a token and what is to be done for them: totals first, then each unit and organisation over the weeks. */
import { toldText } from "../../../contract/small-numbers.ts";
import type { Uptake, UptakeWeeks } from "../../../contract/uptake.ts";
import { Heading } from "../../shared/components/Heading.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { dayText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { SEAT } from "../../shared/seat/texts.ts";
import { Back } from "../controls/Back.tsx";
import { mayDo, useAsked, useQuanly } from "../services/quanly-context.ts";
import { COVERAGE, FIGURES } from "../texts/coverage.ts";
import { UNITS } from "../texts/units.ts";
import { FiguresTable } from "./FiguresTable.tsx";
import { HeadForm } from "./HeadForm.tsx";
import { Multiples } from "./Multiples.tsx";
import { TargetForm } from "./TargetForm.tsx";

export function CoverageScreen({ place }: { readonly place: string }) {
  const t = useTexts(COVERAGE);
  const s = useTexts(SEAT);
  const { account } = useQuanly();
  const wanted = place || account.place;
  const { value, error, again } = useAsked<UptakeWeeks>(`/api/uptake/weeks?place=${wanted}`);
  return (
    <div class="stack coverage">
      <Back />
      <Heading>{t.title}</Heading>
      <p>{t.lead}</p>
      <NotLoaded error={error} again={again} />
      {value ? (
        <OfPlace weeks={value} wanted={wanted} again={again} />
      ) : (
        error === undefined && <Working text={s.loading} />
      )}
    </div>
  );
}

function OfPlace({
  weeks: { weeks, places, typed },
  wanted,
  again,
}: {
  readonly weeks: UptakeWeeks;
  readonly wanted: string;
  readonly again: () => void;
}) {
  const t = useTexts(COVERAGE);
  const { account, access } = useQuanly();
  const [own] = places;
  const now = own?.told.at(-1);
  const isHome = wanted === account.place;
  return (
    <>
      {!isHome && (
        <p>
          <a class="button" href={own?.in === account.place ? "#/coverage" : `#/coverage/${own?.in ?? ""}`}>
            {t.within}
          </a>
        </p>
      )}
      {now && own && (
        <section class="stack" data-testid="totals">
          <h2>
            {own.name}. {t.asOf(dayText(weeks.at(-1) ?? ""))}
          </h2>
          <dl class="totals">
            {FIGURES.map((figure) => (
              <div key={figure} data-figure={figure}>
                <dt>{t.figures[figure]}</dt>
                <dd>{toldText(now[figure])}</dd>
              </div>
            ))}
          </dl>
          {now.worn.most === 0 && <p role="status">{t.none}</p>}
        </section>
      )}
      <p class="small soft">
        {t.rule} {t.days}
      </p>
      <Multiples weeks={weeks} places={places} />
      {own && (isHome || account.role !== "manager") && mayDo(access, account.role, "heads.change") && (
        <HeadForm
          key={wanted}
          place={wanted}
          name={own.name}
          isUnit={own.kind === undefined}
          typed={typed}
          again={again}
        />
      )}
      {own?.kind === undefined && own && mayDo(access, account.role, "target.change") && (
        <TargetForm
          key={`target ${wanted}`}
          place={wanted}
          name={own.name}
          target={own.target}
          again={again}
        />
      )}
      {isHome && (account.role !== "manager" || places.length > 1) && <Sectors />}
    </>
  );
}

/** Organisations of a kind lie in many units: their totals are no surer than their parts. */
function Sectors() {
  const t = useTexts(COVERAGE);
  const u = useTexts(UNITS);
  const s = useTexts(SEAT);
  const { value, error, again } = useAsked<Uptake>("/api/uptake");
  if (!value)
    return error === undefined ? <Working text={s.loading} /> : <NotLoaded error={error} again={again} />;
  if (value.sectors.length === 0) return null;
  return (
    <section class="stack" data-testid="sectors">
      <h2>{t.sectors}</h2>
      <FiguresTable
        caption={t.sectors}
        rows={value.sectors.map(({ kind, ...figures }) => ({ name: u.kinds[kind], figures }))}
      />
    </section>
  );
}
