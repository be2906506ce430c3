/** How long everything is: parts of an SMS, letters of a field, seconds of a script. The table is printed. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { markdownTable } from "../../host-tools/lib/markdown-table.ts";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { wordCount } from "../../host-tools/word/loudspeaker.ts";
import type { Language, Script } from "../../host-tools/word/model.ts";
import { refusedInSms, smsLength, withoutMarks } from "../../host-tools/word/sms.ts";
import { MADE, madeFor } from "./contents.ts";
import { APART, factsOf, LONGEST } from "./units.ts";

const GSM = "a";
const MARKED = "ạ";

describe("an SMS", () => {
  it("goes in as many parts as operators sell", () => {
    for (const [letter, coding, sold] of [
      [GSM, "gsm-7", [160, 306, 459]],
      [MARKED, "ucs-2", [70, 134, 201]],
    ] as const)
      for (const [i, most] of sold.entries()) {
        assert.deepEqual(smsLength(letter.repeat(most)), { coding, units: most, parts: i + 1 });
        assert.equal(smsLength(letter.repeat(most + 1)).parts, i + 2);
      }
  });

  it("counts two for a letter behind an escape, and never parts it", () => {
    assert.deepEqual(smsLength("€[]"), { coding: "gsm-7", units: 6, parts: 1 });
    assert.equal(smsLength(`${GSM.repeat(152)}€${GSM.repeat(151)}`).parts, 2);
    assert.equal(smsLength(`${GSM.repeat(152)}€${GSM.repeat(152)}`).parts, 3);
  });

  it("counts two for what is outside of the first plane", () => {
    assert.deepEqual(smsLength("🙂"), { coding: "ucs-2", units: 2, parts: 1 });
  });

  it("with one marked letter costs as much as with all", () => {
    assert.equal(smsLength(`${GSM.repeat(99)}ê`).coding, "ucs-2");
    assert.equal(smsLength("é è ù ì ò à ñ").coding, "gsm-7");
  });

  it("without marks loses no letter", () => {
    assert.equal(
      withoutMarks("Ặ Ễ Ữ Ợ ự Đường đến trạm “y tế” – 7 giờ…"),
      'A E U O u Duong den tram "y te" - 7 gio...',
    );
    // As typed on a Mac: letters and marks apart.
    assert.equal(withoutMarks("Nguyễn Thị Đỗ".normalize("NFD")), "Nguyen Thi Do");
  });
});

/** A commune's reader says some 120 words a minute; at this speed the program says as many. */
const ESPEAK_SPEED = 96;
const RATE = { bytesASecond: 2 * 22_050, head: 44 };

/** The voice is a machine's: its files are for proof-listening, and begin by saying so. */
const PROOF = {
  vi: "Bản nghe thử, không dùng để phát.",
  en: "For proof-listening only, not for broadcast.",
} as const;
const PROOFS = process.env.BLUEZONE_PROOF_LISTENING;

/** A folder for the files of everybody who wants to listen, named so that nobody takes one for a broadcast. */
function keepProof(name: string, text: string, language: Language): void {
  if (PROOFS === undefined) return;
  mkdirSync(PROOFS, { recursive: true });
  writeFileSync(
    join(PROOFS, `nghe-thu-khong-phat-${name}.wav`),
    read(`${PROOF[language]}\n${text}`, language),
  );
}

const spokenSeconds = (text: string, language: Language) =>
  (read(text, language).length - RATE.head) / RATE.bytesASecond;

function read(text: string, language: Language): Buffer {
  const speed = language === "vi" ? ESPEAK_SPEED : 150;
  const told = spawnSync("espeak-ng", ["-v", language, "-s", String(speed), "--stdin", "--stdout"], {
    input: text,
    maxBuffer: 2 ** 28,
  });
  assert.equal(told.status, 0, String(told.stderr));
  return told.stdout;
}

const saidIn = ({ sections }: Script) => sections.flatMap(({ lines }) => lines);

interface Row {
  readonly what: string;
  readonly length: number;
  readonly unit: string;
  readonly limit: string;
}

/** The longest of the units each. */
function tableOf(rows: readonly Row[]): string {
  const longest = new Map<string, Row>();
  for (const row of rows) if ((longest.get(row.what)?.length ?? -1) < row.length) longest.set(row.what, row);
  return markdownTable([
    ["template", "longest", "of", "limit"],
    ...[...longest.values()].map(({ what, length, unit, limit }) => [
      what,
      String(Math.round(10 * length) / 10),
      unit,
      limit,
    ]),
  ]);
}

const ALL = [...MADE, ...madeFor({ longest: factsOf(LONGEST), apart: factsOf(APART) })];

describe("the kit's lengths", () => {
  const rows: Row[] = [];
  after(() => console.log(`\n${tableOf(rows)}\n`));

  it("keep to the parts of an SMS, with marks and without", () => {
    for (const { unit, id, language, content } of ALL)
      if (content.kind === "message")
        for (const { name, text, limit } of content.fields) {
          if (limit.kind !== "sms") continue;
          const { coding, units, parts } = smsLength(text);
          const what = `${id} ${language} ${name}`;
          rows.push({ what, length: units, unit, limit: `${coding}, ${parts} of ${limit.mostParts} parts` });
          assert.ok(parts <= limit.mostParts, `${unit} ${id}: ${text}`);
          assert.deepEqual(refusedInSms(text), [], text);
          assert.equal(coding, name === "Có dấu" ? "ucs-2" : "gsm-7", text);
        }
    assert.ok(rows.length > 20, String(rows.length));
  });

  it("keep to the fields of others' forms", () => {
    let fields = 0;
    for (const { unit, id, language, content } of ALL)
      if (content.kind === "message")
        for (const { name, text, limit } of content.fields) {
          if (limit.kind !== "letters") continue;
          fields++;
          const { length } = [...text];
          const what = `${id} ${language} ${name}`;
          rows.push({ what, length, unit, limit: `${limit.least}–${limit.most} letters` });
          assert.ok(limit.least <= length && length <= limit.most, `${unit} ${id} ${name}: ${length}`);
        }
    assert.ok(fields > 20, String(fields));
  });

  it("keep to the words that a script may have", () => {
    for (const { unit, id, language, content } of ALL)
      if (content.kind === "script" && content.mostWords !== undefined) {
        const length = wordCount(saidIn(content));
        rows.push({ what: `${id} ${language}, words`, length, unit, limit: `${content.mostWords} words` });
        assert.ok(length <= content.mostWords, `${unit} ${id} ${language}: ${length}`);
      }
  });

  it("keep to the seconds that a script may take, read aloud", function () {
    if (outside("espeak-ng") === undefined) {
      console.log("      left out: espeak-ng is missing (apt-get install espeak-ng)");
      this.skip();
    }
    // An English voice spells long Vietnamese names letter by letter.
    for (const { unit, id, language, content } of ALL)
      if (
        content.kind === "script" &&
        content.mostSeconds !== undefined &&
        (unit !== "longest" || language === "vi")
      ) {
        const said = saidIn(content).join("\n");
        const length = spokenSeconds(said, language);
        keepProof(`${id}-${unit}-${language}`, said, language);
        rows.push({ what: `${id} ${language}, read aloud`, length, unit, limit: `${content.mostSeconds} s` });
        assert.ok(length > 5 && length <= content.mostSeconds, `${unit} ${id} ${language}: ${length}`);
      }
  });
});
