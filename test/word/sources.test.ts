/** What the kit says rests on something: its statements on a file of the repository, consent on the text that stations read. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { boards } from "../../boards/index.ts";
import { CONSENT_TEXTS } from "../../host-tools/contract/consent-texts.ts";
import { consentLines } from "../../host-tools/word/consent-lines.ts";
import { LANGUAGES } from "../../host-tools/word/model.ts";
import { ALL_STATEMENTS } from "../../host-tools/word/statements.ts";
import { MADE, madeFor, textsOf, UNITS } from "./contents.ts";
import { factsOf, NINES } from "./units.ts";

const ROOT = new URL("../../", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, ROOT), "utf8");

describe("statements of the kit", () => {
  it("have sources in the repository, word for word", () => {
    const files = new Map<string, string>();
    for (const { vi, sources } of ALL_STATEMENTS) {
      assert.ok(sources.length > 0, vi);
      for (const { file, text } of sources) {
        if (!files.has(file)) files.set(file, read(file));
        assert.ok(files.get(file)!.includes(text), `${file} says no more: ${text}`);
      }
    }
  });

  it("say no more than boards do: a thousandth of a watt, a log longer than a week", () => {
    for (const board of Object.values(boards)) assert.ok(board.radio.txPowerDbm <= 0, board.id);
    const days = [...read("README.md").matchAll(/^\| [^|]+\(`\w+`\) \|[^|]+\|[^|]+\| ([\d.]+) \|/gm)];
    assert.ok(days.length >= 4, String(days.length));
    for (const [row, guaranteed] of days) assert.ok(Number(guaranteed) > 7, row);
  });

  it("are all said somewhere", () => {
    const texts = MADE.flatMap(({ content }) => textsOf(content)).join("\n");
    for (const { vi, en } of ALL_STATEMENTS) assert.ok(texts.includes(vi) && texts.includes(en), vi);
  });
});

/** Number words that stand before a measure. */
const MEASURED = {
  vi: /(?<!\p{L})(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa)(?: mươi)? (?:phút|giây|tháng|tuần|mét|tuổi|oát)(?!\p{L})/giu,
  en: /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half a) (?:minutes?|seconds?|months?|weeks?|metres?|years?)\b/gi,
} as const;
/** Its own length says nothing of tokens. */
const ABOUT_THE_TEXT = /30 giây|30 seconds/g;
/** No century is made of nines. */
const YEAR = /2099/g;

describe("figures of the kit", () => {
  // Days in a calendar are reckoned from the facts.
  const made = madeFor({ nines: factsOf(NINES) }).filter(({ content }) => content.kind !== "calendar");

  for (const language of LANGUAGES)
    it(`come from a statement, the text of consent or the unit alone (${language})`, () => {
      const { all, optional, version } = consentLines("2099-09-09", language);
      const known = [
        ...ALL_STATEMENTS.map((one) => one[language]),
        ...all,
        ...optional.flatMap(({ lines }) => lines),
        version,
      ].sort((a, b) => b.length - a.length);
      const of = made.filter((one) => one.language === language);
      assert.ok(of.length > 25, String(of.length));
      const unsourced: string[] = [];
      for (const { id, content } of of)
        for (const text of textsOf(content)) {
          const ours = known
            .reduce((rest, sentence) => rest.replaceAll(sentence, ""), text)
            .replace(ABOUT_THE_TEXT, "")
            .replace(YEAR, "");
          if (/[1-8]/.test(ours) || ours.match(MEASURED[language])) unsourced.push(`${id}: ${ours}`);
        }
      assert.deepEqual(unsourced, []);
    });
});

