import assert from "node:assert/strict";
import fc from "fast-check";
import * as v from "valibot";
import { folded, nameSortKey } from "../../host-tools/contract/names.ts";
import { isSought, soughtIn } from "../../host-tools/contract/person-search.ts";
import { personDetails } from "../../host-tools/contract/persons.ts";
import { normalPhone } from "../../host-tools/contract/phones.ts";
import { reference, secret } from "../../host-tools/contract/pieces.ts";
import { alikeTo, likenessOf, tidied, tidyText } from "../../host-tools/contract/texts.ts";
import { unit } from "../../host-tools/contract/units.ts";
import { ROUTES } from "../../host-tools/server/http/routes/index.ts";

const matchesName = (text: string, name: string) => isSought(soughtIn(text), { name, birth: "1950" });

const WORDS = ["Nguyễn", "Thị", "Đào", "Thôn", "Đông", "Tổ", "may", "1", "Êban", "Xóm", "Chùa", "Quỳnh"];
const INVISIBLE = [..."\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202e\u2060\u2066\u2069\ufeff\u00ad"];
const SPACES = [" ", "  ", "\u00a0", " \u00a0", "\u2003", "\u3000", "\u202f", " \u200b "];

const words = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 });
/** One of the ways in which the same text comes from a keyboard, a Mac, a spreadsheet or a web page. */
const written = (list: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom("NFC" as const, "NFD" as const),
      fc.array(fc.constantFrom(...SPACES), { minLength: list.length, maxLength: list.length }),
      fc.array(fc.tuple(fc.nat(), fc.constantFrom(...INVISIBLE)), { maxLength: 4 }),
      fc.constantFrom("", " ", "\u00a0", "\ufeff"),
    )
    .map(([form, spaces, hidden, edge]) => {
      const letters = [
        ...list
          .map((word, i) => (i === 0 ? word : spaces[i]! + word))
          .join("")
          .normalize(form),
      ];
      for (const [at, one] of hidden) letters.splice(at % (letters.length + 1), 0, one);
      return edge + letters.join("") + edge;
    });

describe("text of people", () => {
  it("has one form, whichever way it was written", () => {
    const twice = words.chain((list) => fc.tuple(fc.constant(list.join(" ")), written(list)));
    fc.assert(
      fc.property(twice, ([plain, other]) => assert.equal(tidyText(other), plain)),
      { numRuns: 2000 },
    );
  });

  it("is not changed by being made tidy twice, whatever it is", () => {
    const odd = fc.constantFrom(
      ...INVISIBLE,
      ...SPACES,
      "\u0301",
      "\u00d0",
      "\u0189",
      "e",
      "Đ",
      "\u2000",
      "\u034f",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(odd).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (one) => {
        const tidy = tidyText(one);
        assert.equal(tidyText(tidy), tidy);
        assert.equal(tidyText(one.normalize("NFD")), tidyText(one.normalize("NFC")));
        assert.equal(likenessOf(likenessOf(one)), likenessOf(one));
      }),
      { numRuns: 5000 },
    );
  });

  it("begins a word with Đ where an old font wrote a letter that looks the same, and is else left as it is", () => {
    assert.equal(tidyText("\u00d0oàn Văn \u0189ạt"), "Đoàn Văn Đạt");
    assert.equal(tidyText("Gu\u00d0rún, Guðrún, Іван"), "Gu\u00d0rún, Guðrún, Іван");
  });

  it("is tidy however deep it lies, and nothing else is touched", () => {
    const given = { a: " x\u200b ", b: [{ c: "y  z" }, 1, null], d: true };
    assert.deepEqual(tidied(given), { a: "x", b: [{ c: "y z" }, 1, null], d: true });
  });
});

