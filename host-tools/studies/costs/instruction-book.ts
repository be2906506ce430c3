/** What the program costs, in instructions of the interpreter: each figure from n and 2n events, or from one as it is. */
import type { Board } from "../../../boards/board.ts";
import { BLUEZONE_COMPANY } from "../../../protocol/advert.ts";
import { toHex } from "../../../protocol/bytes.ts";
import {
  type ControlMessage,
  chunkBytes,
  decodeControl,
  encodeControl,
  SYNC_CONTROL,
} from "../../../protocol/sync.ts";
import type { Admission } from "../../station/sync-authority.ts";
import { syncToken } from "../../station/sync-client.ts";
import type { FirmwareBuild } from "../../tools/firmware-build/bundle.ts";
import { androidPacket } from "../../world/phones.ts";
import { BenchToken, flashImage, heard, peerAdvert, peerId } from "./bench-token.ts";
import type { RadioInterpreter } from "./radio-interpreter.ts";

export interface Figure {
  readonly what: string;
  readonly instructions: number;
}

export interface AdvertFigure {
  readonly what: string;
  /** Free variables in order, as after a garbage collection. */
  readonly tidy: number;
  /** As an epoch of work leaves them, with what the program does about that; NaN where not measured. */
  readonly worn: number;
  /** The program's own part: what the same advert costs less with a callback that does nothing, in tidy memory. */
  readonly script?: number;
}
type Mutable = { what: string; tidy: number; worn: number };

const BATCH = 10;
/** How long the processor is busy with an advert, ms: 1.3 million and 190,000 instructions (models/virtual-token/costs.ts). */
export const ADVERT_MS = { first: 32, later: 5 };
/** As Android lays it out. */
function phoneAdvert(phone: number): string {
  return toHex(androidPacket(peerId(phone, 7000)));
}
/** Another company's 31 bytes. */
const STRANGER = `0201061bff4c000215${"5a".repeat(22)}`;

type Adverts = (first: number, count: number) => string[];

const strangers: Adverts = (_first, count) => Array.from({ length: count }, () => STRANGER);
const peers: Adverts = (first, count) => Array.from({ length: count }, (_, i) => peerAdvert(first + i));
const phones: Adverts = (first, count) => Array.from({ length: count }, (_, i) => phoneAdvert(first + i));

/** One of the adverts in tidy memory: the cost of 2n less that of n, over n. The queue holds 22 of 31 bytes. */
async function tidy(
  interpreter: RadioInterpreter,
  few: readonly string[],
  many: readonly string[],
): Promise<number> {
  const first = await interpreter.countTo(interpreter.now, ["gc", ...few.map((hex) => heard(hex))]);
  const second = await interpreter.countTo(interpreter.now, ["gc", ...many.map((hex) => heard(hex))]);
  return (second - first) / (many.length - few.length);
}

/** One of the adverts in memory as it is, the mean of `rounds` times ten. */
async function worn(
  interpreter: RadioInterpreter,
  adverts: Adverts,
  first: number,
  rounds = 6,
): Promise<number> {
  let sum = 0;
  for (let round = 0; round < rounds; round++) {
    const batch = adverts(first + BATCH * round, BATCH);
    sum += await interpreter.countTo(
      interpreter.now,
      batch.map((hex) => heard(hex)),
    );
  }
  return sum / (rounds * BATCH);
}

const known =
  (adverts: Adverts): Adverts =>
  (_first, count) =>
    adverts(0, count);

