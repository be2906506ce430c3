/** What the program takes of the interpreter's variables: steady, at most, and whether it keeps any for ever. */
import type { Board } from "../../../boards/board.ts";
import type { FirmwareBuild } from "../../tools/firmware-build/bundle.ts";
import { BenchToken, flashImage, peerAdvert } from "./bench-token.ts";
import { ADVERT_MS } from "./instruction-book.ts";

export interface Crowd {
  readonly peers: number;
  readonly epochs: number;
  readonly adverts: number;
  /** In use two seconds after the end of each epoch. */
  readonly steady: readonly number[];
  /** At most while hearing, and at the end of an epoch. */
  readonly peakHearing: number;
  readonly peakEpochEnd: number;
  /** Adverts that came while the queue was full. */
  readonly dropped: number;
  /** Spans in which the token itself noticed that, and peers that it had no room for. */
  readonly lost: number;
  /** The deepest C stack, bytes. */
  readonly stack: number;
}

export interface Leaks {
  /** In use after each epoch, after each sync. */
  readonly epochs: readonly number[];
  readonly syncs: readonly number[];
  readonly peakSync: number;
  readonly total: number;
  /** The deepest C stack, bytes, page turns and syncs among what was done. */
  readonly stack: number;
}

/** A token that has had its time, with its memory after the start. */
export async function started(path: string, board: Board, build: FirmwareBuild): Promise<BenchToken> {
  const token = await BenchToken.boot(path, board, flashImage(board, build));
  await token.interpreter.runTo(1000);
  await token.sync();
  return token;
}

function peersOf(count: number, epoch: number): string[] {
  return Array.from({ length: count }, (_, i) => peerAdvert(i, epoch));
}

/** Whole epochs among peers of which everything is received; in each they have new rolling IDs. */
export async function crowdBook(token: BenchToken, peers: number, epochs: number): Promise<Crowd> {
  const { interpreter } = token;
  await interpreter.runTo(token.epochEnd() + 2000);
  const droppedBefore = interpreter.dropped;
  const steady: number[] = [];
  let adverts = 0;
  let peakHearing = 0;
  let peakEpochEnd = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const end = token.epochEnd();
    await interpreter.resetPeak();
    adverts += await token.among(peersOf(peers, peers * 16 + epoch), end - 200, ADVERT_MS);
    peakHearing = Math.max(peakHearing, (await interpreter.memory()).peak);
    await interpreter.resetPeak();
    await interpreter.runTo(end + 2000);
    const { used, peak } = await interpreter.memory();
    peakEpochEnd = Math.max(peakEpochEnd, peak);
    steady.push(used);
  }
  const dropped = interpreter.dropped - droppedBefore;
  const { health } = await token.sync();
  const { stack } = await interpreter.memory();
  return {
    peers,
    epochs,
    adverts,
    steady,
    peakHearing,
    peakEpochEnd,
    dropped,
    lost: health.lostAdverts,
    stack,
  };
}

export async function leakBook(
  path: string,
  board: Board,
  build: FirmwareBuild,
  { epochs, syncs }: { epochs: number; syncs: number },
): Promise<Leaks> {
  const token = await started(path, board, build);
  const { interpreter } = token;
  const inUse = async (): Promise<number> => (await interpreter.memory()).used;
  const afterEpochs: number[] = [];
  const afterSyncs: number[] = [];
  let peakSync = 0;
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      await token.among(peersOf(30, epoch), token.epochEnd() + 2000, ADVERT_MS);
      afterEpochs.push(await inUse());
    }
    for (let sync = 0; sync < syncs; sync++) {
      await interpreter.runTo(token.epochEnd() + 5000);
      await interpreter.resetPeak();
      await token.sync();
      peakSync = Math.max(peakSync, (await interpreter.memory()).peak);
      await interpreter.runTo(token.epochEnd() + 2000);
      afterSyncs.push(await inUse());
    }
    const { total, stack } = await interpreter.memory();
    return { epochs: afterEpochs, syncs: afterSyncs, peakSync, total, stack };
  } finally {
    await interpreter.end();
  }
}

/** A log filled by crowded epochs: the flash, and the counter of the last ticket. */
export async function fullLog(path: string, board: Board, build: FirmwareBuild) {
  const token = await started(path, board, build);
  const { interpreter } = token;
  try {
    for (let epoch = 0; epoch < 16; epoch++) {
      const end = token.epochEnd();
      await token.among(peersOf(200, 9000 + epoch), end - 200, { first: 3, later: 3 });
      await interpreter.runTo(end + 2000);
    }
    return { flash: Uint8Array.from(interpreter.flash), counter: token.counter };
  } finally {
    await interpreter.end();
  }
}