describe("letters that look alike", () => {
  const latin = "Nguyen Van Hoa Phong";
  /** Cyrillic, Greek, wide and invisible letters in the place of Latin ones. */
  const SWAPS: Readonly<Record<string, string>> = {
    a: "\u0430\u03b1\uff41",
    e: "\u0435\uff45",
    o: "\u043e\u03bf\uff4f",
    y: "\u0443",
    H: "\u041d\u0397\uff28",
    N: "\u039d\uff2e",
    P: "\u0420\u03a1\uff30",
    V: "\uff36",
    n: "\uff4e",
  };
  const swapped = fc.array(fc.nat(), { minLength: latin.length, maxLength: latin.length }).map((picks) =>
    [...latin]
      .map((letter, i) => {
        const options = [letter, ...(SWAPS[letter] ?? "")];
        return options[picks[i]! % options.length];
      })
      .join(""),
  );

  it("are searched, sorted and compared as one", () => {
    fc.assert(
      fc.property(swapped, (other) => {
        assert.equal(folded(other), folded(latin));
        assert.ok(matchesName(other, latin) && matchesName("hoa ph", other), other);
        assert.equal(nameSortKey(other), nameSortKey(latin));
        assert.ok(alikeTo(latin)(other), other);
      }),
      { numRuns: 1000 },
    );
  });

  it("find who was written with another Đ, in one word also where something invisible lies in it", () => {
    for (const name of [
      "Đoàn Văn Đạt",
      "\u00d0oàn Văn \u00d0ạt",
      "\u0189oàn Văn ðạt",
      "Đo\u200bàn Văn Đạt",
    ]) {
      for (const query of ["doan dat", "Đoàn Đạt", "ðoàn", "đ"])
        assert.ok(matchesName(query, name), name + query);
      assert.equal(nameSortKey(name), nameSortKey("Đoàn Văn Đạt"), name);
    }
  });

  it("leave names of places apart that are read otherwise", () => {
    const isDong = alikeTo("Thôn Đông");
    for (const one of [
      "Thôn  Đông",
      "THÔN ĐÔNG",
      "Tho\u0302n Đo\u0302ng",
      "Thôn \u00d0ông",
      "Thôn Đ\u043e\u0302ng",
    ])
      assert.ok(isDong(one), one);
    for (const one of ["Thôn Dòng", "Thôn Đống", "Thôn Đông 2", "Đông", "", undefined])
      assert.ok(!isDong(one), one);
    assert.ok(alikeTo("Xóm Hoà Bình")("Xóm Hòa Bình") && alikeTo("Tổ Thuý")("Tổ Thúy"));
    assert.ok(!alikeTo("Xóm Hoà")("Xóm Hoá"));
  });

  it("are read in phone numbers too", () => {
    for (const one of [
      "０９１２ ３４５ ６７８",
      "\u202a0912345678\u202c",
      "0912\u2011345\u2011678",
      "0912\u00a0345 678",
    ])
      assert.equal(normalPhone(one), "+84912345678", one);
  });
});

type Schema = v.GenericSchema & {
  readonly type: string;
  readonly pipe?: readonly v.GenericSchema[];
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly options?: readonly Schema[];
  readonly wrapped?: Schema;
  readonly item?: Schema;
};

/** Every schema of a text inside, with the way to it. */
function textsIn(schema: Schema, path: string): [string, Schema][] {
  const root = (schema.pipe?.[0] ?? schema) as Schema;
  if (schema.type === "string") return [[path, schema]];
  if (schema.type === "variant" || schema.type === "union")
    return (root.options ?? []).flatMap((one) => textsIn(one, path));
  if (root.wrapped) return textsIn(root.wrapped, path);
  if (root.item) return textsIn(root.item, `${path}[]`);
  return Object.entries(root.entries ?? {}).flatMap(([name, one]) => textsIn(one, `${path}.${name}`));
}

const WILD = "  Tho\u0302n\u00a0 \u200bĐo\u0302ng\u202c ";

/** Fields that take the text as it came; those that refuse it are codes, dates and the like. */
function untidy(where: string, schema: Schema): [refused: number, tidy: number, wrong: string[]] {
  const counts: [number, number, string[]] = [0, 0, []];
  for (const [path, one] of textsIn(schema, where)) {
    // A password is no text of people: it is hashed in a form of its own.
    if (one === (secret as unknown)) continue;
    const read = v.safeParse(one, WILD);
    if (!read.success) counts[0]++;
    else if (read.output === "Thôn Đông") counts[1]++;
    else counts[2].push(path);
  }
  return counts;
}

describe("what a route takes", () => {
  it("is tidy behind its schema, in every field of text of every body, query and path", () => {
    const wrong: string[] = [];
    let [refused, tidy] = [0, 0];
    for (const { method, path, body, query, params } of ROUTES)
      for (const [part, schema] of Object.entries({ body, query, params })) {
        if (schema === undefined || typeof schema === "number") continue;
        const counts = untidy(`${method} ${path} ${part}`, schema as Schema);
        refused += counts[0];
        tidy += counts[1];
        wrong.push(...counts[2]);
      }
    assert.deepEqual(wrong, []);
    assert.ok(tidy >= 20 && refused >= 40, `${tidy} tidied, ${refused} refused`);
  });

  it("is a code, year or number also where invisible characters were pasted along", () => {
    const pasted = (schema: v.GenericSchema, text: string) =>
      assert.equal(v.parse(schema, `\u202a${text}\u202c\u00a0`), text);
    pasted(reference, "XN-12/2026");
    pasted(personDetails.entries.birth, "1950");
    pasted(personDetails.entries.idNumber, "030123456789");
  });

  it("is tidy in a list of units too, which comes as a file", () => {
    const [, tidy, wrong] = untidy("unit", unit as unknown as Schema);
    // Its name, and the hours of whoever helps.
    assert.deepEqual([tidy, wrong], [2, []]);
  });
});
