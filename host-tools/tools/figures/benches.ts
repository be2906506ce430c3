/** The benches whose figures documents take: each a command for `sh` in the repository whose last line is JSON. */
export interface BenchCommand {
  readonly command: string;
  /** What is kept of the JSON; all of it where none is named. */
  readonly parts?: readonly string[];
  /** It reads recordings, from the folder that the environment names. */
  readonly needs?: "BLUEZONE_DATASETS";
  /** It takes so long, or so much disk, that `make bench` leaves it to whoever names it. */
  readonly isLong?: true;
}

const DP3T = '"$BLUEZONE_DATASETS"/dp3t-exp05';
const CLASSIFY = `npx bztoken classify --json --rssi ${DP3T}/scenario01-lunch.sqlite ${DP3T}/scenario03-office.sqlite ${DP3T}/scenario06-walls.sqlite`;
const SCORES = ["rule", "nearLoss", "weights", "all", "apart", "options"];
const MATCH = "node --import tsx host-tools/studies/load/match.ts --json";

export const BENCHES: Readonly<Record<string, BenchCommand>> = {
  classify: { command: CLASSIFY, parts: SCORES, needs: "BLUEZONE_DATASETS" },
  "classify-two-a-minute": {
    command: `${CLASSIFY} --packets-per-minute 2`,
    parts: SCORES,
    needs: "BLUEZONE_DATASETS",
  },
  "classify-one-a-minute": {
    command: `${CLASSIFY} --packets-per-minute 1`,
    parts: SCORES,
    needs: "BLUEZONE_DATASETS",
  },
  match: { command: MATCH },
  "match-100-million": { command: `${MATCH} --records 100000000 --pglite 0 --alone`, isLong: true },
};
