/** What a gate carries that hands what it hears to a page: instructions per advert, and adverts a second by these. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { boards } from "../../../boards/index.ts";
import { encodeAdvert } from "../../../protocol/advert.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { decodeHeard, PAGE_NAME_BYTES } from "../../../protocol/gate-stream.ts";
import { encodeControl, SYNC_DATA } from "../../../protocol/sync.ts";
import { buildFirmware } from "../../tools/firmware-build/bundle.ts";
import { androidPacket } from "../../world/phones.ts";
import { BenchToken, CONNECTION_MS, flashImage, heard, PEER_TAIL, peerId } from "./bench-token.ts";
import { radioInterpreter } from "./radio-interpreter.ts";

/** Instructions that a Puck.js does in a second (models/virtual-token/costs.ts). */
const A_SECOND = 40_000_000;
const ROUNDS = 20;
const BATCH = 12;
/** By then they are all told, ms. */
const TOLD_MS = 120;

const token = (peer: number, late: boolean) => toHex(encodeAdvert(peerId(peer), { ...PEER_TAIL, late }));

const KINDS: Readonly<Record<string, (peer: number) => string>> = {
  "not Bluezone's": () => `0201061bff4c000215${"5a".repeat(22)}`,
  "a token's": (peer) => token(peer, true),
  "a tap": (peer) => token(peer, false),
  "a phone's with Bluezone": (peer) => toHex(androidPacket(peerId(peer))),
};

interface StreamFigure {
  readonly what: string;
  /** With its share of the notification that it goes into. */
  readonly instructions: number;
  /** Of these alone, beside what the gate does anyway. */
  readonly aSecond: number;
}

interface StreamFigures {
  readonly adverts: readonly StreamFigure[];
  /** Of those that were heard and should be told, how many a page got. */
  readonly heard: number;
  readonly told: number;
  /** Variables in use while a page is connected, of all. */
  readonly used: number;
  readonly total: number;
}

/** `path`: of an interpreter with a board's radio. */
async function streamFigures(path: string): Promise<StreamFigures> {
  const board = boards.puckjs!;
  const build = await buildFirmware(board, { role: "gate" });
  const gate = await BenchToken.boot(path, board, flashImage(board, build), true);
  const { interpreter } = gate;
  try {
    await interpreter.runTo(1000);
    await gate.sync();
    await interpreter.runTo(gate.now + 70_000);
    await gate.link();
    const page = new Uint8Array(PAGE_NAME_BYTES).fill(1);
    await interpreter.runTo(gate.now + CONNECTION_MS, [
      gate.written(encodeControl({ name: "stream", page })),
    ]);
    if (!gate.scanning) throw new Error("the gate does not listen");
    const adverts: StreamFigure[] = [];
    let [sent, told] = [0, 0];
    /** Instructions of what comes at once, and of all that follows from it, notifications too. */
    const cost = (commands: readonly string[]) =>
      interpreter.count(async () => {
        await interpreter.runTo(gate.now, commands);
        await interpreter.runTo(gate.now + TOLD_MS);
      });
    const idle = await cost([]);
    for (const [what, advert] of Object.entries(KINDS)) {
      let sum = 0;
      for (let round = 0; round < ROUNDS; round++) {
        gate.notified();
        sum += (await cost(Array.from({ length: BATCH }, (_, i) => heard(advert(BATCH * round + i))))) - idle;
        await interpreter.runTo(gate.now, ["txdone 7"]);
        if (what !== "not Bluezone's") sent += BATCH;
        for (const { uuid, value } of gate.notified()) {
          const read = uuid === SYNC_DATA ? decodeHeard(value) : undefined;
          if (read?.ok) told += read.value.adverts.length;
        }
      }
      const instructions = Math.round(sum / (ROUNDS * BATCH));
      const left = A_SECOND - (idle * 1000) / TOLD_MS;
      adverts.push({ what, instructions, aSecond: Math.floor(left / instructions) });
    }
    const { used, total } = await interpreter.memory(true);
    return { adverts, heard: sent, told, used, total };
  } finally {
    await interpreter.end();
  }
}

function textOf({ adverts, heard: sent, told, used, total }: StreamFigures): string {
  return [
    "| advert | instructions | a second |",
    "|---|---|---|",
    ...adverts.map(({ what, instructions, aSecond }) => `| ${what} | ${instructions} | ${aSecond} |`),
    "",
    `${told} of ${sent} adverts told; ${used} of ${total} variables in use.`,
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { json: { type: "boolean" } } });
  const path = radioInterpreter();
  if (!path)
    console.log("left out: a gate's stream (no build of the interpreter with a radio, docs/CONFORMANCE.md)");
  else {
    const figures = await streamFigures(path);
    console.log(values.json ? JSON.stringify(figures) : textOf(figures));
  }
}
