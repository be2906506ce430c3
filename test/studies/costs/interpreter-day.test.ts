import assert from "node:assert/strict";
import { puckjs } from "../../../boards/index.ts";
import { compareDays, playDay } from "../../../host-tools/studies/costs/interpreter-day.ts";
import {
  AWAKE,
  type Figures,
  figuresOf,
  RECEIVER,
} from "../../../host-tools/studies/costs/interpreter-day-figures.ts";
import {
  arrivalsOf,
  DAY_PLANS,
  LEAD_MINUTES,
} from "../../../host-tools/studies/costs/interpreter-day-inputs.ts";
import {
  doingsOf,
  interpreterDay,
  modelDay,
} from "../../../host-tools/studies/costs/interpreter-day-tokens.ts";
import { radioInterpreter } from "../../../host-tools/studies/costs/radio-interpreter.ts";
import { buildFirmware, type FirmwareBuild } from "../../../host-tools/tools/firmware-build/bundle.ts";
import { keptFigures, readDay, subjectOf } from "./day-transcripts.ts";

const HOW = "record it: ESPRUINO_RADIO=<build> node --import tsx test/studies/costs/record-day.ts";
/** Epochs that are played on the interpreter itself: two hours and a quarter. */
const EPOCHS = 9;
const MINUTE = 60_000;
const START = LEAD_MINUTES * MINUTE;

/** Figures that model and interpreter share to a tenth: not what is not counted, nor what else is sent where a station comes. */
const sameOnBoth = (figures: Figures): Figures => {
  const isVisited = Object.keys(figures).some((name) => name.endsWith(" open"));
  const isShared = (name: string): boolean => name !== AWAKE && !(isVisited && name.startsWith("events"));
  return Object.fromEntries(Object.entries(keptFigures(figures)).filter(([name]) => isShared(name)));
};

describe("a day of the program: the virtual token is charged for what the interpreter does", () => {
  let build: FirmwareBuild;
  before(async () => {
    build = await buildFirmware(puckjs);
  });

  for (const plan of DAY_PLANS) {
    it(`${plan.name}: the virtual token's day is the recorded one`, async () => {
      const recorded = readDay(plan);
      assert.ok(recorded, `never recorded; ${HOW}`);
      assert.equal(recorded.subject, subjectOf(build, plan), `changed since it was recorded; ${HOW}`);
      const model = await playDay(modelDay(build), plan, recorded.epochs.length);
      assert.deepEqual(
        compareDays(model, recorded.epochs).filter(({ holds }) => !holds),
        [],
      );
      // They draw the same numbers, so it is equal to the figure.
      assert.deepEqual(model.map(sameOnBoth), recorded.epochs.map(sameOnBoth));
    });

    it(`${plan.name}: the interpreter still does what it did`, async function () {
      const path = radioInterpreter();
      if (!path) this.skip();
      this.timeout(300_000);
      const epochs = await playDay(await interpreterDay(path!, build, false), plan, EPOCHS);
      assert.deepEqual(epochs.map(keptFigures), readDay(plan)?.epochs.slice(0, EPOCHS));
    });
  }
});

describe("figures of a day", () => {
  it("are made of spans and flash work, each in its epoch", () => {
    const event = (at: number, text: string) => {
      const [kind = "", ...words] = text.split(" ");
      return { at: START + at, kind, words };
    };
    const doings = doingsOf([
      event(0, "adv on 160 0 0201 -"),
      event(0, "adv off"),
      event(0, "adv on 160 3 0201 -"),
      event(MINUTE, "scan on 70 140"),
      event(2 * MINUTE, "scan off"),
      event(3 * MINUTE, "adv off"),
      event(3 * MINUTE, "address c1:00:00:00:00:00 1"),
      event(3 * MINUTE, "flash erase 6d000 1024 op 1"),
      event(3 * MINUTE, "flash write 6d000 12 op 2"),
      event(14 * MINUTE, "adv on 3200 0 0201 -"),
      event(16 * MINUTE, "radio off"),
      event(16 * MINUTE, "adv off"),
    ]);
    const [first, second] = figuresOf(doings, 2, [5, undefined]).map(keptFigures);
    const events = (ms: number, interval: number) => Math.round((ms / (interval + 5)) * 10) / 10;
    assert.deepEqual(first, {
      addresses: 2,
      "awake ms": 5,
      "events 100 ms": events(3 * MINUTE, 100),
      "events 2000 ms open": events(MINUTE, 2000),
      "pages erased": 1,
      [RECEIVER]: MINUTE / 2,
      "scans 43.75 of 87.5 ms": 1,
      "starts 100 ms": 1,
      "starts 2000 ms open": 1,
      "words written": 12,
    });
    assert.deepEqual(second, { "events 2000 ms open": events(MINUTE, 2000) });
  });

  it("differ where one of them is more than a fiftieth, and more than one, off", () => {
    const differing = (model: number, interpreter: number) =>
      compareDays([{ scans: model }], [{ scans: interpreter }]).some(({ holds }) => !holds);
    assert.equal(differing(1020, 1000), false);
    assert.equal(differing(1021, 1000), true);
    assert.equal(differing(979, 1000), true);
    assert.equal(differing(1, 0), false);
    assert.equal(differing(0, 3), true);
    // Half a minute with the receiver on after each change of the address, as a scan that goes on makes it.
    const planned = Array.from({ length: 96 }, () => ({ [RECEIVER]: 1980 }));
    const resumed = planned.map((epoch) => ({ [RECEIVER]: epoch[RECEIVER]! + 30_500 }));
    assert.equal(compareDays(planned, resumed)[0]!.holds, false);
    // Who counts no instructions says nothing of time awake.
    assert.deepEqual(compareDays([{ "awake ms": 5 }], [{}]), []);
  });

  it("are of a day in which the peers' bursts lie around the rendezvous, seven adverts each", () => {
    const [alone, company] = DAY_PLANS as [(typeof DAY_PLANS)[0], (typeof DAY_PLANS)[0]];
    assert.deepEqual(arrivalsOf(alone, 5), []);
    const adverts = arrivalsOf(company, 5);
    assert.equal(adverts.length, 7 * company.peers);
    assert.equal(new Set(adverts.map(({ hex }) => hex.slice(22, 46))).size, company.peers);
    assert.ok(adverts.at(-1)!.at - adverts[0]!.at < 740);
  });
});
