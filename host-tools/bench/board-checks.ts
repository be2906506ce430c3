/** What a board is asked about itself: clock, arithmetic of keys, flash, battery, button, lamp. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Check, notLookedAt, passed, Unfit } from "./check.ts";

/** A rate beyond this is no crystal's and no oscillator's, parts per million. */
const WILD_PPM = 20_000;
const LOOK_MS = 150;
const SPI_PAGES = 64;
/** So much of what is between a low and a full cell a new token must have. */
const LEAST_SHARE = 0.6;

/** Coarse: whether its seconds are seconds. `--measure-clock` tells the rate. */
export const clock: Check = async ({ port, stopwatch, patience }) => {
  const ask = async () => {
    const asked = stopwatch.now();
    const time = Number(await port.evaluate("getTime()")) * 1000;
    return { asked, answered: stopwatch.now(), time };
  };
  const first = await ask();
  await stopwatch.sleep(patience.clock);
  const last = await ask();
  const least = last.asked - first.answered;
  const most = last.answered - first.asked;
  const gone = last.time - first.time;
  const isWild = gone < least * (1 - WILD_PPM / 1e6) || gone > most * (1 + WILD_PPM / 1e6);
  if (isWild || !Number.isFinite(gone))
    throw new Unfit("clock-wild", `its clock moved on by ${gone.toFixed(0)} ms in ${most.toFixed(0)} ms`);
  return passed();
};

const HEX = (expression: string): string => `new Uint8Array(${expression}).join(",")`;
const SHA = (text: string): string => `require("crypto").SHA256(${text})`;

/** FIPS 180-4 for one and for two blocks, RFC 4231 case 2 for HMAC, and the check value of CRC-32. */
const VECTORS: readonly (readonly [expression: string, hex: string])[] = [
  [SHA('"abc"'), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  [
    SHA('"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"'),
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  ],
  [
    '(function(c){function p(x){var b=new Uint8Array(64).fill(x);"Jefe".split("").forEach(function(l,i){b[i]^=l.charCodeAt(0)});return b}' +
      "function j(a,b){var r=new Uint8Array(a.length+b.length);r.set(a);r.set(b,a.length);return r}" +
      'return c.SHA256(j(p(92),new Uint8Array(c.SHA256(j(p(54),E.toUint8Array("what do ya want for nothing?"))))))})(require("crypto"))',
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  ],
];

export const crypto: Check = async ({ port }) => {
  for (const [expression, hex] of VECTORS) {
    const told = String(await port.evaluate(HEX(expression)));
    const found = Buffer.from(told.split(",").map(Number)).toString("hex");
    if (found !== hex)
      throw new Unfit("crypto", `it computes a hash as ${found.slice(0, 16)}…, not ${hex.slice(0, 16)}…`);
  }
  const sum = Number(await port.evaluate('E.CRC32("123456789")')) >>> 0;
  if (sum !== 0xcbf43926) throw new Unfit("crypto", `it computes a CRC-32 as ${sum.toString(16)}`);
  return passed("SHA-256, HMAC, CRC-32");
};

/** Four draws of its generator that are not all one. */
export const random: Check = async ({ port }) => {
  const drawn = (await port.evaluate("[E.hwRand(),E.hwRand(),E.hwRand(),E.hwRand()]")) as number[];
  if (new Set(drawn).size < drawn.length) throw new Unfit("random", "its random generator repeats itself");
  return passed();
};

/** Each page is written with a pattern and its opposite, read, erased and found blank; of a large chip pages all over it. */
export const flash: Check = async ({ port, board }) => {
  const { storageAddress, storageBytes, pageBytes } = board.flash;
  const pages = storageBytes / pageBytes;
  const step = Math.max(1, Math.floor(pages / SPI_PAGES));
  for (let page = 0; page < pages; page += step) {
    const address = storageAddress + page * pageBytes;
    const bad = await port.evaluate(
      `(function(f,a,n){function s(x,y){var k=0;f.read(16,x).forEach(function(b){if(b!=y)k++});return k}` +
        `function e(){for(var p=a;p<a+n;p+=f.getPage(p).length)f.erasePage(p)}var w=[[a,85],[a+n/2,170],[a+n-16,0]],k=0;e();` +
        `w.forEach(function(p){f.write(new Uint8Array(16).fill(p[1]),p[0])});w.forEach(function(p){k+=s(p[0],p[1])});` +
        `e();w.forEach(function(p){k+=s(p[0],255)});return k})(require("Flash"),${address},${pageBytes})`,
    );
    if (bad !== 0)
      throw new Unfit("flash", `flash at 0x${address.toString(16)} does not keep what is written`);
  }
  return passed(`${Math.ceil(pages / step)} pages`);
};

export const battery: Check = async ({ port, board }) => {
  const volts = Number(await port.evaluate('typeof NRF=="undefined"?0:NRF.getBattery()'));
  const { lowVolts, fullVolts } = board.battery;
  if (!volts) return notLookedAt("the board tells no voltage");
  const isRegulated = /regulated/.test(board.sources["battery.fullVolts"] ?? "");
  const least = isRegulated ? lowVolts : lowVolts + LEAST_SHARE * (fullVolts - lowVolts);
  if (volts < least)
    throw new Unfit("battery", `its battery has ${volts.toFixed(2)} V, and ${least.toFixed(2)} V are needed`);
  return isRegulated
    ? notLookedAt(`its supply is regulated: ${volts.toFixed(2)} V tells no more than that it is not flat`)
    : passed(`${volts.toFixed(2)} V`);
};

/** Open at rest, pressed when the person is asked to, and open again. */
export const button: Check = async ({ port, board, person, place, patience }) => {
  const { button: pin, buttonPressed } = board.pins;
  const isPressed = async () => Number(await port.evaluate(`digitalRead(${pin})`)) === buttonPressed;
  const becomes = async (wanted: boolean) => {
    const until = performance.now() + patience.press;
    while ((await isPressed()) !== wanted) {
      if (performance.now() > until) return false;
      await sleep(LOOK_MS);
    }
    return true;
  };
  if (await isPressed()) throw new Unfit("button-stuck", "its button is down, and nobody presses it");
  if (!person) return notLookedAt("nobody was there to press it");
  const asking = person.press(place);
  try {
    if (!(await becomes(true)))
      throw new Unfit("button-silent", "its button was not pressed, or does not tell");
    if (!(await becomes(false))) throw new Unfit("button-stuck", "its button stays down");
  } finally {
    asking.done();
  }
  return passed();
};

export const lamp: Check = async ({ port, board, person, place }) => {
  if (board.screen) return notLookedAt("it has a screen in place of lamps");
  if (!person) return notLookedAt("nobody was there to look");
  const { ledGreen, ledRed } = board.pins;
  const off = `[${ledGreen},${ledRed}].forEach(function(p){digitalWrite(p,${1 - board.pins.ledOn})})`;
  await port.evaluate(
    `(function(i){setInterval(function(){i^=1;digitalWrite(${ledGreen},i);digitalWrite(${ledRed},1-i)},400)})(0)`,
  );
  try {
    if (!(await person.seesLamp(place))) throw new Unfit("lamp", "its lamps do not blink green and red");
  } finally {
    await port.evaluate(`[clearInterval(),${off}]`);
  }
  return passed();
};