/** Per advert heard, in memory that was just collected and in memory as an epoch among thirty peers leaves it. */
export async function advertBook(path: string, board: Board, build: FirmwareBuild): Promise<AdvertFigure[]> {
  const token = await BenchToken.boot(path, board, flashImage(board, build), true);
  const { interpreter } = token;
  await interpreter.runTo(1000);
  await token.sync();
  const listen = async (): Promise<void> => {
    await interpreter.runTo(token.now + 2000);
    if (!(await token.untilListening(token.now + 120_000))) throw new Error("the token does not listen");
  };
  // A program may leave out the interpreter's own reader of adverts; then that is no part of the comparison either.
  const nothing = build.source.includes("#onblescan")
    ? 'global["#onblescan"]=function(){}'
    : `NRF.setScan(function(){},{filters:[{manufacturerData:{${BLUEZONE_COMPANY}:{}}}],window:100,interval:100})`;
  try {
    const end = token.epochEnd();
    await token.among(peers(0, 30), end + 2000, ADVERT_MS);
    await listen();
    const wornMiss = await worn(interpreter, strangers, 0);
    const wornFresh = await worn(interpreter, peers, 100);
    for (const hex of [...peers(0, BATCH), ...phones(0, BATCH)])
      await interpreter.runTo(token.now, [heard(hex)]);
    const wornKnown = await worn(interpreter, known(peers), 0);
    const wornPhone = await worn(interpreter, known(phones), 0);
    const each = async (what: string, adverts: Adverts, wornEach: number): Promise<Mutable> => ({
      what,
      tidy: await tidy(interpreter, adverts(0, BATCH), adverts(BATCH, 2 * BATCH)),
      worn: wornEach,
    });
    const miss = await each("not Bluezone's", strangers, wornMiss);
    await interpreter.runTo(token.epochEnd() + 2000);
    await listen();
    const fresh = await each("token not heard before in the epoch", peers, wornFresh);
    const again = await each("token heard before", peers, wornKnown);
    const newPhone = await each("Bluezone phone not heard before", phones, Number.NaN);
    const phone = await each("Bluezone phone heard before", phones, wornPhone);
    for (let first = 60; first < 200; first += 20)
      await interpreter.runTo(
        token.now,
        peers(first, 20).map((hex) => heard(hex)),
      );
    const crowd = await each(
      "token heard before, among 200",
      (first, count) => peers(150 + first, count),
      Number.NaN,
    );
    await interpreter.evaluate(`(${nothing},1)`);
    const emptyWorn = await worn(interpreter, known(peers), 0);
    const empty = await each("token, callback that does nothing", peers, emptyWorn);
    const emptyPhone = await each("phone, callback that does nothing", phones, Number.NaN);
    return [
      empty,
      ...[miss, again, crowd, fresh].map((one) => ({ ...one, script: one.tidy - empty.tidy })),
      emptyPhone,
      ...[phone, newPhone].map((one) => ({ ...one, script: one.tidy - emptyPhone.tidy })),
    ];
  } finally {
    await interpreter.end();
  }
}

/** Per beat: listening spans, half minutes, epochs. */
export async function beatBook(path: string, board: Board, build: FirmwareBuild): Promise<Figure[]> {
  const token = await BenchToken.boot(path, board, flashImage(board, build), true);
  const { interpreter } = token;
  try {
    await interpreter.runTo(1000);
    await token.sync();
    const span = await beats(token);
    const figures: Figure[] = [
      { what: "listening span without adverts (scan on and off)", instructions: span.listening },
      { what: "burst begins or turns: advertising restarted", instructions: span.tail },
      { what: "burst ends: the same, window judged, battery, blink", instructions: span.end },
    ];
    // The first one after a start costs more than all later ones.
    const first = await epochEnds(token, 0);
    figures.push({ what: "first end of an epoch after a start, no peers", instructions: first.plain });
    for (const count of [0, 10, 30, 200]) {
      const ends = await epochEnds(token, count);
      figures.push({ what: `end of an epoch with ${count} peers`, instructions: ends.plain });
      if (count === 30 && ends.turn)
        figures.push({
          what: "page closed and the next opened, on top of that",
          instructions: ends.turn - ends.plain,
        });
    }
    return figures;
  } finally {
    await interpreter.end();
  }
}

/** Ordinary beats of two minutes in the middle of an epoch. */
async function beats(token: BenchToken) {
  const { interpreter } = token;
  let listening = 0;
  let spans = 0;
  const ticks: number[] = [];
  const until = token.now + 300_000;
  while (token.now < until) {
    const from = interpreter.events.length;
    const cost = await interpreter.countTo(Math.min(until, Math.max(interpreter.next, token.now)));
    const kinds = interpreter.events.slice(from).map(({ kind }) => kind);
    if (kinds.includes("scan")) {
      listening += cost;
      spans += 0.5;
    } else if (kinds.includes("adv")) ticks.push(cost);
  }
  ticks.sort((a, b) => a - b);
  return { listening: listening / spans, tail: ticks[1]!, end: ticks.at(-2)! };
}

/** Ends of epochs without and with a page turn; `turn` 0 where none was seen. */
async function epochEnds(token: BenchToken, count: number): Promise<{ plain: number; turn: number }> {
  const { interpreter } = token;
  let plain = 0;
  let turn = 0;
  for (let round = 0; round < 24 && !(plain && (turn || count !== 30)); round++) {
    const end = token.epochEnd();
    await token.untilListening(end);
    for (let first = 0; first < count; first += 20) {
      const commands = Array.from({ length: Math.min(20, count - first) }, (_, i) =>
        heard(peerAdvert(first + i, count + round)),
      );
      await interpreter.runTo(token.now, commands);
    }
    await interpreter.runTo(end - 500);
    const before = await interpreter.memory();
    const cost = await interpreter.count(() => interpreter.runTo(end + 1500));
    const after = await interpreter.memory();
    if (after.erases > before.erases) turn = cost;
    else plain = cost;
  }
  return { plain, turn };
}

