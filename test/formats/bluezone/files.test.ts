import assert from "node:assert/strict";
import fc from "fast-check";
import { type DayKeyRow, readDayKeys, writeDayKeys } from "../../../host-tools/formats/bluezone/key-file.ts";
import { leftOutText, rowErrorText, wrongRowsText } from "../../../host-tools/formats/bluezone/row-errors.ts";
import { readTrace, type TraceRow, writeTrace } from "../../../host-tools/formats/bluezone/trace-file.ts";

const NOW = Date.UTC(2026, 10, 23, 3);
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const anyTraceRow: fc.Arbitrary<TraceRow> = fc.record(
  {
    own: bytes(12),
    contact: bytes(12),
    rssi: fc.integer({ min: -128, max: 127 }),
    at: fc.integer({ min: Date.UTC(2020, 0, 1), max: NOW }),
  },
  { noNullPrototype: true },
);
const anyKeyRow: fc.Arbitrary<DayKeyRow> = fc
  .record({
    key: bytes(32),
    day: fc.integer({ min: 18_262, max: 20_780 }),
    seconds: fc.integer({ min: 0, max: 86_399 }),
  })
  .map(({ key, day, seconds }) => ({ key, start: day * 86_400, end: day * 86_400 + seconds }));

/** What somebody's editor, spreadsheet or script may do to a column, by the word for it. */
const BROKEN_COLUMNS: readonly (readonly [column: number, (text: string) => string, field: string])[] = [
  [0, (text) => text.slice(1), "own"],
  [0, (text) => `${text}00`, "own"],
  [0, (text) => `g${text.slice(1)}`, "own"],
  [0, () => "", "own"],
  [1, (text) => text.slice(0, 12), "contact"],
  [1, (text) => `${text.slice(0, 22)} 0`, "contact"],
  [1, () => "5,33E+27", "contact"],
  [2, (text) => `${text}.5`, "rssi"],
  [2, () => "-129", "rssi"],
  [2, () => "128", "rssi"],
  [2, () => "NaN", "rssi"],
  [3, () => "1,7E+12", "time"],
  [3, () => "", "time"],
  [3, () => "2026-11-23T03:00:00Z", "time"],
  [3, () => "1163822500000000", "time"],
];
const BROKEN_LINES: readonly (readonly [(line: string) => string, field: string])[] = [
  [(line) => line.replaceAll("\t", " "), "columns"],
  [(line) => line.replaceAll("\t", ","), "columns"],
  [(line) => `${line}\t0`, "columns"],
  [() => "x", "columns"],
  [(line) => line.slice(0, line.indexOf("\t")), "columns"],
];
const BROKEN_FIELDS: readonly (readonly [(row: Record<string, unknown>) => void, field: string])[] = [
  [(row) => Object.assign(row, { daily_key: String(row.daily_key).slice(2) }), "daily_key"],
  [(row) => Object.assign(row, { daily_key: `zz${String(row.daily_key).slice(2)}` }), "daily_key"],
  [(row) => Object.assign(row, { daily_key: 7 }), "daily_key"],
  [(row) => delete row.daily_key, "daily_key"],
  [(row) => Object.assign(row, { time_start: Number(row.time_start) + 1 }), "time_start"],
  [(row) => Object.assign(row, { time_start: Number(row.time_start) * 1000 }), "time_start"],
  [(row) => Object.assign(row, { time_start: String(row.time_start) }), "time_start"],
  [(row) => Object.assign(row, { max: 95 }), "max"],
  [(row) => delete row.max, "max"],
  [(row) => Object.assign(row, { time_end: Number(row.time_start) - 1 }), "time_end"],
  [(row) => Object.assign(row, { time_end: Number(row.time_start) + 63 * 86_400 }), "time_end"],
  [(row) => delete row.time_end, "time_end"],
  [(row) => Object.assign(row, { base_id: "00".repeat(32) }), "base_id"],
];

