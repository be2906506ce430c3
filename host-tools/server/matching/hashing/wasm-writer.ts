/** Just enough of a WebAssembly assembler to write one module (WebAssembly Core 2.0 with 128-bit SIMD). */

export type Code = number[];

/** Unsigned LEB128. */
function unsigned(value: number): Code {
  const bytes: Code = [];
  let rest = value >>> 0;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128 of 32 bits. */
function signed(value: number): Code {
  const bytes: Code = [];
  let rest = value | 0;
  for (;;) {
    const byte = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0);
    bytes.push(isLast ? byte : byte | 0x80);
    if (isLast) return bytes;
  }
}

const vector = (opcode: number): Code => [0xfd, ...unsigned(opcode)];

/** Instructions by the names of the specification. */
export const op = {
  get: (local: number): Code => [0x20, ...unsigned(local)],
  set: (local: number): Code => [0x21, ...unsigned(local)],
  tee: (local: number): Code => [0x22, ...unsigned(local)],
  i32: (value: number): Code => [0x41, ...signed(value)],
  add: [0x6a],
  and: [0x71],
  or: [0x72],
  shl: [0x74],
  shrU: [0x76],
  ltU: [0x49],
  load8: (offset: number): Code => [0x2d, 0, ...unsigned(offset)],
  store32: (offset: number): Code => [0x36, 2, ...unsigned(offset)],
  /** Instructions while the condition at their end is true. */
  loop: (...body: readonly Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0d, 0, 0x0b],
  when: (...body: readonly Code[]): Code => [0x04, 0x40, ...body.flat(), 0x0b],
  call: (index: number): Code => [0x10, ...unsigned(index)],
  vLoad: (offset: number): Code => [...vector(0x00), 4, ...unsigned(offset)],
  vStore: (offset: number): Code => [...vector(0x0b), 4, ...unsigned(offset)],
  /** The same 32 bits in all four lanes. */
  vConst: (value: number): Code => {
    const bytes = [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];
    return [...vector(0x0c), ...bytes, ...bytes, ...bytes, ...bytes];
  },
  vLane: (lane: number): Code => [...vector(0x1b), lane],
  vAnd: vector(0x4e),
  vOr: vector(0x50),
  vXor: vector(0x51),
  /** Bits of the first where the third has ones, of the second elsewhere. */
  vSelect: vector(0x52),
  vShl: vector(0xab),
  vShr: vector(0xad),
  vAdd: vector(0xae),
} as const;

export const I32 = 0x7f;
export const V128 = 0x7b;

export interface WasmFunction {
  readonly name: string;
  /** All of them 32-bit integers. */
  readonly parameters: number;
  /** Returns a 32-bit integer. */
  readonly hasResult: boolean;
  /** Kinds of its own locals, which are numbered behind the parameters. */
  readonly locals: readonly number[];
  readonly code: Code;
}

/** A module with these functions and one memory of so many pages of 64 KB, all exported. */
export function moduleOf(functions: readonly WasmFunction[], pages: number): Uint8Array<ArrayBuffer> {
  const sized = (content: readonly number[]): Code => [...unsigned(content.length), ...content];
  const section = (id: number, items: readonly Code[]): Code => [
    id,
    ...sized([...unsigned(items.length), ...items.flat()]),
  ];
  const text = (name: string): Code => sized([...new TextEncoder().encode(name)]);
  return new Uint8Array([
    0,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...section(
      1,
      functions.map(({ parameters, hasResult }) => [
        0x60,
        ...sized(new Array<number>(parameters).fill(I32)),
        ...(hasResult ? [1, I32] : [0]),
      ]),
    ),
    ...section(
      3,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(5, [[0, ...unsigned(pages)]]),
    ...section(7, [
      ...functions.map(({ name }, index) => [...text(name), 0, ...unsigned(index)]),
      [...text("memory"), 2, 0],
    ]),
    ...section(
      10,
      functions.map(({ locals, code }) =>
        sized([...unsigned(locals.length), ...locals.flatMap((kind) => [1, kind]), ...code, 0x0b]),
      ),
    ),
  ]);
}
