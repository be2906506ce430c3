import assert from "node:assert/strict";
import { boards } from "../../../boards/index.ts";
import { DAY_MS, isoOf, MINUTE_MS } from "../../../host-tools/lib/time.ts";
import { scoreRecordings } from "../../../host-tools/studies/nearness/score.ts";
import { readPlaces, trialCsv, trialPackets } from "../../../host-tools/studies/nearness/trial-recording.ts";
import { windowsOf } from "../../../host-tools/studies/nearness/windows.ts";
import { play } from "../../../host-tools/world/play.ts";
import { playShift } from "../../../host-tools/world/shifts.ts";

describe("a recorded shift of tokens", function () {
  this.timeout(180_000);

  it("comes out of the server as the logs have it, with distances where places are known", async () => {
    const people = 10;
    const day = playShift("park", { people, minutes: 100, seed: 4, geometry: "plane" });
    const { tokens, server } = await play({ day, board: boards.puckjs!, seed: 4 });
    // As a person would write them down: who stays where for each minute, but of the last one nothing.
    const lines = ["token,from,to,x,y"];
    for (const { serial, person } of tokens.slice(0, -1))
      for (let at = day.startAt; at < day.endAt; at += MINUTE_MS) {
        const stance = day.plane!.tracks[person]!.at(at + MINUTE_MS / 2);
        if (!stance) continue;
        const { x, y } = stance.point;
        lines.push([serial, isoOf(at), isoOf(at + MINUTE_MS), x, y].join(","));
      }
    const fromDay = Math.floor(day.startAt / DAY_MS);
    const span = { fromDay, toDay: Math.floor(day.endAt / DAY_MS) };
    const stays = readPlaces(lines.join("\n"));
    const packets = await trialPackets(server, stays, { from: day.startAt, to: day.endAt });
    await assert.rejects(
      trialPackets(server, stays, { from: day.startAt + MINUTE_MS, to: day.endAt }),
      /quarter of an hour/,
    );
    const rows = await server.match({ case: tokens[0]!.serial, ...span }, { actor: "test", reason: "trial" });
    for (const { device } of tokens) device.powerOff();
    await server.close();

    const last = String(tokens.at(-1)!.serial);
    for (const { receiver, transmitter, metres } of packets)
      if ([receiver, transmitter].includes(last)) assert.equal(metres, undefined);
    const known = packets.filter(({ metres }) => metres !== undefined);
    assert.ok(known.length > 0.6 * packets.length, `${known.length} of ${packets.length}`);
    const [first, second] = [tokens[0]!, tokens[1]!].map(({ serial }) => String(serial));
    const minutes = new Set(
      packets
        .filter(({ receiver, transmitter }) =>
          [first, second].every((one) => one === receiver || one === transmitter),
        )
        .map(({ at }) => Math.floor(at / MINUTE_MS)),
    );
    const listed = rows.contacts.find(({ token }) => String(token) === second)!;
    assert.ok(minutes.size <= listed.minutes && minutes.size >= listed.minutes - 12, `${minutes.size}`);
    // A window is a record again: all of its minutes are at one loss.
    const options = { powerAtOneMetre: -59, everyPacket: true, perMinute: undefined, seed: 1 };
    const windows = windowsOf(packets, options);
    assert.ok(windows.length > 200, String(windows.length));
    for (const { packets: heard } of windows) assert.equal(new Set(heard.map(({ rssi }) => rssi)).size, 1);
    const { all } = scoreRecordings([{ file: "trial.csv", packets }], options);
    assert.ok(all.near > 5 && all.far > 5, `${all.near} ${all.far}`);
    assert.ok(all.aucBothLogs! > 0.6, `${all.aucBothLogs}`);
    assert.match(
      trialCsv(packets.slice(1, 2)),
      /^receiver,transmitter,timestamp_ms,rssi,distance_m\n\d+,\d+,\d+,/,
    );
  });

  it("names the line of a place that cannot be read", () => {
    const head = "token,from,to,x,y\n1,2026-01-05T07:00+07:00,2026-01-05T08:00+07:00,0,1\n";
    assert.equal(readPlaces(head).length, 1);
    for (const line of [
      "2,2026-01-05T07:00+07:00,2026-01-05T08:00+07:00,0,",
      "2,morning,2026-01-05T08:00+07:00,0,1",
      "2,2026-01-05T09:00+07:00,2026-01-05T08:00+07:00,0,1",
    ])
      assert.throws(() => readPlaces(head + line), /line 3/);
  });
});
