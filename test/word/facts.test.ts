import assert from "node:assert/strict";
import { faultsOf } from "../../host-tools/word/facts.ts";
import { FAULT_WORDS } from "../../host-tools/word/fault-words.ts";
import { pictureIn } from "../../host-tools/word/logo.ts";
import { BARE_COMPANY, COMMUNE, factsOf, LONG_SCHOOL } from "./units.ts";

/** A picture's frame without its points: enough to tell kind and size. */
function png(width: number, height: number, length = 57): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  bytes.set([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82], length - 12);
  return bytes;
}

const JPEG = Uint8Array.of(
  ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc0, 0, 11, 8, 0, 30, 0, 40, 1, 1, 0x11, 0, 0xff, 0xd9],
);

const [place] = COMMUNE.places;

const radio = (name: string, ...sessions: readonly (readonly [from: string, to: string])[]) => ({
  ...COMMUNE,
  name,
  radio: { sessions: sessions.map(([from, to]) => ({ from, to })), weekdays: "monday-friday" },
});

const FAULTY: Readonly<Record<string, readonly [given: unknown, field: string, fault: string]>> = {
  "no hotline": [{ ...COMMUNE, hotlines: [] }, "hotlines", "missing"],
  "no list of hotlines": [{ ...COMMUNE, hotlines: undefined }, "hotlines", "missing"],
  "four hotlines": [
    { ...COMMUNE, hotlines: Array(4).fill({ phone: "0912 345 678" }) },
    "hotlines",
    "too-many",
  ],
  "a phone that is none": [{ ...COMMUNE, hotlines: [{ phone: "12345678" }] }, "hotlines.0.phone", "phone"],
  "an empty phone": [{ ...COMMUNE, hotlines: [{ phone: " " }] }, "hotlines.0.phone", "missing"],
  "an end before the beginning": [
    { ...COMMUNE, places: [place, { ...place, from: "2027-01-16", to: "2027-01-04" }] },
    "places.1.to",
    "before",
  ],
  "a day that there is not": [
    { ...COMMUNE, places: [{ ...place, from: "2027-02-31" }] },
    "places.0.from",
    "day",
  ],
  "a place that closes before it opens": [
    { ...COMMUNE, places: [{ ...place, hours: [{ from: "11:00", to: "07:30" }] }] },
    "places.0.hours.0.to",
    "before",
  ],
  "a first day on which it is closed": [
    { ...COMMUNE, places: [{ ...place, from: "2027-01-03" }] },
    "places.0.from",
    "closed",
  ],
  "a last day on which it is closed": [
    { ...COMMUNE, places: [{ ...place, to: "2027-01-17" }] },
    "places.0.to",
    "closed",
  ],
  "a session by night": [radio("Xã Ái Quốc", ["20:45", "21:15"]), "radio.sessions.0.to", "night"],
  "a session before people are up": [
    radio("Xã Ái Quốc", ["04:45", "05:15"]),
    "radio.sessions.0.from",
    "night",
  ],
  "a session of an hour": [radio("Xã Ái Quốc", ["17:00", "18:00"]), "radio.sessions.0.to", "long"],
  "a ward's session of half an hour": [radio("Phường Hải Tân", ["17:00", "17:30"]), "radio.sessions", "long"],
  "three sessions a day": [
    radio("Xã Ái Quốc", ["06:00", "06:15"], ["11:00", "11:15"], ["17:00", "17:15"]),
    "radio.sessions",
    "too-many",
  ],
  "a name that no message carries": [{ ...COMMUNE, name: "Công ty A&B" }, "shortName", "sms"],
  "an app that no message carries": [
    { ...COMMUNE, app: { ...COMMUNE.app, name: "App #1" } },
    "app.name",
    "sms",
  ],
  "an hour that there is not": [
    { ...COMMUNE, places: [{ ...place, hours: [{ from: "7h30", to: "11:00" }] }] },
    "places.0.hours.0.from",
    "time",
  ],
  "a logo of 50 MB": [{ ...COMMUNE, logo: png(100, 100, 50 * 1024 * 1024) }, "logo", "too-big"],
  "a logo that is no picture": [
    { ...COMMUNE, logo: new TextEncoder().encode("<svg onload=alert(1)>") },
    "logo",
    "picture",
  ],
  "a logo that was cut off": [{ ...COMMUNE, logo: png(100, 100).slice(0, 45) }, "logo", "picture"],
  "a logo to fill the memory": [{ ...COMMUNE, logo: png(100_000, 100_000) }, "logo", "picture"],
  "a logo by its name": [{ ...COMMUNE, logo: "logo.png" }, "logo", "picture"],
  "a name of 200 letters": [{ ...COMMUNE, name: `${"Trường ".repeat(28)}Tiểu` }, "name", "too-long"],
  "a long name and no short one": [
    { ...COMMUNE, name: LONG_SCHOOL.name, shortName: undefined },
    "shortName",
    "short",
  ],
  "an end before the hand-out's": [{ ...COMMUNE, ends: "2027-01-10" }, "ends", "before"],
  "no name": [{ ...COMMUNE, name: "" }, "name", "missing"],
  "a name with a tag": [{ ...COMMUNE, name: "Xã <b>Ái Quốc</b>" }, "name", "letters"],
  "a kind that there is not": [{ ...COMMUNE, kind: "army" }, "kind", "unknown"],
  "an app without an address": [{ ...COMMUNE, app: { name: "Bluezone" } }, "app.address", "missing"],
  "an address that is none": [{ ...COMMUNE, page: "bluezone.gov.vn" }, "page", "address"],
  "an address that runs": [{ ...COMMUNE, page: "javascript:alert(1)" }, "page", "address"],
  "an app by its version": [
    { ...COMMUNE, app: { ...COMMUNE.app, version: "4.1" } },
    "app.version",
    "unknown",
  ],
  "nobody who answers for the data": [{ ...COMMUNE, dataOwner: undefined }, "dataOwner", "missing"],
  "no word of what it costs": [{ ...COMMUNE, free: undefined }, "free", "missing"],
  "a name of another form": [{ ...COMMUNE, name: 7 }, "name", "form"],
};

