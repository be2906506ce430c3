import assert from "node:assert/strict";
import { Stream } from "../../host-tools/lib/random.ts";
import { MINUTE_MS } from "../../host-tools/lib/time.ts";
import type { RunningToken } from "../../host-tools/models/virtual-token/air-port.ts";
import { drive } from "../../host-tools/world/drive.ts";
import { Radio } from "../../host-tools/world/radio.ts";
import { Scene } from "../../host-tools/world/scene.ts";
import { playShift } from "../../host-tools/world/shifts.ts";
import { ScriptedToken } from "../support/scripted-token.ts";

const day = playShift("park", { people: 10 });
const START = day.startAt;

function world(tokens: readonly RunningToken[]) {
  const members = tokens.map((token, person) => ({ token, person, rssiAtOneMetreDbm: -59 }));
  return { members, radio: new Radio(new Scene(day, 1), members, { seed: 1 }) };
}

describe("drive", () => {
  it("runs everybody in order of time, to the end and not beyond", () => {
    const stream = new Stream(2);
    const order: number[] = [];
    const tokens = Array.from({ length: 10 }, () => {
      const token = new ScriptedToken();
      for (let at = START; at < START + 3 * MINUTE_MS; at += stream.between(1, 9000))
        token.at(at, (t) => order.push(t));
      return token;
    });
    const { radio, members } = world(tokens);
    const minutes: number[] = [];
    drive(radio, members, START, START + 2 * MINUTE_MS, { onProgress: (t) => minutes.push(t) });
    assert.deepEqual(
      order,
      [...order].sort((x, y) => x - y),
    );
    assert.ok(order.length > 200 && order[order.length - 1]! <= START + 2 * MINUTE_MS);
    assert.ok(tokens.every((token) => token.nextAt() > START + 2 * MINUTE_MS));
    assert.equal(minutes[minutes.length - 1], START + 2 * MINUTE_MS);
    const before = order.length;
    drive(radio, members, START + 2 * MINUTE_MS, START + 4 * MINUTE_MS);
    assert.ok(order.length > before);
    assert.ok(tokens.every((token) => token.nextAt() === Number.POSITIVE_INFINITY));
  });

  it("hands adverts over within 50 ms although the listener has nothing else to do", () => {
    const speaker = new ScriptedToken();
    const listener = new ScriptedToken();
    const late: number[] = [];
    const hear = listener.air.hear;
    let now = START;
    const runTo = listener.runTo.bind(listener);
    listener.runTo = (t) => {
      now = t;
      runTo(t);
    };
    listener.air.hear = (adverts) => {
      hear(adverts);
      // The listener is at `now`, and is about to run to the time up to which it has heard.
      for (const { at } of adverts) late.push(at - now);
    };
    speaker.at(START, (at) => speaker.advertise(at, { data: new Uint8Array(31), intervalMs: 20 }));
    listener.at(START, (at) => listener.listen(at, 100, 100));
    const { radio, members } = world([speaker, listener]);
    drive(radio, members, START, START + 10_000);
    assert.ok(late.length > 300, `${late.length}`);
    assert.ok(
      late.every((ms) => ms > -1 && ms <= 50),
      `${Math.max(...late)}`,
    );
  });

  it("stops with an error where a program never gets past an instant", () => {
    const stuck = new ScriptedToken();
    stuck.nextAt = () => START + 5;
    const { radio, members } = world([new ScriptedToken(), stuck]);
    assert.throws(() => drive(radio, members, START, START + 1000), /member 1 does not get past/);
  });
});
