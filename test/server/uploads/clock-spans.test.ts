import assert from "node:assert/strict";
import fc from "fast-check";
import {
  clockSpansOf,
  displacedIds,
  type PlacedNote,
  shiftMinutes,
  spanAt,
} from "../../../host-tools/server/uploads/clock-spans.ts";

const EPOCH = 20780 * 96;

function boot(sequence: number, place: number, epoch: number, clockTrusted: boolean): PlacedNote {
  return { type: "boot", sequence, place, epoch, content: { clockTrusted } };
}

/** Who says it: the server, a ticket's lower bound, another token. */
const SERVER = 1;
const BOUND = 2;
const PEER = 3;

function clock(
  sequence: number,
  place: number,
  ownEpoch: number,
  delta: number,
  source: number = SERVER,
): PlacedNote {
  const content = { source, oldTime: ownEpoch * 900, delta };
  return { type: "clock", sequence, place, epoch: ownEpoch, content };
}

function time(sequence: number, place: number, epoch: number): PlacedNote {
  return {
    type: "time",
    sequence,
    place,
    epoch,
    content: { source: SERVER, uncertainty: 2, time: epoch * 900 },
  };
}

describe("a clock's error by its log", () => {
  it("is the same since a restart without time", () => {
    const spans = clockSpansOf([boot(3, 160, EPOCH, false), clock(4, 200, EPOCH + 10, 7200)]);
    assert.equal(spans.length, 1);
    assert.deepEqual(
      [0, 5, 9].map((epochs) => shiftMinutes(spans[0]!, EPOCH + epochs)),
      [120, 120, 120],
    );
    assert.deepEqual(displacedIds(spans), [{ ownFrom: EPOCH, ownTo: EPOCH + 10, shift: 120 }]);
  });

  it("covers what was written between the restart and the setting, whatever page it is in", () => {
    const spans = clockSpansOf([clock(4, 200, EPOCH + 10, 7200), boot(3, 160, EPOCH, false)]);
    for (const [sequence, place, inside] of [
      [3, 150, false],
      [3, 180, true],
      [3, 4000, true],
      [4, 140, true],
      [4, 210, false],
      [5, 140, false],
    ] as const)
      assert.equal(spanAt(spans, { sequence, place }) !== undefined, inside, `${sequence} ${place}`);
  });

  it("grows from the last setting of a clock that only drifted, and does not displace IDs", () => {
    const spans = clockSpansOf([clock(0, 140, EPOCH, 0), clock(2, 140, EPOCH + 960, -600)]);
    assert.equal(spans.length, 1);
    assert.equal(shiftMinutes(spans[0]!, EPOCH), 0);
    assert.equal(shiftMinutes(spans[0]!, EPOCH + 480), -5);
    assert.equal(shiftMinutes(spans[0]!, EPOCH + 959), -10);
    assert.deepEqual(displacedIds(spans), []);
  });

  it("starts anew at every restart and setting", () => {
    const spans = clockSpansOf([
      boot(0, 160, EPOCH, false),
      clock(0, 200, EPOCH + 1, 3600),
      boot(1, 160, EPOCH + 20, false),
      clock(1, 300, EPOCH + 22, 1800),
    ]);
    assert.deepEqual(
      spans.map((span) => shiftMinutes(span, EPOCH)),
      [60, 30],
    );
    assert.equal(spanAt(spans, { sequence: 1, place: 150 }), undefined);
  });

  it("is what the server said at last, whatever neighbours said before", () => {
    // Two hours behind after the loss of power; a liar moves it ten days ahead, then the server sets it.
    const spans = clockSpansOf([
      boot(0, 160, EPOCH, false),
      clock(0, 200, EPOCH + 2, 10 * 86400, PEER),
      clock(0, 300, EPOCH + 964, 7200 - 10 * 86400),
      time(0, 320, EPOCH + 12),
    ]);
    assert.deepEqual(
      spans.map((span) => shiftMinutes(span, span.fromEpoch)),
      [120, 120 - 14400],
    );
    assert.deepEqual(displacedIds(spans), [
      { ownFrom: EPOCH, ownTo: EPOCH + 2, shift: 120 },
      { ownFrom: EPOCH + 962, ownTo: EPOCH + 964, shift: 120 - 14400 },
    ]);
    assert.equal(spanAt(spans, { sequence: 0, place: 250 }), spans[1]);
    assert.equal(spanAt(spans, { sequence: 0, place: 310 }), undefined);
  });

  it("believes neighbours and bounds as long as there is nobody better", () => {
    for (const end of [[], [time(0, 400, EPOCH + 20)]]) {
      const spans = clockSpansOf([
        boot(0, 160, EPOCH, false),
        clock(0, 200, EPOCH + 1, 3600, BOUND),
        clock(0, 300, EPOCH + 6, 1800, PEER),
        ...end,
      ]);
      assert.deepEqual(
        spans.map((span) => shiftMinutes(span, EPOCH)),
        [90, 30],
      );
    }
  });

  it("spreads the drift of a clock over what neighbours did to it in between", () => {
    // 600 s behind after ten days, of which neighbours had made good 300 s at the half and the server the rest.
    const spans = clockSpansOf([
      time(0, 140, EPOCH),
      clock(1, 140, EPOCH + 480, 300, PEER),
      clock(2, 140, EPOCH + 960, 300),
    ]);
    assert.deepEqual(
      spans.map((span) => [0, 240, 479, 480, 720, 959].map((epochs) => shiftMinutes(span, EPOCH + epochs))),
      [
        [0, 3, 5, 5, 8, 10],
        [-5, -2, 0, 0, 3, 5],
      ],
    );
    assert.ok(spanAt(spans, { sequence: 0, place: 2000 }) === spans[0]);
    assert.ok(spanAt(spans, { sequence: 1, place: 2000 }) === spans[1]);
  });

  it("is found for any order of steps: the end of all is the server's time", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            epochs: fc.integer({ min: 1, max: 9 }),
            delta: fc.integer({ min: 900, max: 30 * 86400 }),
          }),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        fc.integer({ min: -30 * 86400, max: 30 * 86400 }),
        (steps, last) => {
          const notes: PlacedNote[] = [boot(0, 160, EPOCH, false)];
          let own = EPOCH * 900;
          let place = 200;
          const written: { place: number; own: number }[] = [];
          for (const { epochs, delta } of [...steps, { epochs: 1, delta: last }]) {
            own += epochs * 900;
            written.push({ place: place - 10, own });
            const source = notes.length === steps.length + 1 ? SERVER : PEER;
            notes.push({
              type: "clock",
              sequence: 0,
              place,
              epoch: 0,
              content: { source, oldTime: own, delta },
            });
            own += delta;
            place += 100;
          }
          // From the loss of power on, true time is the server's, less what the clock ran since.
          const ran = (steps.reduce((sum, { epochs }) => sum + epochs, 0) + 1) * 900;
          const bootedAt = own - ran;
          const spans = clockSpansOf(
            fc.sample(fc.shuffledSubarray(notes, { minLength: notes.length }), 1)[0]!,
          );
          let clockRan = 0;
          written.forEach(({ place: at, own: said }, i) => {
            clockRan += (i < steps.length ? steps[i]!.epochs : 1) * 900;
            const span = spanAt(spans, { sequence: 0, place: at });
            const shift = span ? shiftMinutes(span, Math.floor(said / 900)) * 60 : 0;
            assert.ok(Math.abs(said + shift - (bootedAt + clockRan)) <= 60);
          });
        },
      ),
    );
  });

  it("is nothing for steps below half a minute", () => {
    assert.deepEqual(clockSpansOf([boot(0, 160, EPOCH, false), clock(0, 200, EPOCH + 1, 29)]), []);
    assert.deepEqual(clockSpansOf([]), []);
  });
});
