import assert from "node:assert/strict";
import fc from "fast-check";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { type BuiltPage, PageBuilder } from "../../host-tools/models/page-builder.ts";
import { toHex } from "../../protocol/bytes.ts";
import { crc32 } from "../../protocol/crc32.ts";
import { CLOCK, LOSS, recordWords, TICKET, TYPED_BYTES } from "../../protocol/frame.ts";
import { PAGE_BYTES, PAGE_FRAMES } from "../../protocol/page.ts";
import { openPage, type PageFrame, recordsIn } from "../../protocol/page-reader.ts";
import { RECALL_WORDS } from "../../protocol/recall.ts";
import { encodeRecord } from "../../protocol/record.ts";

const KEY = sha256(Uint8Array.of(7));
const SEQUENCE = 5;
const BASE = 1_984_417;
/** Pages of noise in which frames are looked for; 100,000 take a quarter of an hour. */
const NOISY_PAGES = Number(process.env.BLUEZONE_NOISY_PAGES ?? 300);

/** So many epochs may be lost with one frame and another, for the next to say where it stands: 127 in three steps. */
const MOST_STEP = 42;

const TYPES = ["", "boot", "time", "clock", "ticket", "loss", "config", "epoch", "recall"];

const KINDS = ["boot", "time", "bound", "clock", "ticket", "loss", "recall"] as const;

/** One thing that a token writes, so many epochs after the last one. */
type Written =
  | { readonly kind: "records"; readonly step: number; readonly records: readonly number[] }
  | { readonly kind: (typeof KINDS)[number]; readonly step: number };

const step = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 2 }) },
  { weight: 1, arbitrary: fc.integer({ min: 3, max: MOST_STEP }) },
  { weight: 1, arbitrary: fc.constantFrom(-300, -1, 128, 500) },
);
const written: fc.Arbitrary<Written> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("records" as const),
      step,
      records: fc.array(fc.integer({ min: 0, max: 0xffffffff }), { minLength: 1, maxLength: 24 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(...KINDS),
      step,
    }),
  },
);

/** What is left of a word when its write was left out, was cut short (a bit is only ever cleared), or went wrong. */
const DAMAGE = {
  dropped: () => 0xffffffff,
  half: (word: number, noise: number) => word | noise,
  garbled: (word: number, noise: number) => word ^ noise,
} as const;

interface Tear {
  /** Share of the page's frames before it, and which words of the frame. */
  readonly at: number;
  readonly words: number;
  readonly isWithHeader: boolean;
  readonly how: keyof typeof DAMAGE;
  readonly noise: number;
}
const tear: fc.Arbitrary<Tear> = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  words: fc.integer({ min: 1, max: 0xffffffff }),
  isWithHeader: fc.boolean(),
  how: fc.constantFrom("dropped", "half", "garbled"),
  noise: fc.integer({ min: 1, max: 0xffffffff }),
});

/** Two of three pairs have no frame or one between them: that one has nothing certain beside it. */
const tears = fc
  .tuple(tear, fc.option(fc.tuple(tear, fc.constantFrom(undefined, 1, 2))))
  .map(([first, second]): (readonly [Tear, number])[] => [
    [first, 0],
    ...(second
      ? [[second[1] === undefined ? second[0] : { ...second[0], at: first.at }, second[1] ?? 0] as const]
      : []),
  ]);

/** A record that a token can have made of these bits. */
function recordOf(bits: number, i: number) {
  const noise = sha256(Uint8Array.of(bits, bits >>> 8, bits >>> 16, bits >>> 24, i));
  const strongestLoss = (noise[0]! % 50) - 20;
  return {
    prefix: noise.slice(1, 7),
    summary: {
      minutes: noise[7]! || 1,
      strongestLoss,
      stretchLoss: strongestLoss + (noise[8]! % 12),
      count: 8 + (noise[9]! % 24),
    },
  };
}

/** A page of these frames, as far as they fit. */
function pageOf(frames: readonly Written[]): BuiltPage {
  const page = new PageBuilder(KEY, SEQUENCE, BASE);
  let epoch = BASE;
  for (const { kind, step, ...rest } of frames) {
    if (!page.hasRoom(24)) break;
    epoch += step;
    if (kind === "records") page.records(epoch, (rest as { records: number[] }).records.map(recordOf));
    else if (kind === "boot") page.boot(epoch, step === 0);
    else if (kind === "time" || kind === "bound") page.time(epoch, kind === "time" ? 1 : 2, epoch * 900 + 17);
    else if (kind === "clock") page.other(epoch, CLOCK, new Uint8Array(8).fill(step));
    else if (kind === "recall") page.recall(epoch, RECALL_WORDS[step & 3]!, epoch - (step & 7));
    else page.other(epoch, kind === "ticket" ? TICKET : LOSS, new Uint8Array(kind === "ticket" ? 12 : 8));
  }
  return page.build();
}

function bytesOf({ content }: PageFrame): number {
  if (content.kind === "records") return 4 + 4 * recordWords(content.records.length);
  return 4 + TYPED_BYTES[TYPES.indexOf(content.frame.type)]!;
}