/** What a station costs a token whose log is full. `image` is its flash, `counter` that of its last ticket. */
export async function syncBook(
  path: string,
  board: Board,
  image: Uint8Array,
  counter: number,
): Promise<Figure[]> {
  const token = await BenchToken.boot(path, board, image, true);
  token.counter = counter;
  const { interpreter } = token;
  try {
    await interpreter.runTo(1000);
    await token.connect();
    const figures: Figure[] = [];
    const say = async (what: string, message: ControlMessage): Promise<void> => {
      token.notified();
      const instructions = await interpreter.countTo(token.now + 60, [
        "txdone 7",
        token.written(encodeControl(message)),
      ]);
      if (what) figures.push({ what, instructions });
    };
    const authority = token.authority();
    await say("station's OPEN, answered by HELLO", { name: "open" });
    const hello = decodeControl(token.notified()[0]!.value);
    if (!hello.ok || hello.value.name !== "hello") throw new Error("no HELLO");
    const { nonce } = hello.value;
    const [{ serial, ticket }] = (await authority.admit("", hello.value)) as [Admission];
    await say("ticket checked, spent and logged", { name: "ticket", ...ticket });
    await say("signed time checked, set and logged", {
      name: "time",
      ...(await authority.signTime(serial, nonce))!,
    });
    token.notified();
    const list = await interpreter.count(async () => {
      await interpreter.runTo(token.now, ["txdone 7", token.written(encodeControl({ name: "list" }))]);
      for (let i = 0; i < 20; i++) await interpreter.runTo(token.now + 30, ["txdone 7"]);
    });
    const pages = token
      .notified()
      .map(({ value }) => decodeControl(value))
      .filter(({ ok }) => ok).length;
    figures.push({ what: `list of ${pages} pages, one of them open`, instructions: list });
    const size = chunkBytes(board.mtu);
    const oldest = await longPage(token, 128 + 20 * size);
    const ten = await readCost(token, oldest, 10, size);
    const twenty = await readCost(token, oldest, 20, size);
    figures.push({ what: `chunk of ${size} bytes`, instructions: (twenty - ten) / 10 });
    figures.push({
      what: "READ of a closed page, before its first chunk",
      instructions: ten - (twenty - ten),
    });
    await token.disconnect();
    await interpreter.runTo(token.now + 1000);
    await token.connect();
    let bytes = 0;
    const whole = await interpreter.count(async () => {
      ({ bytes } = await token.converse((transport) => syncToken(transport, token.authority())));
    });
    figures.push({ what: `whole sync of a full log, ${bytes} bytes`, instructions: whole });
    return figures;
  } finally {
    await interpreter.end();
  }
}

/** Instructions of a READ of so many chunks of a page, all of them sent. */
async function readCost(token: BenchToken, sequence: number, chunks: number, size: number): Promise<number> {
  const { interpreter } = token;
  const message: ControlMessage = {
    name: "read",
    sequence,
    offset: 128,
    length: chunks * size,
    window: 255,
    chunk: size,
  };
  const cost = await interpreter.count(async () => {
    await interpreter.runTo(token.now, ["txdone 7", token.written(encodeControl(message))]);
    for (let i = 0; i < 2 * chunks; i++) await interpreter.runTo(token.now + 4, ["txdone 7"]);
  });
  const got = token.notified().filter(({ uuid }) => uuid !== SYNC_CONTROL).length;
  if (got !== chunks) throw new Error(`${got} chunks instead of ${chunks}`);
  return cost;
}

/** Sequence of a page of at least so many bytes, as the token's list gives it. */
async function longPage(token: BenchToken, bytes: number): Promise<number> {
  await token.interpreter.runTo(token.now, ["txdone 7", token.written(encodeControl({ name: "list" }))]);
  for (let i = 0; i < 20; i++) await token.interpreter.runTo(token.now + 30, ["txdone 7"]);
  for (const { value } of token.notified()) {
    const message = decodeControl(value);
    if (message.ok && message.value.name === "page" && message.value.length >= bytes)
      return message.value.sequence;
  }
  throw new Error(`the token lists no page of ${bytes} bytes`);
}
