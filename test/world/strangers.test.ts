import assert from "node:assert/strict";
import { Sightings } from "../../host-tools/models/virtual-token/sightings.ts";
import { Ambient } from "../../host-tools/world/ambient.ts";
import { Floor } from "../../host-tools/world/floor.ts";
import { RADIO_PARAMETERS } from "../../host-tools/world/radio-parameters.ts";
import { STRANGERS, strangerKind } from "../../host-tools/world/strangers.ts";
import { decodeAdvert } from "../../protocol/advert.ts";

const START = Date.UTC(2021, 5, 14, 1);
const SECONDS = 200;

describe("strangers", () => {
  it("have well-formed advertising data of at most 31 bytes, none of them Bluezone's", () => {
    for (const { name, head, tail } of STRANGERS) {
      const bytes = Uint8Array.from([...head, ...Array.from({ length: tail }, () => 0x5a)]);
      assert.ok(bytes.length <= 31, name);
      let at = 0;
      while (at < head.length) at += 1 + bytes[at]!;
      assert.equal(at, bytes.length, `${name}: the last structure ends with the data`);
      assert.equal(decodeAdvert(bytes).ok, false, name);
      assert.equal(new Sightings().kindOf(bytes), "foreign", name);
    }
  });

  it("are of each kind as often as its share says, and as many as the place has", () => {
    const all = STRANGERS.reduce((sum, { share }) => sum + share, 0);
    assert.equal(all, 100);
    const draws = Array.from({ length: 1000 }, (_, i) => strangerKind((i + 0.5) / 1000));
    for (const kind of STRANGERS) assert.equal(draws.filter((one) => one === kind).length, 10 * kind.share);

    const floor = new Floor({
      people: 2,
      diameter: 4,
      apart: 0.8,
      seed: 1,
      startAt: START,
      stayMinutes: 60,
      spells: [[[START, START + 3_600_000]], []],
    });
    const ambient = new Ambient(floor, RADIO_PARAMETERS, 1);
    const rate = (person: number) => ambient.packets(person, START, START + 1000 * SECONDS).length / SECONDS;
    const { amongPeople, alone } = RADIO_PARAMETERS.ambientPerSecond;
    assert.ok(Math.abs(rate(0) / amongPeople - 1) < 0.05, `${rate(0)}`);
    assert.ok(Math.abs(rate(1) / alone - 1) < 0.2, `${rate(1)}`);
    const lengths = new Set(
      ambient.packets(0, START, START + 900_000).map(({ device }) => device.data.length),
    );
    assert.ok(lengths.size > 5);
  });
});
