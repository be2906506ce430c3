import { bytes } from "./bytes.ts";
import { flash } from "./flash.ts";
import type { Generator } from "./generator.ts";
import { numbers } from "./numbers.ts";
import { radio } from "./radio.ts";
import { statements } from "./statements.ts";
import { texts } from "./texts.ts";
import { timers } from "./timers.ts";
import { typedArrays } from "./typed-arrays.ts";

/** All kinds of scripts, in the order in which a campaign goes through them. */
export const GENERATORS: readonly Generator[] = [
  numbers,
  statements,
  typedArrays,
  texts,
  bytes,
  flash,
  timers,
  radio,
];
