import assert from "node:assert/strict";
import {
  clockSpansOf,
  displacedIds,
  type PlacedNote,
  shiftMinutes,
  spanAt,
} from "../../host-tools/server/clock-spans.ts";

const EPOCH = 20780 * 96;

function boot(sequence: number, place: number, epoch: number, clockTrusted: boolean): PlacedNote {
  return { type: "boot", sequence, place, epoch, content: { clockTrusted } };
}

function clock(sequence: number, place: number, ownEpoch: number, delta: number): PlacedNote {
  return { type: "clock", sequence, place, epoch: ownEpoch, content: { oldTime: ownEpoch * 900, delta } };
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

  it("is nothing for steps below half a minute", () => {
    assert.deepEqual(clockSpansOf([boot(0, 160, EPOCH, false), clock(0, 200, EPOCH + 1, 29)]), []);
    assert.deepEqual(clockSpansOf([]), []);
  });
});
