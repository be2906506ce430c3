/**
 * Records what the interpreter prints, for the scripts that are named, else for all: `record.ts [name...]`.
 * The interpreter must be the build with a board's radio code for a board's processor (docs/CONFORMANCE.md), in
 * ESPRUINO or on PATH.
 */

import { outside } from "../../../host-tools/lib/system-packages.ts";
import { inspectBuild, runOnInterpreter } from "../../../host-tools/studies/conformance/on-interpreter.ts";
import { scripts, transcriptOf, writeTranscript } from "./suite.ts";

const path = outside("espruino");
if (!path) throw new Error("no interpreter: name it in ESPRUINO");
const build = await inspectBuild(path);
if (!build.has.has("radio") || !build.isArm)
  throw new Error(
    `${path} is ${build.name}: transcripts come from a build with radio for ARM, as boards have it`,
  );
const wanted = process.argv.slice(2);
for (const script of scripts()) {
  if (wanted.length > 0 && !wanted.includes(script.name)) continue;
  const lines = await runOnInterpreter(build, script);
  const before = transcriptOf(script.name);
  const isKnown = before?.scriptHash === script.hash;
  const isSame = before?.lines.join("\n") === lines.join("\n");
  if (isKnown && isSame && before.recordedOn === build.name) continue;
  if (isKnown && !isSame && wanted.length === 0) {
    console.log(`${script.name}: prints something else than was recorded; name it to record it anew`);
    continue;
  }
  writeTranscript(script.name, { recordedOn: build.name, scriptHash: script.hash, lines });
  console.log(`${script.name}: ${lines.length} lines${isSame ? ", as before" : ""}`);
}
