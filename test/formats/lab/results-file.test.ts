import assert from "node:assert/strict";
import fc from "fast-check";
import { FILE_RESULTS, readResults } from "../../../host-tools/formats/lab/results-file.ts";
import { type Sample, samplesTable } from "../../../host-tools/server/cases/samples.ts";

describe("a laboratory's file", () => {
  it("is read by commas and by semicolons, with other columns beside, whatever marks and quotes", () => {
    const rows = [
      ["STT", "Kết quả", "Mã mẫu"],
      ["1", "DƯƠNG TÍNH", "m-1"],
      ["2", "am tinh / negative", "M-2"],
      ["3", "", "M-3"],
      ["4", "Unclear", '"M-4"'],
    ];
    for (const separator of [",", ";"])
      for (const end of ["\n", "\r\n"]) {
        const text = rows.map((cells) => cells.join(separator)).join(end);
        assert.deepEqual(readResults(`\uFEFF${text}${end}`), {
          results: [
            { row: 2, sample: "M-1", result: "positive" },
            { row: 3, sample: "M-2", result: "negative" },
            { row: 5, sample: "M-4", result: "unclear" },
          ],
          errors: [],
        });
      }
  });

  it("names each row that is wrong", () => {
    const { errors } = readResults("Sample,Result\nM-1,maybe\n,negative\nM-2,negative\nM-2,positive\n");
    assert.deepEqual(errors, [
      { row: 2, what: "result" },
      { row: 3, what: "sample" },
      { row: 5, what: "twice" },
    ]);
    assert.deepEqual(readResults("").errors, [{ row: 1, what: "headings" }]);
  });

  it("comes back as it was sent, with every result that is filled in, whatever people are called", () => {
    const results = Object.keys(FILE_RESULTS) as (keyof typeof FILE_RESULTS)[];
    const people = fc.array(
      fc.record({
        label: fc.string({ unit: fc.constantFrom("a", "Đ", '"', ",", ";", "\n", "\r\n", "=", " ", "'") }),
        result: fc.constantFrom(...results),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(people, (all) => {
        const samples = all.map(
          ({ result }, i): Sample => ({
            key: String(i),
            entry: {
              id: String(i),
              at: i,
              by: "a",
              said: { kind: "test", sample: `-M/${i}`, method: "pcr", sampled: "2026-11-23", result },
            },
          }),
        );
        const text = samplesTable(samples, (key) => ({
          label: all[Number(key)]!.label,
          birth: "",
          phone: "",
        }));
        const { results: read, errors } = readResults(text);
        assert.deepEqual(errors, []);
        const wanted = all.flatMap(({ result }, i) => (result === "waiting" ? [] : [[`-M/${i}`, result]]));
        assert.deepEqual(
          read.map(({ sample, result }) => [sample, result]),
          wanted,
        );
      }),
    );
  });
});