describe("what the kit says of consent and rights", () => {
  const newest = CONSENT_TEXTS.at(-1)!;

  it("is the text that stations read on the first day of the hand-out, whole on the parents' form", () => {
    for (const [unit, facts] of Object.entries(UNITS)) {
      const form = MADE.filter((one) => one.unit === unit && one.id === "parents-consent");
      assert.equal(form.length, 2, unit);
      assert.ok(newest.from <= facts.places[0]!.from);
      for (const { language, content } of form) {
        const texts = textsOf(content);
        for (const line of newest[language].split("\n")) assert.ok(texts.includes(line), line);
        for (const optional of newest.optional ?? [])
          assert.ok(texts.includes(optional[language].replaceAll("\n", " ")), optional.purpose);
        assert.ok(texts.some((text) => text.includes(newest.version)));
      }
    }
  });

  it("stands with its version wherever a line of it does", () => {
    let quoting = 0;
    for (const { id, language, content } of MADE) {
      const texts = textsOf(content).join("\n");
      const lines = newest[language].split("\n").filter((line) => texts.includes(line));
      if (lines.length === 0) continue;
      quoting++;
      assert.ok(texts.includes(newest.version), `${id} ${language}`);
    }
    assert.ok(quoting > 30, String(quoting));
  });

  it("has no second copy in the kit's sources", () => {
    const sources = readdirSync(new URL("host-tools/word/", ROOT), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => read(`host-tools/word/${name}`));
    const sentences = LANGUAGES.flatMap((language) => newest[language].split(/\n|(?<=\.) /)).filter(
      (sentence) => sentence.length > 35,
    );
    assert.ok(sources.length > 15 && sentences.length > 20);
    for (const sentence of sentences)
      for (const source of sources) assert.ok(!source.includes(sentence), sentence);
  });

  it("follows a new version only once somebody has looked at it", () => {
    assert.equal(consentLines("2099-01-01", "vi").version, newest.version);
    // Before the first version that the kit knows nothing was printed with it.
    assert.equal(consentLines("2020-01-01", "vi").version, "2026-3");
    for (const language of LANGUAGES)
      for (const [part, words] of [
        ["seen", { vi: "cán bộ truy vết", en: "investigators" }],
        ["kept", { vi: "21 ngày", en: "21 days" }],
        ["rights", { vi: "lấy bản sao", en: "take a copy" }],
        ["free", { vi: "Không ai bị từ chối", en: "Nobody is refused" }],
        ["gates", { vi: "Ở cổng", en: "At gates" }],
      ] as const)
        assert.ok(consentLines("2099-01-01", language).part(part).includes(words[language]), part);
  });
});

/** Rows of the tables under a heading of the page, without those of hyphens. */
function tablesBelow(page: string, heading: string): string[][] {
  const [, part] = page.split(`## ${heading}`);
  return part!
    .split("\n## ")[0]!
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
}

describe("the pilot's parts list", () => {
  const rows = tablesBelow(read("docs/PILOT.md"), "Giá · What it costs");
  const cents = (text: string | undefined) => Math.round(100 * Number(text));
  const parts = rows.filter((row) => row.length === 7 && /^\d+$/.test(row[1]!));
  const sumOf = (each: 2 | 4 | 5) => parts.reduce((sum, row) => sum + Number(row[1]) * cents(row[each]), 0);
  const totals = { is: sumOf(2), least: sumOf(4), most: sumOf(5) };

  it("adds up from the least to the most, and names a source or says that it is assumed", () => {
    assert.ok(parts.length >= 9, String(parts.length));
    for (const [what, pieces, each, sum, from, to, source] of parts) {
      assert.equal(Number(pieces) * cents(each), cents(sum), what);
      assert.ok(cents(from) < cents(each) && cents(each) < cents(to), what);
      assert.match(source!, /giả định · assumed|\w+\.\w+/);
    }
    const [, , , is, least, most] = rows.find(([what]) => what!.startsWith("Cộng · Total"))!;
    assert.deepEqual([is, least, most].map(cents), [totals.is, totals.least, totals.most]);
    assert.ok(parts.filter(([, , , , , , source]) => /\w\.\w/.test(source!)).length >= 4, "with sources");
  });

  it("says which parts move the total most", () => {
    const moved = parts
      .map((row) => {
        const [pieces, each, from, to] = [Number(row[1]), cents(row[2]), cents(row[4]), cents(row[5])];
        return { least: totals.is + pieces * (from - each), most: totals.is + pieces * (to - each) };
      })
      .sort((a, b) => b.most - b.least - (a.most - a.least))
      .slice(0, 3);
    const told = rows.filter((row) => row.length === 3 && /^\d/.test(row[1]!));
    assert.deepEqual(
      told.map(([, least, most]) => ({ least: cents(least), most: cents(most) })),
      moved,
    );
  });

  it("says what other boards would cost", () => {
    const others = rows.filter((row) => row.length === 6 && /^\d+$/.test(row[1]!));
    assert.equal(others.length, 2);
    const [board, cases] = [cents(parts[0]![3]), cents(parts.find(([what]) => what!.startsWith("vỏ"))![3])];
    for (const [what, pieces, each, sum, total] of others) {
      assert.equal(Number(pieces) * cents(each), cents(sum), what);
      const saved = board + (what!.includes("with its case") ? cases : 0);
      assert.equal(totals.is - saved + cents(sum), cents(total), what);
    }
  });
});
