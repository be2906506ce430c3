/** The token's own clock and plan of bursts (firmware/clock.ts, schedule.ts, state.ts): the sources as they stand, an instance for each token. */
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import type { Board } from "../../../boards/board.ts";
import { definesOf } from "../../tools/firmware-build/board-constants.ts";

const FIRMWARE = fileURLToPath(new URL("../../../firmware", import.meta.url));
const ENTRY = ["clock", "schedule", "state"].map((name) => `export * from "./${name}.ts";`).join("\n");

/** What of the token's modules the simulation calls and reads. */
export interface Steering {
  now(): number;
  setNow(unixSeconds: number): void;
  setByServer(unixSeconds: number): void;
  radioRestarted(): void;
  /** How far a trusted clock can be off, s. */
  envelope(): number;
  setCompany(minute: number): void;
  isAlone(minute: number): boolean;
  steer(tally: ArrayLike<number>, minute: number): boolean;
  believes(tail: number, ahead: number): number | boolean;
  follow(ahead: number): void;
  planBurst(): void;
  /** Half of the burst, s; time between its adverts, ms. */
  readonly reach: number;
  readonly burstInterval: number;
  /** The snapshot of the log's pages, and where in it things stand. */
  readonly state: Uint8Array;
  readonly stateHalves: Uint16Array;
  readonly stateWords: Uint32Array;
  readonly ANCHOR: number;
  readonly FLAGS: number;
  readonly PPM: number;
  readonly UNCERTAINTY: number;
}

/** Makes the steering of one token from the interpreter's clock, s since power-on, and from its chance, 0..1. */
export type NewSteering = (getTime: () => number, random: () => number) => Steering;

/** The steering of a board's tokens. */
export function steeringOf(board: Board): NewSteering {
  const { outputFiles } = buildSync({
    stdin: { contents: ENTRY, resolveDir: FIRMWARE, loader: "ts" },
    bundle: true,
    write: false,
    format: "cjs",
    define: definesOf(board),
  });
  const make = new Function("module", "getTime", "Math", outputFiles[0]!.text);
  return (getTime, random) => {
    const module: { exports?: Steering } = {};
    make(module, getTime, { min: Math.min, max: Math.max, abs: Math.abs, random });
    return module.exports!;
  };
}
