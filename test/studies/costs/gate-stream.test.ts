/** The gate's program on the real interpreter, with a page: what it tells, what it sends, whom it lets in. */
import assert from "node:assert/strict";
import { boards } from "../../../boards/index.ts";
import {
  BenchToken,
  CONNECTION_MS,
  flashImage,
  heard,
  peerAdvert,
  peerId,
} from "../../../host-tools/studies/costs/bench-token.ts";
import { radioInterpreter } from "../../../host-tools/studies/costs/radio-interpreter.ts";
import { fromHex, toHex } from "../../../protocol/bytes.ts";
import { decodeGateAdvert } from "../../../protocol/gate-advert.ts";
import { decodeHeard } from "../../../protocol/gate-stream.ts";
import {
  type ControlMessage,
  decodeControl,
  encodeControl,
  SYNC_CONTROL,
  SYNC_DATA,
} from "../../../protocol/sync.ts";
import { built } from "../../support/token.ts";

describe("a gate with a page on the real interpreter", function () {
  this.timeout(120_000);
  let gate: BenchToken;

  before(async function () {
    const path = radioInterpreter();
    if (!path) return this.skip();
    const board = boards.puckjs!;
    gate = await BenchToken.boot(path, board, flashImage(board, await built(board, "gate")));
    await gate.interpreter.runTo(1000);
    await gate.sync();
    await gate.interpreter.runTo(gate.now + 70_000);
  });
  after(() => gate?.interpreter.end());

  async function say(message: ControlMessage): Promise<string[]> {
    gate.notified();
    await gate.interpreter.runTo(gate.now + CONNECTION_MS, [gate.written(encodeControl(message))]);
    await gate.interpreter.runTo(gate.now + 300, ["txdone 7"]);
    return gate.notified().flatMap(({ uuid, value }) => {
      const said = uuid === SYNC_CONTROL ? decodeControl(value) : undefined;
      return said?.ok ? [said.value.name + ("code" in said.value ? ` ${said.value.code}` : "")] : [];
    });
  }
  const pageOf = (byte: number) => ({ name: "stream", page: new Uint8Array(16).fill(byte) }) as const;
  const advertsOnAir = () =>
    gate.interpreter.events.flatMap(({ kind, words }) =>
      kind === "adv" && words[0] === "on" ? [{ type: Number(words[2]), data: fromHex(words[3]!)! }] : [],
    );

  it("tells it each advert while it goes on listening, and answers a tap that is written down", async () => {
    await gate.link();
    assert.deepEqual(await say({ name: "list" }), ["error 3"]);
    assert.deepEqual(await say(pageOf(1)), ["ok"]);
    assert.equal(gate.scanning, true);
    const told: string[] = [];
    for (let first = 0; first < 60; first += 15) {
      const adverts = Array.from({ length: 15 }, (_, i) => heard(peerAdvert(first + i)));
      await gate.interpreter.runTo(gate.now, adverts);
      for (let i = 0; i < 5; i++) {
        await gate.interpreter.runTo(gate.now + CONNECTION_MS);
        await gate.interpreter.runTo(gate.now, ["txdone 7"]);
      }
      for (const { uuid, value } of gate.notified()) {
        const read = uuid === SYNC_DATA ? decodeHeard(value) : undefined;
        if (read?.ok)
          told.push(...read.value.adverts.map(({ id, call, loss }) => `${toHex(id)} ${call} ${loss}`));
      }
    }
    assert.deepEqual(
      told,
      Array.from({ length: 60 }, (_, peer) => `${toHex(peerId(peer).slice(0, 7))} tap 2`),
    );
    const tag = peerId(3).slice(0, 7);
    await say({ name: "answer", tag });
    const last = advertsOnAir().at(-1)!;
    const answer = decodeGateAdvert(last.data);
    assert.ok(answer.ok && answer.value.tags.some((one) => toHex(one) === toHex(tag)));
    assert.equal(last.type, 3, "nobody can connect to it");
    await gate.interpreter.runTo(gate.now + 3000);
    assert.ok(!decodeGateAdvert(advertsOnAir().at(-1)!.data).ok);
  });

  it("keeps the page over the border of an epoch, and lets in no other", async () => {
    const before = gate.interpreter.events.filter(
      ({ kind }) => kind === "disconnect" || kind === "address",
    ).length;
    await gate.interpreter.runTo(gate.epochEnd() + 5000);
    await gate.interpreter.runTo(gate.now, [heard(peerAdvert(7, 1))]);
    await gate.interpreter.runTo(gate.now + 100, []);
    assert.ok(gate.notified().some(({ uuid }) => uuid === SYNC_DATA));
    const { events } = gate.interpreter;
    assert.equal(events.filter(({ kind }) => kind === "disconnect" || kind === "address").length, before);
    await gate.disconnect();
    await gate.interpreter.runTo(gate.now + 1000);
    assert.equal(gate.scanning, true);
    await gate.link();
    assert.deepEqual(await say(pageOf(2)), ["error 14"]);
    assert.deepEqual(await say(pageOf(1)), ["ok"]);
    assert.equal(gate.interpreter.console.includes("Uncaught"), false);
  });

  it("keeps nothing of what it has told", async () => {
    const tell = async (count: number) => {
      for (let first = 0; first < count; first += 15) {
        await gate.interpreter.runTo(
          gate.now,
          Array.from({ length: 15 }, (_, i) => heard(peerAdvert(first + i, 2))),
        );
        await gate.interpreter.runTo(gate.now + 100);
        await gate.interpreter.runTo(gate.now, ["txdone 7"]);
      }
      return (await gate.interpreter.memory(true)).used;
    };
    const before = await tell(150);
    assert.ok((await tell(1500)) <= before + 1);
  });
});
