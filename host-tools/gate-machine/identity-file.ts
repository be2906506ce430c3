/** Which gate a machine stands at: a file that its owner alone can read. No name of a person and no ID stands in it. */
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { GATE_SECRET_BYTES, gateMachineTold } from "../contract/gates.ts";
import { hex } from "../contract/pieces.ts";

const identity = v.strictObject({
  /** Origin of the server, "https://…". */
  server: v.pipe(v.string(), v.url()),
  secret: hex(GATE_SECRET_BYTES),
  ...gateMachineTold.entries,
});
export type MachineIdentity = v.InferOutput<typeof identity>;

const FILE = "gate.json";

/** Undefined where the machine was not let in at a gate yet. Throws for a file that is something else. */
export function readIdentity(folder: string): MachineIdentity | undefined {
  const path = join(folder, FILE);
  if (!existsSync(path)) return undefined;
  const read = v.safeParse(identity, JSON.parse(readFileSync(path, "utf8")));
  if (!read.success) throw new Error(`${path} is not a gate's file: ${v.getDotPath(read.issues[0]) ?? "?"}`);
  return read.output;
}

/** In one step: a loss of power leaves the one before or this one. */
export function writeIdentity(folder: string, one: MachineIdentity): void {
  const path = join(folder, FILE);
  writeFileSync(`${path}.new`, `${JSON.stringify(one, null, 2)}\n`, { mode: 0o600, flush: true });
  chmodSync(`${path}.new`, 0o600);
  renameSync(`${path}.new`, path);
}
