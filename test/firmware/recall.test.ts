import assert from "node:assert/strict";
import { boards } from "../../boards/index.ts";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import type { Role } from "../../host-tools/tools/firmware-build/board-constants.ts";
import { encodeAdvert } from "../../protocol/advert.ts";
import { encodeRecall } from "../../protocol/gate-advert.ts";
import { hmacKey } from "../../protocol/hash.ts";
import { recallTags } from "../../protocol/recall.ts";
import { chaffOf, recallSet } from "../../protocol/recall-set.ts";
import {
  EPOCH_MS,
  freshToken,
  idOf,
  MIDNIGHT,
  MINUTE_MS,
  readyToken,
  recordsOf,
  runHearing,
  type TestToken,
} from "../support/token.ts";

const START = MIDNIGHT + 4 * 3_600_000 + 5 * MINUTE_MS;
/** Enough for windows in company, alone and wide ones. */
const EPOCHS = 3;
const CHAFF = chaffOf(sha256, hmacKey(new Uint8Array(32).fill(9)));
/** Somebody else is there, so that the token is in company and writes something down. */
const PEER = Uint8Array.from({ length: 12 }, (_, i) => 0xa0 + i);

/** Whose calls are not for the token. */
const STRANGER = hmacKey(new Uint8Array(32).fill(3));

const epochOf = (at: number): number => Math.floor(at / EPOCH_MS);

/** Recalls of every kind that do not call it: others' words, its own of other epochs, its rolling ID for a tag. */
function recallsAt({ keys, day }: TestToken, at: number): Uint8Array[] {
  const key = hmacKey(keys.tokenKey);
  const epoch = epochOf(at);
  const ids = epoch >= 96 * day ? [idOf({ keys, day }, epoch)] : [];
  return [
    ...recallSet(epoch, recallTags(sha256, STRANGER, epoch), CHAFF),
    ...recallSet(epoch + 1, recallTags(sha256, key, epoch + 1), CHAFF),
    ...recallSet(epoch - 96, recallTags(sha256, key, epoch - 96), CHAFF),
    ...recallSet(epoch, ids, CHAFF),
    encodeRecall(epoch, [PEER.slice(0, 7), PEER.slice(1, 8), PEER.slice(5)]),
  ];
}

/** An advert of other makers', as long. */
const foreign = (recall: Uint8Array): Uint8Array => recall.with(5, 0x4c).with(6, 0);

function peerAt(at: number): Uint8Array {
  return encodeAdvert(PEER, {
    version: 1,
    role: "token",
    clockTrusted: true,
    powerAtOneMetre: -60,
    inBurst: false,
    late: true,
    minute: Math.floor(at / MINUTE_MS) % 2 ** 21,
  });
}

/** Runs a token among recalls, or among as many adverts of other makers', and what it has done by then. */
function among(token: TestToken, until: number, sent: (recall: Uint8Array) => Uint8Array, peer: boolean) {
  const { device } = token;
  let red = 0;
  runHearing(device, until, (at) => {
    if (device.leds.red) red++;
    const around = recallsAt(token, at).map((recall) => ({ data: sent(recall), rssi: -60 }));
    return peer ? [{ data: peerAt(at), rssi: -70 }, ...around] : around;
  });
  assert.deepEqual(device.console, []);
  const { transmissions, listenings } = device.air;
  return {
    records: recordsOf(token),
    red,
    advertised: transmissions.map(({ data, from }) => [Buffer.from(data).toString("hex"), from]),
    listened: listenings.map(({ from }) => from),
  };
}

describe("a token among recalls that are for others", function () {
  this.timeout(120_000);

  for (const board of [boards.puckjs!, boards.xiaoble!])
    it(`does among them what it does among other makers' adverts: ${board.id}`, async () => {
      const until = START + EPOCHS * EPOCH_MS;
      const [one, other] = [await readyToken({ at: START, board }), await readyToken({ at: START, board })];
      const recalled = among(one, until, (recall) => recall, true);
      const usual = among(other, until, foreign, true);
      assert.deepEqual(recalled, usual);
      assert.equal(recalled.red, 0);
      // It is in company, and has written its peer down in each epoch, nobody else.
      assert.ok(recalled.records.length >= EPOCHS - 1);
      for (const { record } of recalled.records) assert.deepEqual(record.prefix, PEER.slice(0, 6));
    });

  it("is steered by none of them while it looks for the time", async () => {
    const tokens = [await freshToken({ at: START }), await freshToken({ at: START })];
    const [recalled, usual] = tokens.map((token, i) => {
      token.device.powerOn();
      return among(token, START + 2 * EPOCH_MS, i === 0 ? (recall) => recall : foreign, false);
    });
    assert.deepEqual(recalled, usual);
    assert.deepEqual(recalled!.records, []);
  });

  it("writes none of them down as a gate", async () => {
    const role: Role = "gate";
    const token = await readyToken({ at: START, role, board: boards.xiaoble! });
    const { records } = among(token, START + EPOCH_MS, (recall) => recall, true);
    assert.ok(records.length >= 1);
    for (const { record } of records) assert.deepEqual(record.prefix, PEER.slice(0, 6));
  });
});
