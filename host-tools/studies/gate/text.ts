/** The figures of gates as people read them. */
import { markdownTable } from "../../lib/markdown-table.ts";
import type { GateReport, WayFigures } from "./report.ts";

const HEADINGS = [
  "scene",
  "way",
  "passages",
  "seen",
  "right",
  "wrong direction",
  "wrong person",
  "invented",
  "screen p50 / p95, s",
  "case p50 / p95, minutes",
];

const percent = (count: number, of: number) => (of === 0 ? "–" : `${((100 * count) / of).toFixed(1)} %`);
const pair = ({ p50, p95 }: WayFigures["caseMinutes"]) => (p50 === null ? "–" : `${p50} / ${p95}`);

const rowOf = (scene: string, way: string, one: WayFigures) => [
  scene,
  way,
  String(one.truth),
  percent(one.seen, one.truth),
  percent(one.right, one.truth),
  String(one.wrongDirection),
  String(one.wrongPerson),
  String(one.invented),
  pair(one.screenSeconds),
  pair(one.caseMinutes),
];

export function gateText({ board, seeds, scenes, gates, spread, taps }: GateReport): string {
  const rows = [
    ...Object.entries(scenes).flatMap(([scene, of]) =>
      Object.entries(of.gates).map(([way, one]) => rowOf(scene, way, one)),
    ),
    ...Object.entries(gates).map(([way, one]) => rowOf("all but quiet", way, one)),
    ...Object.entries(taps).map(([how, one]) => rowOf(`tap, ${how}`, "tap", one)),
  ];
  const spreads = Object.entries(spread).map(
    ([way, { rightLeast, rightMost }]) => `${way} ${percent(rightLeast, 1)} to ${percent(rightMost, 1)}`,
  );
  return [
    `${board}, seeds ${seeds[0]} to ${seeds.at(-1)}; right by seed: ${spreads.join(", ")}`,
    "",
    markdownTable([HEADINGS, ...rows]),
  ].join("\n");
}
