/**
 * Lists of everybody of a shift as the case, under the old rule, the rule with shared peers, and oracles: the tables of docs/CASES.md.
 *   node --import tsx host-tools/studies/park-day/lists.ts [--shift park|school|ward] [--people N] [--minutes N]
 *     [--geometry plane|pairs] [--way anyhow|lanyard|pocket|bag|mixed] [--seeds 1,2,3,4,5] [--nearest 32] [--json]
 * Each world is played once, with logs that are drawn (host-tools/world/hearing.ts), and judged by every rule. 300 people of the park take a
 * minute and a half of one processor for each seed.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { SHARED_PEERS_WEIGHTS } from "../../../protocol/shared-peers.ts";
import { geometryOf } from "../../world/shifts.ts";
import { playWorld, type WorldOptions } from "./drawn-world.ts";
import { JUDGES, type Judge, verdictsOf } from "./judges.ts";
import { type ListFigures, type ListsBySeed, listFigures } from "./list-figures.ts";
import { listsText } from "./lists-text.ts";
import { wayNamed } from "./ways.ts";

/** `nearest`: so many shared peers at most are looked at. */
export function playLists(
  options: Omit<WorldOptions, "seed">,
  seeds: readonly number[],
  nearest = SHARED_PEERS_WEIGHTS.nearest,
): ListsBySeed {
  const found = Object.fromEntries(JUDGES.map((judge) => [judge, []])) as unknown as Record<
    Judge,
    ListFigures[]
  >;
  for (const seed of seeds) {
    const world = playWorld({ ...options, seed });
    const verdicts = verdictsOf(world, seed, { ...SHARED_PEERS_WEIGHTS, nearest });
    for (const judge of JUDGES)
      found[judge].push(listFigures(world.pairs, verdicts[judge], verdicts["old rule"]));
  }
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      shift: { type: "string", default: "park" },
      people: { type: "string", default: "100" },
      minutes: { type: "string" },
      geometry: { type: "string", default: "plane" },
      way: { type: "string", default: "anyhow" },
      seeds: { type: "string", default: "1,2,3,4,5" },
      nearest: { type: "string", default: String(SHARED_PEERS_WEIGHTS.nearest) },
    },
  });
  const options = {
    shift: values.shift,
    people: Number(values.people),
    minutes: values.minutes === undefined ? undefined : Number(values.minutes),
    geometry: geometryOf(values.geometry),
    way: wayNamed(values.way),
  };
  const seeds = values.seeds.split(",").map(Number);
  const lists = playLists(options, seeds, Number(values.nearest));
  console.log(values.json ? JSON.stringify({ options, seeds, lists }) : listsText(lists));
}
