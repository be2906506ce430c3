import assert from "node:assert/strict";
import fc from "fast-check";
import { useDisk } from "../../../host-tools/server/disk/disk.ts";
import { JOURNAL_START, type Journal, openJournal } from "../../../host-tools/server/journal/journal.ts";
import { CUTS, FaultyDisk, Killed } from "../../support/faulty-disk.ts";

const DIR = "/data";
/** So small that a few entries fill a segment. */
const SEGMENT_BYTES = 150;

/** What is done: entries of these lengths are appended, or one such checkpoint replaces everything. */
interface Step {
  readonly kind: "append" | "replace";
  readonly lengths: readonly number[];
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("append", "append", "append", "replace"),
  lengths: fc.array(fc.nat(60), { minLength: 1, maxLength: 3 }),
});
const life = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 6 }),
  /** Which of the disk's calls is the process's last one, and what the power leaves of what was not synced. */
  call: fc.nat(60),
  fault: fc.constantFrom("kill before", "kill after", "EIO", "ENOSPC", "short write"),
  cut: fc.constantFrom(...CUTS),
});

/** The contents of a journal as text: of each entry its number and length. */
async function contentOf(journal: Journal): Promise<string[]> {
  const entries: string[] = [];
  for await (const frame of journal.read(JOURNAL_START))
    for (const bytes of frame.entries) entries.push(textOf(bytes));
  return entries;
}

/** No two entries are the same: each holds its number in all of its bytes. */
function entryOf(number: number, length: number): Uint8Array {
  return new Uint8Array(length + 2).fill(number & 255).fill(number >> 8, 0, 1);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

describe("a journal, whatever is written and wherever the power goes", () => {
  afterEach(() => useDisk());

  it("has all that was durable, in order, and at most the one write more that nobody was told of", async () => {
    let numbers = 0;
    let cuts = 0;
    let unfinished = 0;
    const property = fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 4 }), async (lives) => {
      const disk = new FaultyDisk();
      useDisk(disk);
      disk.makeFolder(DIR);
      let told: string[] = [];
      for (const { steps, call, fault, cut } of lives) {
        disk.plan({ call, fault });
        /** What the journal holds if the step that failed has been done after all. */
        let perhaps: string[] | undefined;
        try {
          const journal = await openJournal(DIR, { segmentBytes: SEGMENT_BYTES });
          assert.deepEqual(await contentOf(journal), told, "after a start that was not cut");
          for (const { kind, lengths } of steps) {
            const entries = lengths.map((length) => entryOf(++numbers, length));
            perhaps = [...(kind === "append" ? told : []), ...entries.map(textOf)];
            if (kind === "append") await journal.append(entries);
            else await journal.replace(once(entries));
            told = perhaps;
            perhaps = undefined;
          }
        } catch (error) {
          if (!isOfTheDisk(error)) throw error;
          cuts++;
        }
        disk.cutPower(cut);
        const journal = await openJournal(DIR, { segmentBytes: SEGMENT_BYTES });
        const found = await contentOf(journal);
        const isUnfinishedThere = perhaps !== undefined && `${found}` === `${perhaps}`;
        if (isUnfinishedThere) unfinished++;
        assert.deepEqual(found, isUnfinishedThere ? perhaps : told);
        told = found;
      }
    });
    await fc.assert(property, { numRuns: 400 });
    assert.ok(cuts > 50, `only ${cuts} of the lives were cut`);
    assert.ok(unfinished > 5, `only ${unfinished} of the cuts came after the write was durable`);
  });
});

/** The process was killed, or was told of a failure that the plan made. */
function isOfTheDisk(error: unknown): boolean {
  return error instanceof Killed || ["EIO", "ENOSPC"].includes((error as { code?: string }).code ?? "");
}

async function* once(entries: readonly Uint8Array[]) {
  yield entries;
}
