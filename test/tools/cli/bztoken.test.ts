import assert from "node:assert/strict";
import { bztoken } from "../../support/bztoken.ts";
import { specExample } from "../../support/spec-examples.ts";

const zeroKey = ["--base-key", "0".repeat(64), "--base-day", "2020-08-06"];

describe("bztoken", () => {
  it("ids prints 96 lines that are Bluezone's", async () => {
    const first = await bztoken("ids", ...zeroKey, "--day", "2020-08-06");
    const lines = first.stdout.trimEnd().split("\n");
    assert.equal(lines.length, 96);
    assert.equal(lines[0], "2020-08-06T00:00:00Z\t490c085d937456a4dd07e710");
    assert.equal(lines[1], "2020-08-06T00:15:00Z\tcc4111fec540c346ec6a053f");
    assert.equal(lines[95], "2020-08-06T23:45:00Z\t3140c784cd06058bb930f6a7");
    const next = await bztoken("ids", ...zeroKey, "--day", "2020-08-07", "--json");
    assert.equal(JSON.parse(next.stdout).ids[0].id, "d80cc204fa6491af30d0932a");
  });

  it("advert writes and reads the bytes of SPEC.md", async () => {
    const example = specExample("advert");
    const decoded = await bztoken(
      "advert",
      "decode",
      example.text("bytes"),
      "--time",
      "2026-08-06T00:00:00Z",
      "--json",
    );
    const fields = JSON.parse(decoded.stdout);
    assert.equal(fields.rollingId, example.text("rolling ID"));
    assert.equal(fields.minute, example.number("minute"));
    const encoded = await bztoken(
      "advert",
      "encode",
      "--id",
      fields.rollingId,
      "--time",
      fields.rendezvous,
      "--power",
      "-60",
    );
    assert.equal(encoded.stdout.trimEnd(), example.text("bytes"));
  });

  it("names what is wrong on stderr and ends with 2", async () => {
    const table: [words: string[], said: RegExp][] = [
      [["nothing"], /no verb "nothing"/],
      [["ids"], /--base-key is missing/],
      [["ids", "--base-key", "00", "--base-day", "2020-08-06", "--day", "2020-08-06"], /64 hex digits/],
      [["ids", ...zeroKey, "--day", "2020-08-05"], /before --base-day/],
      [["ids", ...zeroKey, "--day", "2020-02-30"], /YYYY-MM-DD/],
      [["ids", ...zeroKey, "--day", "2020-08-06", "--nope"], /--nope/],
      [["advert", "decode", "02"], /truncated: AD length at byte 0/],
      [["advert", "decode", "0"], /hex/],
    ];
    for (const [words, said] of table) {
      const ended = await bztoken(...words);
      assert.equal(ended.code, 2, words.join(" "));
      assert.match(ended.stderr, said);
      assert.equal(ended.stdout, "");
    }
  });

  it("tells its verbs and options", async () => {
    assert.match((await bztoken("--help")).stdout, /ids .*Bluezone/);
    assert.match((await bztoken("ids", "--help")).stdout, /--base-key HEX64/);
  });
});
