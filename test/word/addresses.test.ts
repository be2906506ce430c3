/** Addresses in letters: who cannot scan a code, or hears of it, gets there all the same. */
import assert from "node:assert/strict";
import { spokenAddress, typedAddress } from "../../host-tools/word/addresses.ts";
import { MADE, madeFor, textsOf, UNITS } from "./contents.ts";
import { COMMUNE, CROWDED, factsOf } from "./units.ts";

const CODED = [...MADE, ...madeFor({ crowded: factsOf(CROWDED) })];

function codesAsked(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "data" in value && typeof value.data === "string" ? [value.data] : [];
  return [...own, ...Object.values(value).flatMap(codesAsked)];
}

describe("a web address", () => {
  it("is written as people type it", () => {
    assert.equal(typedAddress("https://bluezone.gov.vn/"), "bluezone.gov.vn");
    assert.equal(typedAddress("https://bluezone.gov.vn"), "bluezone.gov.vn");
    // Elsewhere than at the root the last stroke may mean something.
    assert.equal(typedAddress("https://the.haiduong.gov.vn/den/?c=k7m2"), "the.haiduong.gov.vn/den/?c=k7m2");
    assert.equal(typedAddress("https://the.haiduong.gov.vn/den/"), "the.haiduong.gov.vn/den/");
  });

  it("is said with its signs, unless nobody could write it down", () => {
    assert.equal(spokenAddress("https://bluezone.gov.vn/", "vi"), "bluezone chấm gov chấm vn");
    assert.equal(
      spokenAddress("https://bluezone.gov.vn/the-deo", "en"),
      "bluezone dot gov dot vn slash the dash deo",
    );
    assert.equal(spokenAddress("https://bluezone.gov.vn/tai-lieu/huong-dan", "vi"), undefined);
    assert.equal(spokenAddress("https://the.haiduong.gov.vn/?c=k7m2", "vi"), undefined);
  });

  it("stands in letters wherever there is a code", () => {
    let codes = 0;
    for (const { unit, id, language, content } of CODED)
      for (const code of codesAsked(content)) {
        codes++;
        const texts = textsOf(content);
        assert.ok(
          texts.some((text) => text.includes(typedAddress(code)) && !text.includes("https:")),
          `${unit} ${id} ${language}: ${code}`,
        );
      }
    assert.ok(codes > 60, String(codes));
  });

  it("of the app is told where there is no code: on buses, in messages, at the door, and aloud", () => {
    const heard = { vi: "bluezone chấm gov chấm vn", en: "bluezone dot gov dot vn" };
    const asked = ["bus-screen", "sms-invitation", "sms-reminder", "zalo-invitation", "zalo-reminder"];
    for (const id of [...asked, "social-post", "door-to-door", "counter-script", "notice-board"])
      for (const { unit, language, content } of MADE.filter((one) => one.id === id))
        assert.ok(textsOf(content).join("\n").includes("bluezone.gov.vn"), `${unit} ${id} ${language}`);
    const first = MADE.filter(({ id }) => id === "loudspeaker-first");
    assert.equal(first.length, 2 * Object.keys(UNITS).length);
    for (const { language, content } of first)
      assert.ok(textsOf(content).join("\n").includes(heard[language]));
  });

  it("that is too long to be said or sent is left to the hotline", () => {
    const address = `https://bluezone.gov.vn/${"tai-lieu/".repeat(8)}cai-dat`;
    const made = madeFor({ long: factsOf({ ...COMMUNE, app: { ...COMMUNE.app, address } }) });
    const textOf = (id: string) =>
      made
        .filter((one) => one.id === id)
        .flatMap(({ content }) => textsOf(content))
        .join("\n");
    for (const id of ["loudspeaker-first", "zalo-invitation"])
      assert.ok(!textOf(id).includes("bluezone.gov"), id);
    const [marked, plain] = textsOf(made.find((one) => one.id === "sms-invitation")!.content);
    assert.ok(!marked!.includes("bluezone.gov"), "with marks there is no room for it");
    assert.ok(plain!.includes("bluezone.gov"), "without marks there is");
    const withSign = factsOf({ ...COMMUNE, app: { ...COMMUNE.app, address: "https://a.vn/?a=1&b=2" } });
    for (const { id, content } of madeFor({ withSign }))
      if (id.startsWith("sms-")) assert.ok(!textsOf(content).join().includes("a.vn"), id);
  });
});
