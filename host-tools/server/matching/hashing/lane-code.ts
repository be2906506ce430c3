/**
 * SHA-256 (FIPS 180-4) of one block in four lanes at once, as WebAssembly: chains of keys do not depend on each other,
 * so four tokens' days are walked together. Node's own SHA-256 spends most of its time on being called.
 */
import { type Code, I32, moduleOf, op, V128, type WasmFunction } from "./wasm-writer.ts";

/** Square and cube roots of the first primes, as the standard has them. */
const PRIMES = firstPrimes(64);
const INITIAL = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUND = PRIMES.map((prime) => fraction(Math.cbrt(prime)));

/** Words 8..15 of the block: of a message of 32 bytes, and of 32 bytes with the salt of Bluezone's sub keys. */
const TAIL_OF_KEY = [0x80000000, 0, 0, 0, 0, 0, 0, 256];
const TAIL_WITH_SALT = tailOf("bluzonesubkey");

/** Bytes of a hit: place (step * 4 + lane), first four bytes of the ID, the next two. */
export const HIT_BYTES = 12;
/** The filter has one bit for each value of an ID's first so many bits. */
export const FILTER_BITS = 22;
export const FILTER_BYTES = 2 ** (FILTER_BITS - 3);
/** A megabyte: state, filter, and room for what comes out. */
const PAGES = 16;

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32);
}

function tailOf(salt: string): number[] {
  const bytes = new Uint8Array(32);
  bytes.set(new TextEncoder().encode(salt));
  bytes[salt.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(28, (32 + salt.length) * 8);
  return Array.from({ length: 8 }, (_, i) => view.getUint32(4 * i));
}

/** A word of the schedule: known when the code is written, or in a local. */
type Word = { readonly known: number } | { readonly local: number };

const rotate = (local: number, bits: number): Code => [
  ...op.get(local),
  ...op.i32(bits),
  ...op.vShr,
  ...op.get(local),
  ...op.i32(32 - bits),
  ...op.vShl,
  ...op.vOr,
];
const shift = (local: number, bits: number): Code => [...op.get(local), ...op.i32(bits), ...op.vShr];
const rotated = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits));

function mixed(word: Word, [a, b, c]: readonly [number, number, number]): Word | Code {
  if ("known" in word)
    return { known: (rotated(word.known, a) ^ rotated(word.known, b) ^ (word.known >>> c)) >>> 0 };
  return [
    ...rotate(word.local, a),
    ...rotate(word.local, b),
    ...op.vXor,
    ...shift(word.local, c),
    ...op.vXor,
  ];
}

/**
 * One block: words 0..7 stand in locals `first`..`first + 7` and give way to the digest. Takes the locals behind them:
 * eight for the state, eight more for the schedule, four to work in.
 */
function compress(first: number, tail: readonly number[]): Code {
  const code: Code = [];
  const state = Array.from({ length: 8 }, (_, i) => first + 16 + i);
  const [sum, work, both, last] = [first + 24, first + 25, first + 26, first + 27] as const;
  const words: Word[] = Array.from({ length: 16 }, (_, i) =>
    i < 8 ? { local: first + i } : { known: tail[i - 8]! },
  );
  for (let i = 0; i < 8; i++) code.push(...op.vConst(INITIAL[i]!), ...op.set(state[i]!));
  code.push(...op.vConst(INITIAL[1]! ^ INITIAL[2]!), ...op.set(last));
  for (let round = 0; round < 64; round++) {
    const place = round % 16;
    if (round >= 16) words[place] = scheduled(words, round, first + place, code);
    const word = words[place]!;
    const [a, b, c, d, e, f, g, h] = Array.from({ length: 8 }, (_, i) => state[(i + 64 - round) % 8]!) as [
      ...[number, number, number, number],
      ...[number, number, number, number],
    ];
    // T1 = h + S1(e) + ch(e, f, g) + K + W
    code.push(
      ...op.get(h),
      ...rotate(e, 6),
      ...rotate(e, 11),
      ...op.vXor,
      ...rotate(e, 25),
      ...op.vXor,
      ...op.vAdd,
    );
    code.push(...op.get(f), ...op.get(g), ...op.get(e), ...op.vSelect, ...op.vAdd);
    if ("known" in word) code.push(...op.vConst((ROUND[round]! + word.known) | 0), ...op.vAdd);
    else code.push(...op.vConst(ROUND[round]!), ...op.get(word.local), ...op.vAdd, ...op.vAdd);
    code.push(...op.tee(sum), ...op.get(d), ...op.vAdd, ...op.set(d));
    // maj(a, b, c) = b ^ ((a ^ b) & (b ^ c)), and b ^ c was a ^ b of the round before.
    code.push(...op.get(a), ...op.get(b), ...op.vXor, ...op.tee(both), ...op.get(last), ...op.vAnd);
    code.push(...op.get(b), ...op.vXor, ...op.get(sum), ...op.vAdd, ...op.set(work));
    code.push(...rotate(a, 2), ...rotate(a, 13), ...op.vXor, ...rotate(a, 22), ...op.vXor);
    code.push(...op.get(work), ...op.vAdd, ...op.set(h));
    code.push(...op.get(both), ...op.set(last));
    void c;
  }
  for (let i = 0; i < 8; i++)
    code.push(...op.get(state[i]!), ...op.vConst(INITIAL[i]!), ...op.vAdd, ...op.set(first + i));
  return code;
}