/** The page with its tears, and the offsets of the frames that they changed. */
function tornPage(
  page: BuiltPage,
  frames: readonly PageFrame[],
  tears: readonly (readonly [Tear, number])[],
) {
  const bytes = page.bytes.slice();
  const torn = new Set<number>();
  if (frames.length === 0) return { bytes, torn };
  const view = new DataView(bytes.buffer);
  for (const [{ at, words, isWithHeader, how, noise }, further] of tears) {
    const index = Math.min(Math.floor(at * frames.length) + further, frames.length - 1);
    const { offset } = frames[index]!;
    const end = offset + bytesOf(frames[index]!);
    for (let word = 0; offset + 4 * word < end; word++) {
      if (!(word === 0 ? isWithHeader : (words >>> ((word - 1) % 32)) & 1)) continue;
      const before = view.getUint32(offset + 4 * word, true);
      const after = DAMAGE[how](before, Math.imul(noise, 2 * word + 1)) >>> 0;
      view.setUint32(offset + 4 * word, after, true);
      if (before !== after) torn.add(offset);
    }
  }
  return { bytes, torn };
}

function framesOf(bytes: Uint8Array) {
  const opened = openPage({ sha256, crc32 }, KEY, bytes, bytes.length);
  assert.ok(opened.ok);
  return opened.value;
}

const shown = ({ offset, epoch, content }: PageFrame) =>
  content.kind === "records"
    ? [offset, epoch, content.records.map((record) => toHex(encodeRecord(record)))]
    : [offset, epoch, content.frame];

/** What is to come back: all but the torn ones; behind a torn EPOCH frame epochs are known but for multiples of 128. */
function expectedOf(frames: readonly PageFrame[], torn: ReadonlySet<number>) {
  let isEpochLost = false;
  return frames.flatMap((frame) => {
    const { content, offset } = frame;
    const type = content.kind === "typed" ? content.frame.type : "records";
    const isTorn = torn.has(offset);
    if (isTorn && (type === "epoch" || type === "boot")) isEpochLost = true;
    if (!isTorn && (type === "epoch" || type === "boot" || type === "time")) isEpochLost = false;
    return isTorn ? [] : [{ frame, isEpochLost }];
  });
}

/** A finaliser of MurmurHash3 over a count: the same noise in every run. */
function noiseWord(count: number): number {
  let word = Math.imul(count ^ (count >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}

describe("the reader of pages", () => {
  it("gives every frame of a page whose tears are one or two, but for the torn ones, with its epoch", () => {
    fc.assert(
      fc.property(
        fc.array(written, { minLength: 1, maxLength: 40, size: "max" }),
        tears,
        (writings, tears) => {
          const page = pageOf(writings);
          const whole = framesOf(page.bytes);
          assert.deepEqual(whole.tornAt, []);
          const { bytes, torn } = tornPage(page, whole.frames, tears);
          const read = framesOf(bytes);
          const expected = expectedOf(whole.frames, torn);
          const isSeen = whole.frames.some((frame) => {
            const left = bytes.subarray(frame.offset, frame.offset + bytesOf(frame));
            return torn.has(frame.offset) && left.some((byte) => byte !== 255);
          });
          assert.equal(read.tornAt.length > 0, isSeen);
          assert.deepEqual(
            read.frames.map((frame, i) => {
              const of = expected[i];
              return shown(
                of?.isEpochLost
                  ? { ...frame, epoch: of.frame.epoch + ((frame.epoch - of.frame.epoch) % 128) }
                  : frame,
              );
            }),
            expected.map(({ frame }) => shown(frame)),
          );
        },
      ),
      { numRuns: 800 },
    );
  });

  it("takes the server's time for trusted, and a ticket's lower bound not", () => {
    const trusted = (source: number) => {
      const page = new PageBuilder(KEY, SEQUENCE, BASE).boot(BASE, false).time(BASE, source, BASE * 900);
      return framesOf(page.records(BASE, [recordOf(1, 1)]).build().bytes).frames.at(-1)!.clockTrusted;
    };
    assert.deepEqual([1, 2].map(trusted), [true, false]);
  });

  it("tells which word of a call was heard, and when, also on a later page", () => {
    const page = new PageBuilder(KEY, SEQUENCE, BASE).recall(BASE, "call", BASE);
    page.recall(BASE + 3, "withdrawn", BASE + 3).recall(BASE + 9, "lost", BASE - 400);
    assert.deepEqual(
      framesOf(page.build().bytes).frames.map(({ epoch, content }) => [epoch, content]),
      [
        [BASE, { kind: "typed", frame: { type: "recall", word: "call", heard: BASE } }],
        [BASE + 3, { kind: "typed", frame: { type: "recall", word: "withdrawn", heard: BASE + 3 } }],
        [BASE + 9, { kind: "typed", frame: { type: "recall", word: "lost", heard: BASE - 400 } }],
      ],
    );
  });

  it("invents nothing where all is noise", () => {
    const page = new PageBuilder(KEY, SEQUENCE, BASE).build();
    let [frames, records] = [0, 0];
    for (let number = 0; number < NOISY_PAGES; number++) {
      const bytes = new Uint8Array(PAGE_BYTES);
      bytes.set(page.bytes);
      for (let at = PAGE_FRAMES; at < PAGE_BYTES; at += 4)
        new DataView(bytes.buffer).setUint32(at, noiseWord(number * PAGE_BYTES + at), true);
      const read = framesOf(bytes);
      frames += read.frames.length;
      records += recordsIn(read).length;
    }
    if (process.env.BLUEZONE_NOISY_PAGES)
      console.log(`      ${frames} frames, ${records} records in ${NOISY_PAGES} pages of noise`);
    // What stands where a frame is due has no further sign: one page in 65,536.
    assert.ok(frames <= NOISY_PAGES / 10_000, String(frames));
  });
});
