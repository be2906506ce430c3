import assert from "node:assert/strict";
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { JournalDamage } from "../../../host-tools/server/journal/damage.ts";
import { decodeEvent, encodeEvent, type ServerEvent } from "../../../host-tools/server/journal/events.ts";
import { JOURNAL_START, type Journal, openJournal } from "../../../host-tools/server/journal/journal.ts";
import { TAIL_NAMES } from "../../../host-tools/server/journal/tail.ts";

describe("the journal", () => {
  let dir: string;
  let folder: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "bluezone-journal-"));
    folder = join(dir, "journal");
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const entry = (number: number) => new Uint8Array(100).fill(number);
  const segment = () => join(folder, "00000001.journal");

  async function readAll(journal: Journal, from = JOURNAL_START): Promise<number[]> {
    const numbers: number[] = [];
    for await (const frame of journal.read(from)) for (const one of frame.entries) numbers.push(one[0]!);
    return numbers;
  }

  async function reopened<T>(work: (journal: Journal) => Promise<T>): Promise<T> {
    const journal = await openJournal(dir);
    try {
      return await work(journal);
    } finally {
      await journal.close();
    }
  }

  async function write(...batches: number[][]): Promise<void> {
    await reopened(async (journal) => {
      for (const batch of batches) await journal.append(batch.map(entry));
    });
  }

  it("gives back in order what was appended, from any place", async () => {
    const places = await reopened(async (journal) => [
      await journal.append([entry(1), entry(2)]),
      await journal.append([entry(3)]),
    ]);
    await write([4]);
    await reopened(async (journal) => {
      assert.deepEqual(await readAll(journal), [1, 2, 3, 4]);
      assert.deepEqual(await readAll(journal, places[0]), [3, 4]);
      assert.deepEqual(await readAll(journal, places[1]), [4]);
      assert.deepEqual(await readAll(journal, journal.end), []);
    });
  });

  it("goes on in a new segment when one is full", async () => {
    const journal = await openJournal(dir, { segmentBytes: 250 });
    for (let i = 1; i <= 7; i++) await journal.append([entry(i)]);
    await journal.close();
    assert.ok(readdirSync(folder).length > 1);
    await reopened(async (again) => assert.deepEqual(await readAll(again), [1, 2, 3, 4, 5, 6, 7]));
  });

  const tailFiles = () => TAIL_NAMES.map((name) => readFileSync(join(dir, name)));

  /** The newest segment and the tail as a power cut leaves them that came while frame 2 was written to both. */
  async function tornBoth(tear: (whole: Buffer, start: number) => Uint8Array): Promise<void> {
    rmSync(dir, { recursive: true });
    await write([1]);
    const before = tailFiles();
    await write([2]);
    const whole = readFileSync(segment());
    writeFileSync(segment(), tear(whole, whole.length / 2));
    const after = tailFiles();
    for (const [i, name] of TAIL_NAMES.entries()) {
      const torn = Buffer.from(after[i]!);
      if (!after[i]!.equals(before[i]!)) torn.fill(0, torn.length - 30);
      writeFileSync(join(dir, name), torn);
    }
  }

  it("cuts a torn last frame off at every length, and goes on behind what is whole", async () => {
    for (let cut = 1; cut < 100; cut += 9) {
      await tornBoth((whole) => whole.subarray(0, whole.length - cut));
      await write([3]);
      await reopened(async (journal) => assert.deepEqual(await readAll(journal), [1, 3]));
    }
    appendFileSync(segment(), new Uint8Array(500));
    await reopened(async (journal) => assert.deepEqual(await readAll(journal), [1, 3]));
  });

  it("cuts a torn last frame off whichever of its blocks were filled", async () => {
    for (const [from, to] of [
      [0, 8],
      [0, 50],
      [4, 12],
      [40, 80],
      [100, 112],
    ] as const) {
      await tornBoth((whole, start) => Buffer.from(whole).fill(0, start + from, start + to));
      await write([3]);
      await reopened(async (journal) => assert.deepEqual(await readAll(journal), [1, 3], `${from} to ${to}`));
    }
  });

  it("puts back one of the last two frames that went bad, whichever bit of it, or is gone", async () => {
    await write([1], [2], [3]);
    const whole = readFileSync(segment());
    const length = whole.length / 3;
    for (const frame of [1, 2])
      for (let bit = 0; bit < length * 8; bit += 13) {
        const bytes = Buffer.from(whole);
        bytes[frame * length + (bit >> 3)]! ^= 1 << (bit & 7);
        writeFileSync(segment(), bytes);
        await reopened(async (journal) =>
          assert.deepEqual(await readAll(journal), [1, 2, 3], `${frame} ${bit}`),
        );
        assert.deepEqual(readFileSync(segment()), whole);
      }
    for (let size = length; size < whole.length; size += 7) {
      writeFileSync(segment(), whole.subarray(0, size));
      await reopened(async (journal) => assert.deepEqual(await readAll(journal), [1, 2, 3]));
    }
  });

  it("goes on where the tail went bad, or is of an older program", async () => {
    await write([1], [2]);
    for (const name of TAIL_NAMES) writeFileSync(join(dir, name), new Uint8Array(70));
    await write([3]);
    for (const name of TAIL_NAMES) rmSync(join(dir, name));
    await write([4]);
    await reopened(async (journal) => assert.deepEqual(await readAll(journal), [1, 2, 3, 4]));
  });

  /** What a start says of it, and that it has changed nothing. */
  async function isRefused(word: RegExp): Promise<void> {
    const before = readdirSync(dir, { recursive: true, encoding: "utf8" });
    const bytes = before.includes(join("journal", "00000001.journal")) ? readFileSync(segment()) : undefined;
    await assert.rejects(
      openJournal(dir),
      (error: Error) => error instanceof JournalDamage && word.test(error.message),
    );
    assert.deepEqual(readdirSync(dir, { recursive: true }), before);
    if (bytes) assert.deepEqual(readFileSync(segment()), bytes);
  }

  it("takes no damaged frame for a torn end: there are receipted frames behind it", async () => {
    await write([1], [2], [3], [4]);
    const whole = readFileSync(segment());
    for (let bit = 0; bit < (whole.length / 4) * 8; bit += 7) {
      const bytes = Buffer.from(whole);
      bytes[whole.length / 4 + (bit >> 3)]! ^= 1 << (bit & 7);
      writeFileSync(segment(), bytes);
      await isRefused(/damaged at byte 112 /);
    }
  });

  it("does not take a journal that was cut for a shorter one, at any place", async () => {
    await write([1], [2], [3], [4]);
    const whole = readFileSync(segment());
    for (let size = 0; size < whole.length / 2; size += 5) {
      writeFileSync(segment(), whole.subarray(0, size));
      await isRefused(/damaged at byte/);
    }
  });

  it("does not take a missing journal for a new one", async () => {
    await write([1]);
    rmSync(folder, { recursive: true });
    await isRefused(/missing: it went to byte 112 /);
  });

  it("misses a segment wherever it was", async () => {
    const journal = await openJournal(dir, { segmentBytes: 250 });
    for (let i = 1; i <= 7; i++) await journal.append([entry(i)]);
    await journal.close();
    const names = readdirSync(folder).filter((name) => name.endsWith(".journal"));
    assert.equal(names.length, 3);
    for (const name of names) {
      const kept = readFileSync(join(folder, name));
      rmSync(join(folder, name));
      await isRefused(/0000000\d.journal is missing/);
      writeFileSync(join(folder, name), kept);
    }
    await reopened(async (again) => assert.deepEqual(await readAll(again), [1, 2, 3, 4, 5, 6, 7]));
  });

  it("does not go on with another journal's tail", async () => {
    await write([1]);
    writeFileSync(join(folder, "id"), "another\n");
    await assert.rejects(openJournal(dir), /is another, and .* belong to/);
  });

  it("finds a damaged segment that is not the last when it is read, or checked", async () => {
    const journal = await openJournal(dir, { segmentBytes: 250 });
    for (let i = 1; i <= 7; i++) await journal.append([entry(i)]);
    let seen = 0;
    const pause = async (bytes: number) => {
      seen += bytes;
    };
    assert.equal(await journal.check(pause), undefined);
    assert.equal(seen, 7 * 112);
    truncateSync(segment(), 150);
    await assert.rejects(readAll(journal), /damaged at byte/);
    assert.equal((await journal.check(pause))?.place, 112);
    await journal.replace(checkpoint(9));
    assert.equal(await journal.check(pause), undefined);
    await journal.close();
  });

  async function* checkpoint(...numbers: number[]) {
    for (const number of numbers) yield [entry(number)];
  }

  it("puts a checkpoint in the place of everything, and goes on behind it", async () => {
    await write([1], [2], [3]);
    await reopened(async (journal) => {
      assert.deepEqual(journal.start, JOURNAL_START);
      await journal.replace(checkpoint(7, 8));
      assert.notDeepEqual(journal.start, JOURNAL_START);
      await journal.append([entry(4)]);
      assert.deepEqual(await readAll(journal), [7, 8, 4]);
    });
    await write([5]);
    await reopened(async (journal) => {
      assert.deepEqual(await readAll(journal), [7, 8, 4, 5]);
      assert.deepEqual(await readAll(journal, { segment: journal.start.segment + 1, place: 0 }), [4, 5]);
      await journal.replace(checkpoint(9));
      assert.deepEqual(await readAll(journal), [9]);
    });
    assert.equal(readdirSync(folder).length, 3);
  });

  it("is as it was when a checkpoint could not be written, and takes more", async () => {
    await write([1]);
    await reopened(async (journal) => {
      const failing = async function* () {
        yield [entry(7)];
        throw new Error("the database went away");
      };
      await assert.rejects(journal.replace(failing()), /went away/);
      await journal.append([entry(2)]);
      assert.deepEqual(await readAll(journal), [1, 2]);
    });
    await reopened(async (journal) => assert.deepEqual(await readAll(journal), [1, 2]));
    assert.deepEqual(readdirSync(folder), ["00000001.journal", "id"]);
  });

  it("leaves nothing of a checkpoint for which there was no room", async () => {
    await write([1]);
    await reopened(async (journal) => {
      const failing = async function* () {
        yield [entry(7)];
        throw new Error("ENOSPC");
      };
      await assert.rejects(journal.replace(failing()), /ENOSPC/);
      assert.deepEqual(readdirSync(folder), ["00000001.journal", "id"]);
    });
  });

  it("clears away what a checkpoint cut short left behind", async () => {
    await write([1]);
    const old = readFileSync(segment());
    await reopened(async (journal) => void (await journal.replace(checkpoint(7))));
    // The power went before the old segment was deleted.
    writeFileSync(segment(), old);
    await reopened(async (journal) => assert.deepEqual(await readAll(journal), [7]));
    assert.ok(!readdirSync(folder).includes("00000001.journal"));
  });

  it("holds every kind of event whole", () => {
    const bytes = (n: number) => Uint8Array.from({ length: n }, (_, i) => i);
    const events: ServerEvent[] = [
      { kind: "assign", at: 1, serial: 2, person: "Nguyễn Thị Đào", from: 3, to: null },
      { kind: "ticket", at: 1, serial: 9_999_999_999, counter: 0xffffffff },
      { kind: "page", at: 1, serial: 2, sequence: 3, length: 4096, mac: bytes(8), sealed: bytes(4096) },
      { kind: "health", at: 1, serial: 2, report: { resets: 3 } },
      {
        kind: "statements",
        at: 1,
        statements: [
          { sql: "UPDATE a SET b = $1, c = $2", parameters: [bytes(70_000), null] },
          { sql: "DELETE FROM a WHERE b = ANY($1)", parameters: [[1, 2], "ồ", true, bytes(0)] },
        ],
      },
      { kind: "schema", at: 1, part: "store", number: 2 },
      { kind: "begin", at: 1, isWhole: true, before: { segment: 1, place: 2 }, fingerprint: "0011aabb" },
      { kind: "rows", at: 1, table: "a.b", rows: '[{"bytes":[1,2]}]' },
      { kind: "end", at: 1 },
      {
        kind: "enrol",
        at: 1,
        serial: 2,
        board: 1,
        power: -59,
        role: "gate",
        day: 20000,
        tokenKey: bytes(60),
        dayKey: bytes(60),
        pageKey: new Uint8Array(0),
      },
    ];
    for (const event of events) assert.deepEqual(decodeEvent(encodeEvent(event)), event);
  });
});
