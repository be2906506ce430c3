/** What the pictures show, gate by gate and way by way, in numbers. */
import type { GateCounts } from "../../../contract/gate-counts.ts";
import { GATE_WAYS, type GateWay } from "../../../contract/gate-hours.ts";
import { useTexts } from "../../shared/language.ts";
import { GATES } from "../texts/gates.ts";

type Gate = GateCounts["gates"][number];

interface GateTableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly gates: readonly Gate[];
  /** One for each head. */
  readonly cells: (of: Gate, way: GateWay) => readonly string[];
}

export function GateTable({ caption, heads, gates, cells }: GateTableProps) {
  const t = useTexts(GATES);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="sideways" tabIndex={0} aria-label={caption}>
      <table class="figures">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.gate}</th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {gates.flatMap((one) =>
            GATE_WAYS.map((way) => (
              <tr key={`${one.gate} ${way}`}>
                <th scope="row">
                  {one.name}, {one.placeName}: {t.ways[way]}
                </th>
                {cells(one, way).map((text, at) => (
                  <td key={heads[at]}>{text}</td>
                ))}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}