describe("Bluezone's files", () => {
  it("of heard IDs come back as they were written", () => {
    fc.assert(
      fc.property(fc.array(anyTraceRow, { minLength: 1, maxLength: 30 }), (rows) => {
        assert.deepEqual(readTrace(writeTrace(rows), NOW), { ok: true, value: { rows, leftOut: [] } });
      }),
    );
  });

  it("of day keys come back as they were written, and hold nothing else", () => {
    fc.assert(
      fc.property(fc.array(anyKeyRow, { minLength: 1, maxLength: 20 }), (rows) => {
        const text = writeDayKeys(rows);
        assert.deepEqual(readDayKeys(text), { ok: true, value: rows });
        for (const row of JSON.parse(text).data as object[])
          assert.deepEqual(Object.keys(row), ["daily_key", "time_start", "max", "time_end"]);
      }),
    );
  });

  it("are taken as Windows and Excel leave them: carriage returns, a byte order mark, capital letters", () => {
    const row: TraceRow = {
      own: new Uint8Array(12).fill(0xab),
      contact: new Uint8Array(12).fill(0xcd),
      rssi: -70,
      at: NOW,
    };
    const text = `\uFEFF${writeTrace([row, row]).toUpperCase().replaceAll("\n", "\r\n")}`;
    assert.deepEqual(readTrace(text, NOW), { ok: true, value: { rows: [row, row], leftOut: [] } });
    const spaced = writeTrace([row, row]).replaceAll("\n", " \t \n").replaceAll("\t", " \t");
    assert.deepEqual(readTrace(spaced, NOW), { ok: true, value: { rows: [row, row], leftOut: [] } });
  });

  it("of heard IDs are taken without blank lines, headings and stray times: each is named and counted", () => {
    const [first, ...more] = writeTrace(
      Array.from({ length: 5 }, (_, i) => ({
        own: new Uint8Array(12).fill(0xab),
        contact: new Uint8Array(12).fill(0xcd),
        rssi: -70,
        at: NOW - i * 60_000,
      })),
    ).split("\n");
    const stray = (at: number) => first!.replace(String(NOW), String(at));
    const lines = [
      "ID\tContact ID\tRSSI (dBm)\ttime",
      first,
      "",
      stray(5000),
      stray(NOW + 2 * 86_400_000),
      " \t",
    ];
    const read = readTrace([...lines, ...more, "\r"].join("\n"), NOW);
    assert.ok(read.ok);
    assert.equal(read.value.rows.length, 5);
    assert.deepEqual(read.value.leftOut, [
      { reason: "blank", rows: [3, 6, 11, 12] },
      { reason: "heading", rows: [1] },
      { reason: "stray-time", rows: [4, 5] },
    ]);
    const [blank, , time] = read.value.leftOut;
    assert.equal(leftOutText(blank!, "vi"), "4 dòng bị bỏ ra (dòng 3, 6, 11, 12): dòng trống.");
    assert.match(leftOutText(time!, "en"), /^2 rows left out \(rows 4, 5\): a time before 2020/);
    const many = { reason: "blank", rows: Array.from({ length: 30 }, (_, i) => i + 1) } as const;
    assert.match(leftOutText(many, "en"), /^30 rows left out \(rows 1, .*, 20, …\)/);
  });

  it("whose times are in seconds are refused, not left out row by row", () => {
    const row = `${"ab".repeat(12)}\t${"cd".repeat(12)}\t-70\t`;
    const inSeconds = readTrace(`${row}${NOW / 1000}\n${row}${NOW / 1000 + 1}\n`, NOW);
    assert.ok(!inSeconds.ok);
    assert.deepEqual(
      inSeconds.errors.map((error) => [error.row, error.field]),
      [
        [1, "time"],
        [2, "time"],
      ],
    );
    assert.equal(readTrace(`${row}${NOW / 1000}\n${row}${NOW}\n`, NOW).ok, false);
  });

  it("are refused when one row is broken, and the row is named: 1,000 files", () => {
    let files = 0;
    const anyTrace = fc.array(anyTraceRow, { minLength: 1, maxLength: 12 });
    const check = (errors: readonly { row: number; field: string }[], row: number, field: string) => {
      assert.deepEqual(errors, [{ row, field }]);
      assert.match(rowErrorText(errors[0] as never, "vi"), new RegExp(`^Dòng ${row}: `));
      assert.match(rowErrorText(errors[0] as never, "en"), new RegExp(`^Row ${row}: `));
      files++;
    };
    fc.assert(
      fc.property(anyTrace, fc.nat(), fc.nat(), (rows, place, way) => {
        const lines = writeTrace(rows).trimEnd().split("\n");
        const at = place % lines.length;
        const choice = way % (BROKEN_COLUMNS.length + BROKEN_LINES.length);
        const ofColumn = BROKEN_COLUMNS[choice];
        if (ofColumn) {
          const columns = lines[at]!.split("\t");
          columns[ofColumn[0]] = ofColumn[1](columns[ofColumn[0]]!);
          lines[at] = columns.join("\t");
        } else lines[at] = BROKEN_LINES[choice - BROKEN_COLUMNS.length]![0](lines[at]!);
        const read = readTrace(`${lines.join("\n")}\n`, NOW);
        assert.ok(!read.ok);
        check(read.errors, at + 1, ofColumn?.[2] ?? BROKEN_LINES[choice - BROKEN_COLUMNS.length]![1]);
      }),
      { numRuns: 600 },
    );
    fc.assert(
      fc.property(
        fc.array(anyKeyRow, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        (rows, place, way) => {
          const file = JSON.parse(writeDayKeys(rows)) as { data: Record<string, unknown>[] };
          const at = place % rows.length;
          const [breaks, field] = BROKEN_FIELDS[way % BROKEN_FIELDS.length]!;
          breaks(file.data[at]!);
          const read = readDayKeys(JSON.stringify(file));
          assert.ok(!read.ok);
          check(read.errors, at + 1, field);
        },
      ),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.array(anyKeyRow, { minLength: 1, maxLength: 12 }), fc.nat(), (rows, place) => {
        // A comma is lost in a row, as by hand.
        const at = place % rows.length;
        const parts = writeDayKeys(rows).split("},{");
        parts[at] = parts[at]!.replace(',"max"', '"max"');
        const read = readDayKeys(parts.join("},{"));
        assert.ok(!read.ok);
        check(read.errors, at + 1, "json");
      }),
      { numRuns: 100 },
    );
    assert.equal(files, 1000);
  });

  it("are refused as a whole when there is nothing in them, or a base ID", () => {
    for (const text of ["", "\n", "\uFEFF"]) assert.equal(readTrace(text, NOW).ok, false);
    for (const text of ["", "[]", "{}", '{"data":[]}', '{"data":{}}', '{"data":[3]}', "null"])
      assert.equal(readDayKeys(text).ok, false);
    const read = readDayKeys(JSON.stringify({ ...JSON.parse(writeDayKeys([])), base_id: "00" }));
    assert.deepEqual(read, { ok: false, errors: [{ row: 0, field: "base_id" }], more: 0 });
  });

  it("tell of many wrong rows, not of all of them", () => {
    const read = readTrace("x\n".repeat(5000), NOW);
    assert.ok(!read.ok);
    assert.equal(read.errors.length, 100);
    const told = wrongRowsText(read, "vi");
    assert.equal(told.length, 101);
    assert.match(told.at(-1)!, new RegExp(`^Và ${read.more} dòng sai khác\\.$`));
    assert.ok(read.more > 0);
  });
});
