import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scores } from "../../../host-tools/studies/nearness/score.ts";
import { bztoken, bztokenWith } from "../../support/bztoken.ts";
import { pairInWindow, SQL_COLUMNS, writeCsv, writeLongCsv, writeSqlite, writeText } from "./tables.ts";

/** Strengths far enough from the codes' ends; near loss at -79 dBm at 1 m ends at -83.5 dBm. */
const STRONG = -70;
const MIDDLE = -80;
const WEAK = -90;
const WEAKEST = -95;

/** Near: strong, weak. Far: middle, weakest. Three of the four comparisons go the right way. */
const THREE_OF_FOUR = [
  ...pairInWindow([1, 2], [STRONG, STRONG], 1),
  ...pairInWindow([3, 4], [WEAK, WEAK], 1.5),
  ...pairInWindow([1, 3], [MIDDLE, MIDDLE], 3),
  ...pairInWindow([2, 4], [WEAKEST, WEAKEST], 5),
];

async function classify(...words: string[]): Promise<Scores> {
  const { code, stdout, stderr } = await bztoken("classify", "--json", ...words);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Scores;
}

async function classifyWithOptions(...words: string[]) {
  return (await classify(...words)) as Scores & {
    options: { draws: number; everyPacket: boolean; perMinute?: number };
    leftOut: { file: string; why: string }[];
  };
}

async function refused(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await bztoken("classify", ...words);
  assert.equal(code, 2, stdout + stderr);
  assert.equal(stdout, "");
  return stderr;
}