/** W[t] = s1(W[t-2]) + W[t-7] + s0(W[t-15]) + W[t-16], into `local`; what is known is added when the code is written. */
function scheduled(words: readonly Word[], round: number, local: number, code: Code): Word {
  const at = (back: number) => words[(round - back + 64) % 16]!;
  const parts = [mixed(at(2), [17, 19, 10]), at(7), mixed(at(15), [7, 18, 3]), at(16)];
  let known = 0;
  let isFirst = true;
  for (const part of parts) {
    if (!Array.isArray(part) && "known" in part) {
      known = (known + part.known) | 0;
      continue;
    }
    code.push(...(Array.isArray(part) ? part : op.get(part.local)), ...(isFirst ? [] : op.vAdd));
    isFirst = false;
  }
  if (isFirst) return { known: known >>> 0 };
  if (known !== 0) code.push(...op.vConst(known), ...op.vAdd);
  code.push(...op.set(local));
  return { local };
}

const LOCALS = 28;
const load = (pointer: number, first: number): Code =>
  Array.from({ length: 8 }, (_, i) => [...op.get(pointer), ...op.vLoad(16 * i), ...op.set(first + i)]).flat();
const store = (pointer: number, first: number): Code =>
  Array.from({ length: 8 }, (_, i) => [
    ...op.get(pointer),
    ...op.get(first + i),
    ...op.vStore(16 * i),
  ]).flat();
const advance = (local: number, by: number): Code => [
  ...op.get(local),
  ...op.i32(by),
  ...op.add,
  ...op.set(local),
];

/** First four bytes of the ID of the sub key in `first`, four lanes, into `into`. */
function idHead(first: number, into: number): Code {
  const byte = (word: number, mask: number, down: number): Code => [
    ...op.get(first + word),
    ...(down > 0 ? [...op.i32(down), ...op.vShr] : []),
    ...op.vConst(mask),
    ...op.vAnd,
  ];
  return [
    ...byte(0, 0xff000000 | 0, 0),
    ...byte(1, 0xff0000, 8),
    ...op.vOr,
    ...byte(2, 0xff00, 16),
    ...op.vOr,
    ...byte(3, 0xff, 24),
    ...op.vOr,
    ...op.set(into),
  ];
}

/** The fifth and sixth byte. */
function idRest(first: number, into: number): Code {
  const get = op.get(first + 4);
  return [
    ...get,
    ...op.i32(16),
    ...op.vShr,
    ...op.vConst(0xff00),
    ...op.vAnd,
    ...get,
    ...op.i32(8),
    ...op.vShr,
    ...op.vConst(0xff),
    ...op.vAnd,
    ...op.vOr,
    ...op.set(into),
  ];
}

/** walk(state, times): every key in `state` becomes its SHA-256, so many times (at least once). */
function walk(): WasmFunction {
  const [state, times, first] = [0, 1, 2] as const;
  return {
    name: "walk",
    parameters: 2,
    hasResult: false,
    locals: new Array<number>(LOCALS).fill(V128),
    code: [
      ...load(state, first),
      ...op.loop(compress(first, TAIL_OF_KEY), advance(times, -1), op.get(times)),
      ...store(state, first),
    ],
  };
}

/** list(state, out, count): the first IDs of the days whose keys stand in `state`, 32 bytes (head, rest) a step. */
function list(): WasmFunction {
  const [state, out, count, first] = [0, 1, 2, 3] as const;
  const id = first + 24;
  return {
    name: "list",
    parameters: 3,
    hasResult: false,
    locals: new Array<number>(LOCALS).fill(V128),
    code: [
      ...load(state, first),
      ...compress(first, TAIL_WITH_SALT),
      ...op.loop(
        [...idHead(first, id), ...op.get(out), ...op.get(id), ...op.vStore(0)],
        [...idRest(first, id), ...op.get(out), ...op.get(id), ...op.vStore(16)],
        advance(out, 32),
        compress(first, TAIL_OF_KEY),
        [...advance(count, -1), ...op.get(count)],
      ),
    ],
  };
}

/**
 * scan(state, count, filter, hits): where the hits end that it wrote, IDs among the first `count` of each day whose
 * bit is set in the filter.
 */
function scan(): WasmFunction {
  const [state, count, filter, hits, place, head, first] = [0, 1, 2, 3, 4, 5, 6] as const;
  const [heads, rests] = [first + 24, first + 25];
  const test = (lane: number): Code => [
    ...op.get(heads),
    ...op.vLane(lane),
    ...op.tee(head),
    ...op.i32(32 - FILTER_BITS + 3),
    ...op.shrU,
    ...op.get(filter),
    ...op.add,
    ...op.load8(0),
    ...op.get(head),
    ...op.i32(32 - FILTER_BITS),
    ...op.shrU,
    ...op.i32(7),
    ...op.and,
    ...op.shrU,
    ...op.i32(1),
    ...op.and,
    ...op.when(
      [...op.get(hits), ...op.get(place), ...op.i32(lane), ...op.add, ...op.store32(0)],
      [...op.get(hits), ...op.get(head), ...op.store32(4)],
      [...op.get(hits), ...op.get(rests), ...op.vLane(lane), ...op.store32(8)],
      advance(hits, HIT_BYTES),
    ),
  ];
  return {
    name: "scan",
    parameters: 4,
    hasResult: true,
    locals: [I32, I32, ...new Array<number>(LOCALS).fill(V128)],
    code: [
      ...load(state, first),
      ...compress(first, TAIL_WITH_SALT),
      ...op.loop(
        [...idHead(first, heads), ...idRest(first, rests)],
        [...test(0), ...test(1), ...test(2), ...test(3)],
        compress(first, TAIL_OF_KEY),
        advance(place, 4),
        [...advance(count, -1), ...op.get(count)],
      ),
      ...op.get(hits),
    ],
  };
}

export const LANE_MODULE: Uint8Array<ArrayBuffer> = moduleOf([walk(), list(), scan()], PAGES);