describe("facts of a unit", () => {
  it("that make a kit have no fault", () => {
    for (const unit of [COMMUNE, LONG_SCHOOL, BARE_COMPANY, { ...COMMUNE, logo: png(4000, 20) }])
      assert.deepEqual(faultsOf(unit), []);
    assert.deepEqual(faultsOf(radio("Xã Ái Quốc", ["05:00", "05:45"], ["20:30", "21:00"])), []);
    assert.deepEqual(faultsOf({ ...COMMUNE, name: "Công ty A&B", shortName: "AB" }), []);
    assert.equal(LONG_SCHOOL.name.length, 60);
  });

  for (const [name, [given, field, fault]] of Object.entries(FAULTY))
    it(`with ${name} are refused by the field's name`, () => {
      assert.deepEqual(faultsOf(given), [{ field, fault }]);
    });

  it("with a word that has no place in the kit tell it, and why", () => {
    const faults = faultsOf({
      ...COMMUNE,
      app: { ...COMMUNE.app, name: "Bluezone 4.1" },
      bring: ["Giấy mời", "xuất trình căn cước", "căn cước công dân"],
      hotlines: [
        { label: "Trạm y tế", phone: "115" },
        { label: "Bắt buộc", phone: "115" },
      ],
    });
    assert.deepEqual(
      faults.map(({ field, fault, objections }) => [field, fault, objections?.vi.map(({ word }) => word)]),
      [
        ["hotlines.1.label", "refused", ["Bắt buộc"]],
        ["app.name", "refused", ["Bluezone 4.1"]],
        ["bring.1", "refused", ["xuất trình căn cước"]],
        ["bring.2", "refused", ["mang theo căn cước"]],
      ],
    );
    assert.match(faults[1]!.objections!.en[0]!.why, /version grows old/);
  });

  it("with several faults tell each", () => {
    const fields = faultsOf({ ...BARE_COMPANY, name: "", hotlines: [{ phone: "?" }], dataOwner: {} }).map(
      ({ field }) => field,
    );
    assert.deepEqual(fields, ["name", "hotlines.0.phone", "dataOwner.name", "dataOwner.phone"]);
  });

  it("that are nothing at all are refused", () => {
    for (const given of [undefined, null, 3, "x"]) assert.equal(faultsOf(given).length, 1, String(given));
    assert.equal(faultsOf({}).length, 7);
  });

  it("are kept in their one form", () => {
    assert.equal(factsOf({ ...COMMUNE, name: "  Xa\u0303  A\u0301i Quô\u0301c " }).name, "Xã Ái Quốc");
  });

  it("have words for each fault in both languages", () => {
    for (const { vi, en } of Object.values(FAULT_WORDS)) assert.ok(vi.endsWith(".") && en.endsWith("."));
  });
});

describe("a logo", () => {
  it("is known by its bytes", () => {
    assert.deepEqual(pictureIn(png(640, 480)), { kind: "png", width: 640, height: 480 });
    assert.deepEqual(pictureIn(JPEG), { kind: "jpeg", width: 40, height: 30 });
    assert.equal(pictureIn(new Uint8Array()), undefined);
  });
});
