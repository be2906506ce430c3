/** Whether a token that was noted as out of use is: it has neither spoken with a station since, nor was it on the air. */
import { dayOfEpoch, EPOCHS_PER_DAY, epochAt, epochOfDay } from "../../../protocol/epoch.ts";
import { CLOCK_TOLERANCE } from "../../../protocol/rules.ts";
import type { Queries } from "../database/database.ts";
import type { MatchParts } from "../matching/reading.ts";
import { lastSyncs } from "../tokens/health-store.ts";
import type { Retirement } from "./retirement-store.ts";

/** Until the battery is out or the new keys are in it may be heard by tokens next to it. */
const GRACE_EPOCHS = 4;

/** Records of others are kept no longer than this. */
const MOST_EPOCHS = 22 * EPOCHS_PER_DAY;

/** "spoke" with a station, or "heard" by others, since it was retired; undefined when neither is known. `now` in world ms. */
export async function useSince(
  queries: Queries,
  { index }: Pick<MatchParts, "index">,
  serial: number,
  { at, publishedAt }: Retirement,
  now: number,
): Promise<"spoke" | "heard" | undefined> {
  if (((await lastSyncs(queries, [serial])).get(serial) ?? 0) > at) return "spoke";
  // Once its keys are out anybody can send its IDs.
  const until = epochAt((publishedAt ?? now) / 1000);
  const from = Math.max(epochAt(at / 1000) + GRACE_EPOCHS, until - MOST_EPOCHS);
  return (await wasHeard(queries, index, serial, from, until)) ? "heard" : undefined;
}

/** Whether others have written down an ID of the token's in its own time, from an epoch to another, both included. */
async function wasHeard(
  queries: Queries,
  index: MatchParts["index"],
  serial: number,
  from: number,
  to: number,
): Promise<boolean> {
  const epochs = new Map<number, number>();
  for (let day = dayOfEpoch(from); day <= dayOfEpoch(to); day++)
    for (const [i, prefix] of index.prefixesOf(serial, day).entries()) {
      const epoch = day * EPOCHS_PER_DAY + epochOfDay(i);
      if (epoch >= from && epoch <= to) epochs.set(prefix, epoch);
    }
  if (epochs.size === 0) return false;
  const rows = await queries.query<{ prefix: number; epoch: number }>(
    "SELECT prefix::float8 AS prefix, epoch FROM radio.encounter WHERE prefix = ANY($1::int8[]) AND epoch >= $2",
    [[...epochs.keys()], from - CLOCK_TOLERANCE.untrusted],
  );
  // Sent again at another time it says nothing of the token.
  return rows.some(
    ({ prefix, epoch }) => Math.abs(epoch - epochs.get(Number(prefix))!) <= CLOCK_TOLERANCE.untrusted,
  );
}
