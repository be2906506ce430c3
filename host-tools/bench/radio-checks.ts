/** Whether a board is heard at its distance as its kind should be, and hears what is on the air itself. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Check, notLookedAt, passed, Unfit } from "./check.ts";

const NO_RADIO = 'typeof NRF=="undefined"';

/** The mean level of a like board at a distance in the open, dBm. */
export function expectedLevel(atOneMetre: number, metres: number): number {
  return atOneMetre - 20 * Math.log10(metres);
}

export const heard: Check = async ({ port, board, ear, radio, isOverRadio, patience }) => {
  if (!ear) return notLookedAt("the bench has no Bluetooth adapter to listen with");
  const address = await port.evaluate(`${NO_RADIO}?0:NRF.getAddress()`);
  if (!address) return notLookedAt("the board tells no address");
  const found = isOverRadio ? ear.lately(String(address)) : await ear.level(String(address), patience.radio);
  const expected = expectedLevel(board.radio.rssiAtOneMetreDbm, radio.metres);
  const words = `at ${radio.metres} m, ${expected.toFixed(0)} ± ${radio.band} dBm expected`;
  if (!found) throw new Unfit("radio-unheard", `it is not heard (${words})`);
  const told = `${found.median} dBm ${words}`;
  if (found.median < expected - radio.band) throw new Unfit("radio-weak", `it is heard too weakly: ${told}`);
  if (found.median > expected + radio.band)
    throw new Unfit("radio-strong", `it is heard too loudly: ${told}`);
  return passed(told);
};

export const hears: Check = async ({ port, ear, isOverRadio, patience }) => {
  if (isOverRadio) return passed("it was spoken to by radio");
  if (!ear) return notLookedAt("the bench has no Bluetooth adapter to compare with");
  if (await port.evaluate(NO_RADIO)) return notLookedAt("the board tells of no radio");
  const own = String(await port.evaluate("NRF.getAddress()"));
  await port.evaluate("[h$=0,NRF.setScan(function(){h$++})]");
  await sleep(patience.radio);
  const count = Number(await port.evaluate("[NRF.setScan(),h$][1]"));
  if (count > 0) return passed(`${count} adverts`);
  if (ear.others(own) === 0) return notLookedAt("nobody else was on the air");
  throw new Unfit("radio-deaf", `it hears nobody, and the bench hears ${ear.others(own)} others`);
};
