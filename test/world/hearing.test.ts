import assert from "node:assert/strict";
import { boards } from "../../boards/index.ts";
import { correlationOf, mean, variance } from "../../host-tools/lib/statistics.ts";
import { type HeardLogs, playHearing } from "../../host-tools/world/hearing.ts";
import { readLogs } from "../../host-tools/world/log-reader.ts";
import { play } from "../../host-tools/world/play.ts";
import { sceneOf } from "../../host-tools/world/scene-of.ts";
import { playShift } from "../../host-tools/world/shifts.ts";
import { isNear, lossOf } from "../../protocol/contact.ts";
import type { Summary } from "../../protocol/record.ts";
import { DEFAULT_RULE } from "../../protocol/rules.ts";

const people = 24;
const seed = 5;
const day = playShift("park", { people, minutes: 75, seed, geometry: "plane" });
const span = { seed, startAt: day.startAt, endAt: day.endAt };

type LogOf = (epoch: number, token: number, peer: number) => Summary | undefined;

/** What the built program wrote of the day. */
async function programLogs(): Promise<LogOf> {
  const { tokens, server, startedAt, endedAt } = await play({ day, board: boards.puckjs!, seed });
  const { records } = readLogs(tokens, startedAt, endedAt);
  for (const { device } of tokens) device.powerOff();
  await server.close();
  const found = new Map(records.map((record) => [`${record.epoch} ${record.token} ${record.peer}`, record]));
  return (epoch, token, peer) => found.get(`${epoch} ${token} ${peer}`);
}

const bits = (mask: number) => mask.toString(2).replaceAll("0", "").length;

/** Sums over everybody's logs, and the losses of all that both hold. */
function compared(program: LogOf, drawn: LogOf, epochs: readonly number[]) {
  const sums = { heard: [0, 0], minutes: [0, 0], adverts: [0, 0], near: [0, 0] };
  const losses: [number, number][] = [];
  for (const epoch of epochs)
    for (let token = 0; token < people; token++)
      for (let peer = 0; peer < people; peer++) {
        const two = [program(epoch, token, peer), drawn(epoch, token, peer)] as const;
        two.forEach((one, i) => {
          if (!one) return;
          sums.heard[i]!++;
          sums.minutes[i]! += bits(one.minutes);
          sums.adverts[i]! += one.count;
          if (isNear({ loss: lossOf(one) }, DEFAULT_RULE)) sums.near[i]!++;
        });
        if (two[0] && two[1]) losses.push([lossOf(two[0]), lossOf(two[1])]);
      }
  return { sums, losses };
}

const drawnFrom =
  (logs: HeardLogs): LogOf =>
  (epoch, token, peer) =>
    logs.summary(epoch, token, peer);

describe("logs that are drawn without the program", function () {
  this.timeout(300_000);

  it("hold whom the built program's logs hold, for as many minutes and at the same losses", async () => {
    const logs = playHearing(sceneOf(day, seed), span);
    // The first and the last quarter are not lived through whole by the tokens.
    const { sums, losses } = compared(await programLogs(), drawnFrom(logs), logs.epochs.slice(1, -1));
    for (const [name, [program, drawn]] of Object.entries(sums))
      assert.ok(Math.abs(drawn! / program! - 1) < 0.06, `${name}: program ${program}, drawn ${drawn}`);
    const differences = losses.map(([program, drawn]) => drawn - program);
    assert.ok(Math.abs(mean(differences)) < 0.4, `bias ${mean(differences)} dB`);
    // Packets are drawn anew: what one quarter of an hour in one direction varies by.
    const sd = Math.sqrt(variance(differences));
    assert.ok(sd > 2 && sd < 4, `spread ${sd} dB`);
    const r = correlationOf(
      losses.map(([program]) => program),
      losses.map(([, drawn]) => drawn),
    );
    assert.ok(r > 0.88, `correlation ${r}`);
  });

  it("are the same of the same seed, others of another, and within what a record holds", () => {
    const scene = sceneOf(day, seed);
    const short = { ...span, endAt: day.startAt + 20 * 60_000 };
    const all = (of: HeardLogs) =>
      of.epochs.flatMap((epoch) =>
        Array.from({ length: people ** 2 }, (_, i) => of.summary(epoch, Math.floor(i / people), i % people)),
      );
    const one = all(playHearing(scene, short));
    assert.deepEqual(all(playHearing(scene, short)), one);
    assert.notDeepEqual(all(playHearing(scene, { ...short, seed: 6 })), one);
    const rows = one.flatMap((row) => row ?? []);
    assert.ok(rows.length > 100);
    for (const { minutes, strongestLoss, stretchLoss, count } of rows) {
      assert.ok(minutes > 0 && minutes < 1 << 15);
      assert.ok(strongestLoss >= -20 && strongestLoss <= stretchLoss && stretchLoss <= 43);
      assert.ok(count >= bits(minutes) && count <= 31);
    }
  });
});
