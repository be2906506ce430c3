/** The tables of docs/CLOCKS.md: `npx tsx host-tools/studies/clocks/main.ts [--tokens N] [--days N] [--seeds 1,2,3] [--crystals SHARE] [--untold]`. */
import { parseArgs } from "node:util";
import { besideLiars, LIES } from "./liars.ts";
import { simulate } from "./simulation.ts";
import { printEfforts, printLiars, printMeetings } from "./tables.ts";

const { values } = parseArgs({
  options: {
    tokens: { type: "string", default: "1000" },
    days: { type: "string", default: "30" },
    seeds: { type: "string", default: "1,2,3" },
    crystals: { type: "string", default: "0.5" },
    powerDays: { type: "string", default: "30" },
    syncDays: { type: "string", default: "14" },
    untold: { type: "boolean" },
  },
});

for (const seed of values.seeds.split(",").map(Number)) {
  console.log(
    `\nseed ${seed}: ${values.tokens} tokens, ${values.days} days, ${values.crystals} of them with a crystal`,
  );
  const outcome = simulate({
    tokens: Number(values.tokens),
    days: Number(values.days),
    seed,
    crystals: Number(values.crystals),
    powerDays: Number(values.powerDays),
    syncDays: Number(values.syncDays),
    settle: 3,
    told: !values.untold,
  });
  printMeetings(outcome.meetings);
  printEfforts(outcome);
  console.log("\n20 honest tokens, 9 hours a day together, 3 days:");
  printLiars("no liar", besideLiars({ honest: 20, liars: 0, lie: "gaining", days: 3, seed }));
  for (const liars of [1, 10])
    for (const advertsPerSpan of [1.5, 7])
      for (const lie of LIES)
        printLiars(
          `${liars} liar(s), ${lie}, ${advertsPerSpan} adverts`,
          besideLiars({ honest: 20, liars, lie, days: 3, seed, advertsPerSpan }),
        );
}
