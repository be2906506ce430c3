import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import {
  ContactFileError,
  datesOf,
  parseContacts,
  pickDay,
  readContactFile,
} from "../../host-tools/world/contacts.ts";
import { boutsOf, pairTruths, presenceMinutesOf, truthSummary } from "../../host-tools/world/truth.ts";

const DATASETS = process.env.BLUEZONE_DATASETS;

/** [file, date, people, presenceMinutes, faceMinutes, pairs15], as the truth's definition gives them. */
const RECORDED = [
  ["office-2013", "2013-06-24", 72, 460, 745, 7],
  ["high-school-2013", "2013-12-03", 310, 19_901, 25_710, 265],
] as const;

describe("truth of a contact file", () => {
  for (const [folder, date, people, presenceMinutes, faceMinutes, pairs15] of RECORDED) {
    it(`${folder} on ${date}`, function () {
      const path = join(DATASETS ?? "", folder, "contacts.tij.csv.gz");
      if (!DATASETS || !existsSync(path)) {
        console.log(
          `      left out: set BLUEZONE_DATASETS to a folder that has ${folder}/contacts.tij.csv.gz`,
        );
        this.skip();
      }
      const day = pickDay(readContactFile(path), date);
      assert.equal(day.people.length, people);
      assert.deepEqual(truthSummary(pairTruths(day.rows)), { presenceMinutes, faceMinutes, pairs15 });
    });
  }

  it("bouts end after 120 s without a row and reach 20 s past the last one", () => {
    assert.deepEqual(boutsOf([0, 120_000, 240_001]), [
      { from: 0, to: 140_000, rows: [0, 120_000] },
      { from: 240_001, to: 260_001, rows: [240_001] },
    ]);
  });

  it("a presence minute needs 30 s inside bouts, from one bout or several", () => {
    assert.deepEqual(presenceMinutesOf([{ from: 0, to: 29_999 }]), []);
    assert.deepEqual(presenceMinutesOf([{ from: 0, to: 30_000 }]), [0]);
    assert.deepEqual(
      presenceMinutesOf([
        { from: 0, to: 20_000 },
        { from: 50_000, to: 70_000 },
      ]),
      [0],
    );
    assert.deepEqual(presenceMinutesOf([{ from: 45_000, to: 180_000 }]), [1, 2]);
  });

  it("does not depend on the order of rows, on duplicates or on who is named first", () => {
    const row = fc.tuple(
      fc.integer({ min: 0, max: 90 }),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 5, max: 7 }),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), fc.integer(), (rows, turn) => {
        const text = (list: typeof rows, swap: boolean) =>
          list
            .map(([t, a, b]) => `${86_400 * 9 + t * 20},${swap ? `p${b},p${a}` : `p${a},p${b}`}`)
            .join("\n");
        const cut = Math.abs(turn) % rows.length;
        const turned = [...rows.slice(cut), ...rows.slice(0, cut), rows[0]!];
        const truth = (csv: string) => pairTruths(pickDay(parseContacts(csv, "test")).rows);
        assert.deepEqual(truth(text(turned, true)), truth(text(rows, false)));
      }),
    );
  });
});

describe("contact files", () => {
  const BAD: readonly (readonly [string, RegExp])[] = [
    ["unix_s,person_a,person_b\n10,a\n", /f\.csv:2: column 2: expected 3 columns .* found 2/],
    ["10,a,b,c", /f\.csv:1: column 4: expected 3 columns/],
    ["10,a,b\nx1,a,b", /f\.csv:2: column 1 \(unix_s\): not a whole number .*"x1"/],
    ["-5,a,b", /f\.csv:1: column 1 \(unix_s\)/],
    ["1e9,a,b", /f\.csv:1: column 1 \(unix_s\)/],
    ["1372060820000,a,b", /column 1 \(unix_s\): after the year 2100; milliseconds/],
    ["10,,b", /f\.csv:1: column 2 \(person_a\): empty/],
    ["10,a, ", /f\.csv:1: column 3 \(person_b\): empty/],
    ["10,a,b\n\n10,b,b", /f\.csv:3: column 3 \(person_b\): the same person twice/],
    ["10,a,b\nunix_s,person_a,person_b", /f\.csv:2: column 1/],
  ];
  for (const [text, message] of BAD) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => parseContacts(text, "f.csv"),
        (error) => error instanceof ContactFileError && message.test(error.message),
      );
    });
  }

  it("reads plain and gzip, with and without header, CRLF, byte order mark and spaces", () => {
    const folder = mkdtempSync(join(tmpdir(), "contacts-"));
    try {
      const expected = [{ unixSeconds: 20, personA: "1", personB: "x y" }];
      for (const text of ["20,1,x y", "\uFEFFt,i,j\r\n 20 , 1 , x y \r\n\r\n"]) {
        for (const bytes of [Buffer.from(text), gzipSync(text)]) {
          const path = join(folder, "c.csv");
          writeFileSync(path, bytes);
          assert.deepEqual(readContactFile(path), expected);
        }
      }
      writeFileSync(join(folder, "torn.gz"), gzipSync("20,1,2\n".repeat(500)).subarray(0, 30));
      assert.throws(() => readContactFile(join(folder, "torn.gz")), ContactFileError);
      assert.throws(() => readContactFile(join(folder, "absent.csv")), /absent\.csv/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("picks a date, the first one by default, and says which there are", () => {
    const rows = parseContacts("90000,b,a10\n172900,a9,a10\n172800,a9,a10\n", "f");
    assert.deepEqual(datesOf(rows), ["1970-01-02", "1970-01-03"]);
    assert.equal(pickDay(rows).date, "1970-01-02");
    const day = pickDay(rows, "1970-01-03");
    assert.deepEqual(day.people, ["a9", "a10"]);
    assert.deepEqual(day.rows, [
      { at: 172_800_000, a: 0, b: 1 },
      { at: 172_900_000, a: 0, b: 1 },
    ]);
    assert.equal(day.startAt, 171_000_000);
    assert.equal(day.endAt, 174_720_000);
    assert.throws(
      () => pickDay(rows, "1970-01-04"),
      /no rows on 1970-01-04; the file has 1970-01-02, 1970-01-03/,
    );
    for (const date of ["1970-13-01", "1970-02-30", "yesterday", "1970-1-2"]) {
      assert.throws(() => pickDay(rows, date), /not a date/);
    }
    assert.throws(() => pickDay([]), ContactFileError);
  });
});