describe("bztoken classify", function () {
  this.timeout(30_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "classify-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("gives the area under the curve and the rule's rates", async () => {
    const file = writeCsv(folder, "a.csv", THREE_OF_FOUR);
    const { scenes, all, rule } = await classify("--rssi", file);
    assert.equal(rule, "two-metres-15-in-24");
    assert.equal(scenes.length, 1);
    const [scene] = scenes;
    assert.equal(scene!.file, file);
    for (const figures of [scene!, all]) {
      assert.deepEqual([figures.windows, figures.near, figures.far], [4, 2, 2]);
      assert.equal(figures.aucOneLog, 0.75);
      assert.equal(figures.aucBothLogs, 0.75);
      assert.equal(figures.truePositiveRate, 0.5);
      assert.equal(figures.falsePositiveRate, 0.5);
    }
  });

  it("reads the same from SQLite as from CSV", async () => {
    const [csv] = (await classify("--rssi", writeCsv(folder, "b.csv", THREE_OF_FOUR))).scenes;
    const [sqlite] = (await classify("--rssi", await writeSqlite(folder, "b.sqlite", THREE_OF_FOUR))).scenes;
    assert.deepEqual({ ...sqlite, file: "" }, { ...csv, file: "" });
  });

  it("tells apart with both logs what either log alone confuses", async () => {
    // The sum of both directions separates near from far; single directions of the two kinds are alike.
    const file = writeCsv(folder, "c.csv", [
      ...pairInWindow([1, 2], [STRONG, WEAK], 1),
      ...pairInWindow([3, 4], [WEAK, STRONG], 1),
      ...pairInWindow([1, 3], [STRONG, WEAKEST], 4),
      ...pairInWindow([2, 4], [WEAK, WEAKEST], 4),
    ]);
    const { all } = await classify("--rssi", file);
    assert.equal(all.aucBothLogs, 1);
    // Near: two strong, two weak. Far: strong, weak, two weakest. Wins: 2 x 3.5 + 2 x 2.5 of 16.
    assert.equal(all.aucOneLog, 12 / 16);
  });

  it("does not depend on the power that is taken for the phones', except in the rates", async () => {
    const file = writeCsv(folder, "d.csv", THREE_OF_FOUR);
    const { all } = await classify("--rssi", file, "--power", "-70");
    assert.equal(all.aucOneLog, 0.75);
    assert.equal(all.truePositiveRate, 0.5);
    assert.equal(all.falsePositiveRate, 0);
  });

  it("leaves out windows of fewer than five packets, of one side, and neither near nor far", async () => {
    const half = pairInWindow([5, 6], [STRONG, STRONG], 1).map((packet, i) => ({
      ...packet,
      metres: i % 4 < 2 ? 1 : 3,
    }));
    const file = writeCsv(folder, "e.csv", [
      ...THREE_OF_FOUR,
      ...half,
      ...pairInWindow([5, 7], [STRONG, STRONG], 1, { packets: 4 }),
      ...pairInWindow([5, 8], [STRONG, STRONG], 1).filter(({ receiver }) => receiver === 5),
    ]);
    assert.equal((await classify("--rssi", file)).all.windows, 4);
  });

  it("judges each quarter of an hour by itself", async () => {
    const file = writeCsv(folder, "f.csv", [
      ...THREE_OF_FOUR,
      ...pairInWindow([1, 2], [WEAKEST, WEAKEST], 6, { window: 1 }),
    ]);
    const { all } = await classify("--rssi", file);
    assert.deepEqual([all.near, all.far], [2, 3]);
  });

  it("takes a table without distances for one where nobody was near", async () => {
    const walls = writeCsv(folder, "walls.csv", [
      ...pairInWindow([1, 2], [STRONG, STRONG], null),
      ...pairInWindow([1, 3], [WEAK, WEAK], -1),
    ]);
    const measured = writeCsv(folder, "g.csv", THREE_OF_FOUR);
    const { scenes, all } = await classify("--rssi", walls, "--rssi", measured);
    assert.deepEqual([scenes[0]!.near, scenes[0]!.far, scenes[0]!.hasDistances], [0, 2, false]);
    assert.equal(scenes[0]!.aucBothLogs, null);
    assert.equal(scenes[0]!.truePositiveRate, null);
    assert.equal(scenes[0]!.falsePositiveRate, 0.5);
    assert.equal(all.windows, 4);
    const { stdout } = await bztoken("classify", "--rssi", walls, measured);
    assert.match(stdout, /walls\.csv \* +2 +0 +2 +- +- +- +50\.0 %/);
    assert.match(stdout, /g\.csv +4 +2 +2 +0\.750/);
  });

  it("hears so many packets a minute as asked, and all only when asked", async () => {
    // A strong packet without a distance beside every weak one with one.
    const weak = pairInWindow([1, 2], [WEAK, WEAK], 1);
    const strong = weak.map((packet) => ({ ...packet, at: packet.at + 20, rssi: STRONG, metres: null }));
    const file = writeCsv(folder, "h.csv", [...weak, ...strong]);
    assert.equal((await classify("--rssi", file)).all.truePositiveRate, 0);
    assert.equal((await classify("--rssi", file, "--every-packet")).all.truePositiveRate, 1);
    const once = await classify("--rssi", file, "--every-packet", "--per-minute", "1", "--seed", "7");
    assert.deepEqual(
      await classify("--rssi", file, "--every-packet", "--per-minute", "1", "--seed", "7"),
      once,
    );
  });

  /** Two pairs whose own losses tell nothing: of one both hear four others alike, of the other the opposite way round. */
  const byPeersAlone = () => {
    const others = [11, 12, 13, 14, 15, 16];
    const levels = [-60, -66, -72, -78, -84, -90];
    const hears = (person: number, strengths: readonly number[]) =>
      others.flatMap((other, i) =>
        pairInWindow([person, other], [strengths[i]!, strengths[i]!], 3, { packets: 4 }),
      );
    return [
      ...pairInWindow([1, 2], [MIDDLE, MIDDLE], 1),
      ...pairInWindow([3, 4], [MIDDLE, MIDDLE], 4),
      ...hears(1, levels),
      ...hears(2, levels),
      ...hears(3, levels),
      ...hears(4, levels.toReversed()),
    ];
  };

  it("tells by the peers that both logs hold what the pair's own losses do not, and not by wrong peers", async () => {
    const { all, weights } = await classify("--rssi", writeCsv(folder, "peers.csv", byPeersAlone()));
    assert.deepEqual([all.near, all.far, all.sharedPeers.windows], [1, 1, 2]);
    assert.equal(all.aucBothLogs, 0.5);
    assert.equal(all.aucSharedPeers, 1);
    assert.ok(all.aucShuffledPeers! < 1, `wrong peers ${all.aucShuffledPeers}`);
    // 1.0 dB of loss moved by 3.8 - 8 and by 3.8 + 8: one stays below the limit, the other leaves it.
    assert.deepEqual(
      [all.sharedPeers.truePositiveRate, all.sharedPeers.falsePositiveRate, all.falsePositiveRate],
      [1, 0, 1],
    );
    assert.deepEqual([weights.constant, weights.slope, weights.nearest], [3.8, 8, 32]);
  });

  it("samples as a token does out of every packet, in ten draws", async () => {
    const weak = pairInWindow([1, 2], [WEAK, WEAK], 1);
    const strong = weak.map((packet) => ({ ...packet, at: packet.at + 20, rssi: STRONG, metres: null }));
    const file = writeCsv(folder, "sampled.csv", [...weak, ...strong]);
    const { all, options } = await classifyWithOptions("--rssi", file, "--packets-per-minute", "1");
    assert.deepEqual([options.draws, options.everyPacket, options.perMinute], [10, true, 1]);
    assert.equal(all.truePositiveRate, 1);
    assert.equal(
      (await classify("--rssi", file, "--packets-per-minute", "1")).all.oneLog.truePositiveRate,
      (await classify("--rssi", file, "--every-packet", "--per-minute", "1")).all.oneLog.truePositiveRate,
    );
    assert.match(
      await refused("--rssi", file, "--packets-per-minute", "1", "--per-minute", "1"),
      /give one of them/,
    );
  });

  it("tells rooms of few people and offices apart", async () => {
    const few = writeCsv(folder, "kitchen.csv", THREE_OF_FOUR);
    const office = writeCsv(folder, "An-Office.csv", byPeersAlone());
    const hall = writeCsv(folder, "hall.csv", byPeersAlone());
    const { apart, all } = await classify("--rssi", few, office, hall);
    assert.deepEqual([all.scenes, all.windows], [3, 8]);
    assert.deepEqual(
      [apart.fewPeople, apart.offices, apart.others].map(({ scenes, windows }) => [scenes, windows]),
      [
        [1, 4],
        [1, 2],
        [1, 2],
      ],
    );
    assert.equal(apart.fewPeople.aucSharedPeers, apart.fewPeople.aucBothLogs);
    const { stdout } = await bztoken("classify", "--rssi", few, office, hall);
    assert.match(stdout, /fewer than 8 people +4 +2 +2/);
  });

  it("scores a table without a column of distances as far as it goes, and names it", async () => {
    const rows = pairInWindow([1, 2], [STRONG, STRONG], 1).map((p) =>
      [p.receiver, p.transmitter, p.at, p.rssi].join(","),
    );
    const text = ["receiver,transmitter,timestamp_ms,rssi", ...rows].join("\n");
    const bare = writeText(folder, "bare.csv", text);
    const columns = SQL_COLUMNS.filter((column) => column !== "ground_truth_distance");
    const sqlite = await writeSqlite(folder, "bare.sqlite", pairInWindow([1, 2], [STRONG, STRONG], 1), {
      columns,
    });
    const { scenes } = await classify("--rssi", bare, sqlite);
    for (const scene of scenes) {
      assert.deepEqual([scene.hasDistances, scene.windows, scene.falsePositiveRate], [false, 1, 1]);
      assert.match(scene.lacks[0]!, /no column "(distance_m|ground_truth_distance)"/);
    }
    const { stdout } = await bztoken("classify", "--rssi", bare);
    assert.match(stdout, /bare\.csv has no column "distance_m" in its header line/);
  });

  it("scores one direction alone by one log, and counts what it leaves out of two", async () => {
    const oneWay = THREE_OF_FOUR.filter(({ receiver, transmitter }) => receiver < transmitter);
    const file = writeCsv(folder, "one-way.csv", oneWay);
    const mixed = writeCsv(folder, "mixed.csv", [
      ...THREE_OF_FOUR,
      ...pairInWindow([5, 6], [STRONG, STRONG], 1).filter(({ receiver }) => receiver === 5),
    ]);
    const { scenes, all } = await classify("--rssi", file, mixed);
    const [one, two] = [scenes[0]!, scenes[1]!];
    assert.deepEqual([one.isOneSided, one.windows, one.near, one.far], [true, 4, 2, 2]);
    assert.deepEqual([one.aucOneLog, one.aucBothLogs, one.aucSharedPeers], [0.75, null, null]);
    assert.deepEqual([two.isOneSided, two.windows, two.leftOneSided], [false, 4, 1]);
    assert.deepEqual([all.scenes, all.windows, all.aucOneLog], [1, 4, 0.75]);
    const { stdout } = await bztoken("classify", "--rssi", file, mixed);
    assert.match(stdout, /one-way\.csv † +4 +2 +2 +0\.750 \(.*?\) +- +50\.0 % +50\.0 % +- +- +- +-\n/);
    assert.match(stdout, /mixed\.csv: 1 windows left out/);
  });

  it("goes on with the others where one of several files is wrong, and names it", async () => {
    const good = writeCsv(folder, "good.csv", THREE_OF_FOUR);
    const wrong = writeText(folder, "no-strength.csv", "receiver,transmitter,timestamp_ms\n1,2,0\n");
    const { all, leftOut } = await classifyWithOptions("--rssi", wrong, good);
    assert.equal(all.windows, 4);
    assert.equal(leftOut.length, 1);
    assert.equal(leftOut[0]!.file, wrong);
    assert.match(leftOut[0]!.why, /no column "rssi", "distance_m"/);
    const { stdout } = await bztoken("classify", "--rssi", wrong, good);
    assert.match(stdout, /left out: .*no-strength\.csv has no column "rssi"/);
  });

  it("needs no more memory for a long recording: a million packets in a heap that holds a fifth of them", async () => {
    const file = writeLongCsv(folder, "long.csv", 1_000_000);
    const { code, stdout, stderr } = await bztokenWith(
      ["--max-old-space-size=64"],
      "classify",
      "--json",
      "--rssi",
      file,
    );
    assert.equal(code, 0, stderr);
    const { scenes } = JSON.parse(stdout) as Scores;
    assert.equal(scenes[0]!.packets, 1_000_000);
    assert.ok(scenes[0]!.windows > 1000, String(scenes[0]!.windows));
  });

  it("names what is missing in a wrong file", async () => {
    const without = SQL_COLUMNS.filter((column) => column !== "rssi" && column !== "timestamp");
    const cases: [string, RegExp][] = [
      [
        await writeSqlite(folder, "w1.sqlite", [], { table: "scans" }),
        /w1\.sqlite has no table "results"; it has scans/,
      ],
      [
        await writeSqlite(folder, "w2.sqlite", [], { columns: without }),
        /w2\.sqlite has no column "timestamp", "rssi"/,
      ],
      [await writeSqlite(folder, "w3.sqlite", []), /w3\.sqlite holds no packet/],
      [
        writeText(folder, "w4.csv", "receiver,transmitter,rssi\n1,2,-80\n"),
        /no column "timestamp_ms", "distance_m"/,
      ],
      [writeCsv(folder, "w5.csv", []), /w5\.csv holds no packet/],
      [
        writeText(folder, "w6.csv", ""),
        /w6\.csv is neither SQLite nor CSV with the columns receiver, transmitter, timestamp_ms/,
      ],
      [
        writeText(
          folder,
          "w7.csv",
          "receiver,transmitter,timestamp_ms,rssi,distance_m\n1,2,0,-80,1\n1,2,5,loud,1\n",
        ),
        /w7\.csv has no number in "rssi" of line 3/,
      ],
      [
        writeText(folder, "w8.csv", "receiver,transmitter,timestamp_ms,rssi,distance_m\n1,2,0\n"),
        /line 2 has 3 cells/,
      ],
      [join(folder, "nowhere.csv"), /there is no file .*nowhere\.csv/],
      [folder, /is a folder/],
    ];
    for (const [file, message] of cases) assert.match(await refused("--rssi", file), message);
    const damaged = join(folder, "w9.sqlite");
    writeFileSync(damaged, Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(3000, 7)]));
    assert.match(await refused("--rssi", damaged), /w9\.sqlite is a damaged SQLite file/);
    assert.match(await refused(), /--rssi is missing/);
    assert.match(await refused("--rssi", cases[0]![0], "--power", "loud"), /--power must be a whole number/);
  });
});
