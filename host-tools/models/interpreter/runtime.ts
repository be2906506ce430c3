/** What runs the programs of a world's tokens. */
import { OUTSIDE, outside } from "../../lib/system-packages.ts";
import type { Realm } from "../virtual-token/realm.ts";
import { InterpreterRealm } from "./interpreter-realm.ts";

/** vm: V8 with Espruino's library on top; espruino: a process of the real interpreter for each token. */
export const RUNTIMES = ["vm", "espruino"] as const;
export type Runtime = (typeof RUNTIMES)[number];

/** Throws when the interpreter is asked for and not at hand. */
export function realmMaker(runtime: Runtime): (() => Realm) | undefined {
  if (runtime === "vm") return undefined;
  const program = outside("espruino");
  if (!program) {
    const howToGet = OUTSIDE.find(({ id }) => id === "espruino")?.howToGet;
    throw new Error(`no interpreter at hand; to have it: ${howToGet}`);
  }
  return () => new InterpreterRealm(program);
}
