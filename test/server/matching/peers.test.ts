import assert from "node:assert/strict";
import { whole } from "../../../host-tools/server/concurrency/slices.ts";
import { Encounters } from "../../../host-tools/server/matching/encounter-rows.ts";
import { Pair } from "../../../host-tools/server/matching/pairs.ts";
import { peersFrom, peersOfTokens, wantedPeers } from "../../../host-tools/server/matching/peers.ts";
import type { WornSpan } from "../../../host-tools/server/matching/wearers.ts";
import type { PairRow } from "../../../protocol/contact.ts";
import { encodeSummary } from "../../../protocol/record.ts";
import { CONTACT_RULES } from "../../../protocol/rules.ts";

const RULE = CONTACT_RULES["two-metres-15-in-24"];
const EPOCH = 1_990_000;
const ALL = 0x7fff;
const NOBODY = new Map<number, readonly WornSpan[]>();

function row(recorder: PairRow["recorder"], epoch: number, loss: number, minutes = ALL): PairRow {
  return {
    recorder,
    epoch,
    minutes,
    count: 20,
    clockTrusted: true,
    strongestLoss: loss,
    stretchLoss: loss,
  };
}

/** One contact with token 7: in each epoch at this loss in both logs. */
function pairOf(losses: readonly number[], minutes = ALL): Pair {
  const pair = new Pair("p");
  for (const [i, loss] of losses.entries())
    pair.add(7, [row("case", EPOCH + i, loss, minutes), row("contact", EPOCH + i, loss, minutes)]);
  return pair;
}

/** Records as the database packs them. */
function packed(rows: readonly [recorder: number, prefix: number, epoch: number, loss: number][]) {
  const bytes = new Uint8Array(28 * rows.length);
  const view = new DataView(bytes.buffer);
  for (const [i, [recorder, prefix, epoch, loss]] of rows.entries()) {
    view.setUint32(28 * i + 4, recorder);
    view.setUint32(28 * i + 12, prefix);
    view.setInt32(28 * i + 16, epoch);
    const summary = encodeSummary({ minutes: ALL, strongestLoss: loss, stretchLoss: loss, count: 20 });
    view.setInt32(28 * i + 20, summary | 0);
    view.setInt32(28 * i + 24, 1);
  }
  return new Encounters(bytes);
}

const wanted = (pairs: readonly Pair[], worn = NOBODY, rule: Parameters<typeof wantedPeers>[2] = RULE) =>
  whole(wantedPeers(pairs, worn, rule));

describe("whose own records are read for those whom both logs hold", () => {
  it("are those of whom others may make a contact, in the epochs that may be near", () => {
    const { epochs, contacts } = wanted([pairOf([4, 8.5, 9, 12])]);
    assert.deepEqual(epochs, [
      { token: 7, epoch: EPOCH },
      { token: 7, epoch: EPOCH + 1 },
    ]);
    assert.equal(contacts, 1);
  });

  it("are nobody's who was there too shortly, whom one log alone tells of, or by a rule that does not ask", () => {
    const nobody = { epochs: [], contacts: 0 };
    assert.deepEqual(wanted([pairOf([4], 0x3fff)]), nobody);
    assert.deepEqual(wanted([pairOf([8.8, 9, 12])]), nobody);
    const ofOne = new Pair("p");
    ofOne.add(7, [row("case", EPOCH, 4)]);
    assert.deepEqual(wanted([ofOne]), nobody);
    // Eight minutes that both logs tell of, and eight of one log, which others cannot bring nearer.
    const half = pairOf([7], 0xff);
    half.add(7, [row("case", EPOCH + 1, 7, 0xff)]);
    assert.deepEqual(wanted([half]), nobody);
    assert.deepEqual(wanted([pairOf([4])], NOBODY, CONTACT_RULES["who-one-metre-15"]), nobody);
    assert.deepEqual(wanted([pairOf([4])], NOBODY, CONTACT_RULES["bluezone-2020"]), nobody);
  });

  it("are of no epoch in which somebody else wore the token, too, whether they may be told or not", () => {
    const until = EPOCH * 15 + 20;
    for (const other of ["q", null]) {
      const worn = new Map([
        [
          7,
          [
            { serial: 7, from: 0, to: until, person: "p" },
            { serial: 7, from: until, to: Number.POSITIVE_INFINITY, person: other },
          ],
        ],
      ]);
      assert.deepEqual(wanted([pairOf([1, 1])], worn).epochs, [{ token: 7, epoch: EPOCH }]);
    }
  });
});

describe("somebody with two tokens", () => {
  it("has each read only of the epochs in which it was theirs", () => {
    const pair = pairOf([1, 1]);
    pair.add(8, [row("case", EPOCH + 9, 1)]);
    const span = (serial: number, from: number, to: number, person: string | null) => ({
      serial,
      from,
      to,
      person,
    });
    const worn = new Map<number, readonly WornSpan[]>([
      [7, [span(7, 0, Number.POSITIVE_INFINITY, "p")]],
      // Before it was theirs it was somebody else's, and then of one who withheld it.
      [8, [span(8, 0, (EPOCH + 1) * 15, "q"), span(8, (EPOCH + 1) * 15, (EPOCH + 2) * 15, null)]],
    ]);
    assert.deepEqual(wanted([pair], worn).epochs, [
      { token: 7, epoch: EPOCH },
      { token: 7, epoch: EPOCH + 1 },
    ]);
  });
});

describe("what two logs hold in common", () => {
  const theirs = packed([1, 5, 9, 13].map((loss, i) => [7, 100 + i, EPOCH, loss]));
  const own = (losses: readonly number[]) =>
    losses.map((loss, i): [number, number, number, number] => [1, 100 + i, EPOCH, loss]);
  const peers = (rows: Parameters<typeof packed>[0], isOfCase = () => true) =>
    whole(peersFrom([{ token: 7, epoch: EPOCH }], packed(rows), isOfCase, theirs))
      .get(7)
      ?.get(EPOCH);

  it("is by equal prefixes of one epoch", () => {
    assert.deepEqual(peers(own([1, 5, 9, 13])), { others: 4, correlation: 1 });
    assert.equal(
      peers(own([1, 5, 9, 13]).map(([serial, id, epoch, loss]) => [serial, id, epoch + 1, loss])),
      undefined,
    );
    assert.equal(
      peers(own([1, 5, 9, 13]).map(([serial, id, epoch, loss]) => [serial, id + 50, epoch, loss])),
      undefined,
    );
  });

  it("leaves out what the case's token recorded while somebody else wore it", () => {
    assert.equal(
      peers(own([1, 5, 9, 13]), () => false),
      undefined,
    );
  });

  it("takes of two records of one peer the stronger, in whatever order they came", () => {
    const once = own([1, 5, 9, 13]);
    const weaker = own([30, 30, 30, 30]);
    assert.deepEqual(peers([...once, ...weaker]), { others: 4, correlation: 1 });
    assert.deepEqual(peers([...weaker, ...once]), { others: 4, correlation: 1 });
  });

  it("is, of a contact with two tokens, that of the one that shares more", () => {
    const few = new Map([[EPOCH, { others: 3, correlation: 0 }]]);
    const many = new Map([[EPOCH, { others: 9, correlation: 1 }]]);
    for (const order of [
      [7, 8],
      [8, 7],
    ])
      assert.equal(
        peersOfTokens(
          order,
          new Map([
            [7, few],
            [8, many],
          ]),
        ).get(EPOCH)!.others,
        9,
      );
  });
});
