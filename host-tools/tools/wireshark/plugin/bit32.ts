/**
 * The bit operators of TypeScript become calls of `bit32`, which Lua 5.2 has (Wireshark up to 4.2) and Lua 5.4 has not
 * (Wireshark from 4.4 on). Where it is missing it is made from arithmetic, which every Lua has.
 */
interface Bit32 {
  band(this: void, a: number, b: number): number;
  bor(this: void, a: number, b: number): number;
  lshift(this: void, a: number, count: number): number;
  rshift(this: void, a: number, count: number): number;
  arshift(this: void, a: number, count: number): number;
}

/** Lua's table of global names. */
declare const _G: { bit32?: Bit32 };

const WORD = 4294967296;

/** 2 to the power of `count`, by doubling: `2 ** count` is no integer in Lua 5.4. */
function power(count: number): number {
  let result = 1;
  for (let i = 0; i < count; i++) result *= 2;
  return result;
}

/** Bit by bit: 1 where so many of the two bits are set. */
function bitwise(a: number, b: number, least: number): number {
  let [x, y, result] = [a % WORD, b % WORD, 0];
  for (let place = 1; place < WORD; place *= 2) {
    const [lowX, lowY] = [x % 2, y % 2];
    if (lowX + lowY >= least) result += place;
    x = Math.floor((x - lowX) / 2);
    y = Math.floor((y - lowY) / 2);
  }
  return result;
}

function shiftRight(a: number, count: number): number {
  return Math.floor((a % WORD) / power(count));
}

if (_G.bit32 === undefined)
  _G.bit32 = {
    band: (a, b) => bitwise(a, b, 2),
    bor: (a, b) => bitwise(a, b, 1),
    lshift: (a, count) => (a * power(count)) % WORD,
    rshift: shiftRight,
    arshift: (a, count) => {
      const word = a % WORD;
      return word < WORD / 2 ? shiftRight(word, count) : WORD - 1 - shiftRight(WORD - 1 - word, count);
    },
  };
