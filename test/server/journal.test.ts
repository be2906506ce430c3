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
import { decodeEvent, encodeEvent, type ServerEvent } from "../../host-tools/server/events.ts";
import { JOURNAL_START, type Journal, openJournal } from "../../host-tools/server/journal.ts";

describe("the journal", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bluezone-journal-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const entry = (number: number) => new Uint8Array(100).fill(number);
  const segment = () => join(folder, "00000001.journal");

  async function readAll(journal: Journal, from = JOURNAL_START): Promise<number[]> {
    const numbers: number[] = [];
    for await (const frame of journal.read(from)) for (const one of frame.entries) numbers.push(one[0]!);
    return numbers;
  }

  async function reopened<T>(work: (journal: Journal) => Promise<T>): Promise<T> {
    const journal = await openJournal(folder);
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
    const journal = await openJournal(folder, 250);
    for (let i = 1; i <= 7; i++) await journal.append([entry(i)]);
    await journal.close();
    assert.ok(readdirSync(folder).length > 1);
    await reopened(async (again) => assert.deepEqual(await readAll(again), [1, 2, 3, 4, 5, 6, 7]));
  });

  it("cuts a torn last frame off at every length, and goes on behind what is whole", async () => {
    await write([1], [2]);
    const whole = readFileSync(segment());
    const frame = whole.length / 2;
    for (let length = frame; length < whole.length; length += 9) {
      writeFileSync(segment(), whole.subarray(0, length));
      await write([3]);
      await reopened(async (journal) => assert.deepEqual(await readAll(journal), [1, 3]));
    }
    writeFileSync(segment(), whole);
    appendFileSync(segment(), new Uint8Array(500));
    await reopened(async (journal) => assert.deepEqual(await readAll(journal), [1, 2]));
  });

  it("cuts a torn last frame off whichever of its blocks were filled", async () => {
    await write([1], [2]);
    const whole = readFileSync(segment());
    const start = whole.length / 2;
    for (const [from, to] of [
      ...[
        [0, 8],
        [0, 50],
        [4, 12],
        [40, 80],
        [100, start],
      ],
    ] as const) {
      const torn = Buffer.from(whole);
      torn.fill(0, start + from, start + to);
      writeFileSync(segment(), torn);
      await write([3]);
      await reopened(async (journal) => assert.deepEqual(await readAll(journal), [1, 3], `${from} to ${to}`));
    }
  });

  it("takes no damaged length for a torn end: there are receipted frames behind it", async () => {
    await write([1], [2], [3]);
    const whole = readFileSync(segment());
    for (const [at, value] of [
      [0, 0],
      [3, 0x7f],
      [1, 0xff],
    ] as const) {
      const bytes = Buffer.from(whole);
      bytes[whole.length / 3 + at] = value;
      writeFileSync(segment(), bytes);
      await assert.rejects(openJournal(folder), /damaged at byte/);
      assert.deepEqual(readFileSync(segment()), bytes, "nothing is cut off");
    }
  });

  it("does not open when receipted bytes in the middle are damaged", async () => {
    await write([1], [2], [3]);
    const bytes = readFileSync(segment());
    bytes[bytes.length / 2]! ^= 1;
    writeFileSync(segment(), bytes);
    await assert.rejects(openJournal(folder), /damaged at byte/);
    assert.deepEqual(readFileSync(segment()), bytes);
  });

  it("finds a damaged segment that is not the last when it is read", async () => {
    const journal = await openJournal(folder, 250);
    for (let i = 1; i <= 7; i++) await journal.append([entry(i)]);
    truncateSync(segment(), 150);
    await assert.rejects(readAll(journal), /damaged at byte/);
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
    assert.equal(readdirSync(folder).length, 2);
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
    assert.deepEqual(readdirSync(folder), ["00000001.journal"]);
  });

  it("leaves nothing of a checkpoint for which there was no room", async () => {
    await write([1]);
    await reopened(async (journal) => {
      const failing = async function* () {
        yield [entry(7)];
        throw new Error("ENOSPC");
      };
      await assert.rejects(journal.replace(failing()), /ENOSPC/);
      assert.deepEqual(readdirSync(folder), ["00000001.journal"]);
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
        ...{ kind: "statements", at: 1 },
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
        ...{ kind: "enrol", at: 1, serial: 2, board: 1, power: -59, role: "gate", day: 20000 },
        ...{ tokenKey: bytes(60), dayKey: bytes(60), pageKey: new Uint8Array(0) },
      },
    ];
    for (const event of events) assert.deepEqual(decodeEvent(encodeEvent(event)), event);
  });
});
