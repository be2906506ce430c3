import assert from "node:assert/strict";
import fc from "fast-check";
import { unzipSync, zipSync } from "fflate";
import iconv from "iconv-lite";
import { checkRoster } from "../../host-tools/roster/check.ts";
import { markedFile } from "../../host-tools/roster/marked.ts";
import { readTable } from "../../host-tools/roster/read.ts";
import { RosterFault } from "../../host-tools/roster/words.ts";
import { TODAY, xlsxWith } from "./dirty.ts";

const RUNS = Number(process.env.BLUEZONE_ROSTERS ?? 300);

/** Reads, checks and marks; only the named error may come out. */
async function survives(bytes: Uint8Array): Promise<void> {
  try {
    const table = await readTable(bytes);
    const checked = checkRoster(table, { today: TODAY });
    await markedFile(table, checked);
  } catch (error) {
    if (!(error instanceof RosterFault)) throw error;
  }
}

/** A file with bytes cut off, changed, doubled and taken out. */
const garbled = (file: Uint8Array) =>
  fc
    .record({
      cut: fc.nat(file.length),
      changes: fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 12 }),
      moved: fc.tuple(fc.nat(file.length), fc.nat(file.length), fc.nat(200)),
      isCut: fc.boolean(),
      isMoved: fc.boolean(),
    })
    .map(({ cut, changes, moved: [from, to, count], isCut, isMoved }) => {
      let bytes = file.slice();
      for (const [at, value] of changes) bytes[at] = value;
      if (isMoved)
        bytes = new Uint8Array([
          ...bytes.subarray(0, to),
          ...bytes.subarray(from, from + count),
          ...bytes.subarray(to),
        ]);
      return isCut ? bytes.subarray(0, cut) : bytes;
    });

const LIST =
  'Họ và tên;Ngày sinh;Điện thoại;Xã, phường;Phụ huynh\nNguyễn Thị Đào;2/9/1948;0912 345 678;Phường Hải Dương;\n"Trần ""Văn"" Bình";1960;;;Trần Văn A\n';

describe("a garbled roster", function () {
  this.timeout(300_000);

  it("in an Excel file is an error with a name, or a list", async () => {
    const file = await xlsxWith([
      ["Họ và tên", "Ngày sinh"],
      ["Nguyễn Thị Đào", { value: new Date("1948-09-02"), type: Date, format: "dd/mm/yyyy" }],
      [
        { value: "=A2", type: "Formula" },
        { value: 1960, type: Number },
      ],
    ]);
    await fc.assert(fc.asyncProperty(garbled(file), survives), { numRuns: RUNS });
  });

  it("inside of an Excel file that unpacks well is an error with a name, or a list", async () => {
    const parts = unzipSync(
      await xlsxWith([
        ["Họ và tên", "Ngày sinh"],
        ["Nguyễn Thị Đào", "2/9/1948"],
      ]),
    );
    const names = Object.keys(parts).filter((name) => /\.(?:xml|rels)$/.test(name));
    const one = fc
      .constantFrom(...names)
      .chain((name) => garbled(parts[name]!).map((bytes) => ({ name, bytes })));
    await fc.assert(
      fc.asyncProperty(one, ({ name, bytes }) =>
        survives(zipSync({ ...parts, [name]: bytes }, { level: 0 })),
      ),
      { numRuns: RUNS },
    );
  });

  for (const encoding of ["utf-8", "utf-16le", "windows-1258"])
    it(`in ${encoding} is an error with a name, or a list`, async () => {
      const file = new Uint8Array(iconv.encode(LIST, encoding, { addBOM: encoding.startsWith("utf-16") }));
      await fc.assert(fc.asyncProperty(garbled(file), survives), { numRuns: RUNS });
    });

  it("of any bytes at all is an error with a name, or a list", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), survives), { numRuns: RUNS });
  });

  it("of any cells at all below right headings is a list", async () => {
    const cell = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("=1+1", "31/02/1950", "0912345678", "\u0000", "#REF!", "'"),
      fc.integer().map(String),
    );
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rows, async (body) => {
        const quoted = body.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(";"));
        await survives(new TextEncoder().encode(["Họ và tên;Ngày sinh;SĐT;Lớp;Xã", ...quoted].join("\n")));
      }),
      { numRuns: RUNS },
    );
  });

  it("that unpacks into more than any list has is refused before it is unpacked", async () => {
    const bomb = zipSync({ "xl/workbook.xml": new Uint8Array(130_000_000) });
    assert.ok(bomb.length < 200_000);
    await assert.rejects(
      readTable(bomb),
      (error) => error instanceof RosterFault && error.code === "too-large",
    );
  });

  it("that lies about its size is refused, and unpacks into no more than it says", async () => {
    const bomb = Buffer.from(zipSync({ "xl/workbook.xml": new Uint8Array(90_000_000) }));
    const entry = bomb.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    for (const size of [100, 90_000_001]) {
      bomb.writeUInt32LE(size, entry + 24);
      await assert.rejects(
        readTable(new Uint8Array(bomb)),
        (error) => error instanceof RosterFault && error.code === "broken-file",
      );
    }
    const list = Buffer.from(
      await xlsxWith([
        ["Họ và tên", "Năm sinh"],
        ["Trần Văn Bình", "1960"],
      ]),
    );
    const first = list.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    list.writeUInt32LE(list.readUInt32LE(first + 24) + 1, first + 24);
    await assert.rejects(
      readTable(new Uint8Array(list)),
      (error) => error instanceof RosterFault && error.code === "broken-file",
    );
  });
});
