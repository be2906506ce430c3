import assert from "node:assert/strict";
import { Controller, LIMITLESS, type Scan } from "../../../host-tools/models/bluez/controller.ts";

const DISCOVERY: Scan = { discovers: true, pauseMs: 0, monitors: false };
const BOTH: Scan = { discovers: true, pauseMs: 0, monitors: true };

/** How many adverts of one address are told, one each 100 ms for so many seconds. */
function heard(controller: Controller, seconds: number, address = "A", from = 0): number {
  let count = 0;
  for (let at = from; at < from + seconds * 1000; at += 100) if (controller.hears(address, at)) count++;
  return count;
}

function scanning(scan: Scan, traits = {}): Controller {
  const controller = new Controller({ ...LIMITLESS, ...traits }, () => 0.5);
  controller.scan(scan, 0);
  return controller;
}

describe("a controller in the stand-in for BlueZ", () => {
  it("tells one advert of an address in a round of discovery, and every one with a monitor beside it", () => {
    assert.equal(heard(scanning(DISCOVERY), 30), 3);
    assert.equal(heard(scanning(BOTH), 30), 300);
    assert.equal(heard(scanning({ ...BOTH, discovers: false }), 30), 1);
    assert.equal(heard(new Controller(LIMITLESS), 30), 0);
  });

  it("is deaf in the pauses of a discovery without a filter, unless a monitor listens", () => {
    const paused = { ...DISCOVERY, pauseMs: 5000 };
    const told = scanning(paused);
    assert.equal(heard(told, 10), 1);
    assert.equal(heard(told, 4, "B", 10_500), 0);
    assert.equal(heard(told, 4, "B", 15_300), 1);
    assert.equal(heard(scanning({ ...paused, monitors: true }), 4, "B", 10_500), 1);
  });

  it("hears within its window alone, and loses what the air or its port does not carry", () => {
    assert.equal(heard(scanning(BOTH, { windowMs: 20, intervalMs: 50 }), 10), 100);
    const half = scanning(BOTH, { windowMs: 50, intervalMs: 100 });
    assert.equal(heard(half, 10, "A", 60), 0);
    assert.equal(heard(scanning(BOTH, { loss: 0.6 }), 10), 0);
    const port = scanning(BOTH, { reportsPerSecond: 100, queue: 10 });
    let told = 0;
    for (let at = 0; at < 10_000; at++) if (port.hears("A", at)) told++;
    assert.ok(told >= 1000 && told <= 1010, `${told}`);
  });
});
