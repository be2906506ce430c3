/** The gates that were looked at: what each told of the day, in word and shape, and when it was last heard of. */
import type { CasePassages, GateDay } from "../../../contract/gates.ts";
import { Chip, type Tone } from "../../shared/components/Notice.tsx";
import { whenText } from "../../shared/dates.ts";
import { clockText } from "../../shared/format.ts";
import { useTexts } from "../../shared/language.ts";
import { PASSAGES } from "../texts/passages.ts";

const TONES: Readonly<Record<GateDay, Tone>> = {
  brought: "green",
  visitors: "note",
  silent: "amber",
  behind: "amber",
  never: "red",
  deleted: "note",
};

export function GatesOfDay({ gates, elsewhere }: Pick<CasePassages, "gates" | "elsewhere">) {
  const t = useTexts(PASSAGES);
  const at = (time: string) => clockText(Date.parse(time));
  if (gates.length + elsewhere.gates === 0) return null;
  return (
    <>
      <h2>{t.gates}</h2>
      {gates.length > 0 && (
        <section class="scroll" aria-label={t.gates}>
          <table class="contacts kept" data-testid="gates-of-day">
            <thead>
              <tr>
                <th scope="col">{t.gate}</th>
                <th scope="col">{t.where}</th>
                <th scope="col">{t.told}</th>
                <th scope="col">{t.heard}</th>
              </tr>
            </thead>
            <tbody>
              {gates.map(({ name, placeName, zone, told, from, to, heardAt }) => (
                <tr key={`${placeName} ${name}`}>
                  <th scope="row">{name}</th>
                  <td data-label={t.where}>
                    {zone} · {placeName}
                  </td>
                  <td>
                    <Chip tone={TONES[told]} text={t.toldOf[told]} />
                    {from !== undefined && to !== undefined && <> {t.wrote(at(from), at(to))}</>}
                  </td>
                  <td data-label={t.heard}>{heardAt === undefined ? t.heardNever : whenText(heardAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {elsewhere.gates > 0 && <p class="small soft">{t.elsewhereAll(String(elsewhere.gates))}</p>}
    </>
  );
}
