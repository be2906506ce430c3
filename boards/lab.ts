/**
 * Boards on which the interpreter has no SHA-256. In the interpreter's own language a block takes about 0.4 s
 * (15.8 million instructions), so they are for measurements on the bench, with a build of the interpreter that adds
 * the SHA256 library. Build and loading refuse them unless `--lab` is given; servers do not know their numbers.
 */
import type { Board } from "./board.ts";
import { puckjs } from "./puckjs.ts";
import { xiaoble } from "./xiaoble.ts";

interface LabBoard {
  readonly board: Board;
  /** Why it is none for tokens. */
  readonly reason: string;
}

const NO_CRYPTO = "its interpreter has no SHA-256: the library CRYPTO is left out";
const SAME_CHIP =
  "figures of the chip and the radio as on the supported board of the same chip; nominal here";

function lab(
  like: Board,
  reason: string,
  own: Partial<Board> & Pick<Board, "id" | "number" | "name">,
): LabBoard {
  const file = `Espruino 2v29 boards/${own.id.toUpperCase()}.py`;
  const sources = {
    variables: `${file}, info.variables`,
    pins: `${file}, devices`,
    flash: `${file}, saved_code`,
    crypto: `${file}, libraries`,
    mtu: `${file}, makefile`,
    radio: SAME_CHIP,
    clock: SAME_CHIP,
    battery: SAME_CHIP,
    stackBytes: SAME_CHIP,
  };
  const board = {
    ...like,
    radio: { ...like.radio, privateAddress: false },
    ...own,
    crypto: { sha256: false },
    sources,
  };
  return { board, reason };
}

const ENTRIES: readonly LabBoard[] = [
  lab(xiaoble, NO_CRYPTO, {
    id: "joltjs",
    number: 201,
    name: "Jolt.js",
    variables: { count: 12000, bytes: 14 },
    pins: { button: "D0", buttonPressed: 1, ledGreen: "D8", ledRed: "D6", ledOn: 1 },
    flash: {
      storageAddress: 0x91000,
      storageBytes: 409600,
      pageBytes: 4096,
      external: false,
      logPages: 40,
    },
    clock: puckjs.clock,
  }),
  lab(xiaoble, NO_CRYPTO, {
    id: "nrf52840dk",
    number: 202,
    name: "nRF52840-DK",
    variables: { count: 12500, bytes: 14 },
    pins: { button: "D11", buttonPressed: 1, ledGreen: "D13", ledRed: "D14", ledOn: 1 },
    flash: { ...puckjs.flash, storageAddress: 0xec000 },
    clock: puckjs.clock,
  }),
  lab(puckjs, NO_CRYPTO, {
    id: "microbit2",
    number: 203,
    name: "micro:bit 2",
    variables: { count: 6000, bytes: 13 },
    pins: { button: "D5", buttonPressed: 1, ledGreen: "LED1", ledRed: "LED1", ledOn: 1 },
  }),
  lab(puckjs, "its interpreter has SHA-1 only: the library SHA256 is left out", {
    id: "pixljs",
    number: 204,
    name: "Pixl.js",
    variables: { count: 2950, bytes: 13 },
    pins: { button: "BTN1", buttonPressed: 1, ledGreen: "LED1", ledRed: "LED1", ledOn: 1 },
    screen: { width: 128, height: 64, bitsPerPixel: 1 },
    flash: { ...puckjs.flash, storageAddress: 0x6d000, storageBytes: 36864, logPages: 5 },
  }),
  lab(puckjs, "this build of the Puck's interpreter leaves out CRYPTO to have more flash", {
    id: "puckjs_minimal",
    number: 205,
    name: "Puck.js minimal",
    reportedAs: "PUCKJS",
    flash: { ...puckjs.flash, storageAddress: 0x5e000, storageBytes: 98304, logPages: 20 },
  }),
];

export const labBoards: Readonly<Record<string, LabBoard>> = Object.fromEntries(
  ENTRIES.map((entry) => [entry.board.id, entry]),
);
