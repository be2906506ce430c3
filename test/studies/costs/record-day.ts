/**
 * Records what the built program does in a day on the interpreter, alone and in company: `record-day.ts`, with the build
 * with a board's radio code for a board's processor (docs/CONFORMANCE.md) in ESPRUINO_RADIO or ESPRUINO.
 */
import { puckjs } from "../../../boards/index.ts";
import { inspectBuild } from "../../../host-tools/studies/conformance/on-interpreter.ts";
import { playDay } from "../../../host-tools/studies/costs/interpreter-day.ts";
import { DAY_PLANS } from "../../../host-tools/studies/costs/interpreter-day-inputs.ts";
import { interpreterDay } from "../../../host-tools/studies/costs/interpreter-day-tokens.ts";
import { radioInterpreter } from "../../../host-tools/studies/costs/radio-interpreter.ts";
import { buildFirmware } from "../../../host-tools/tools/firmware-build/bundle.ts";
import { EPOCHS_PER_DAY } from "../../../protocol/epoch.ts";
import { subjectOf, writeDay } from "./day-transcripts.ts";

const path = radioInterpreter();
if (!path) throw new Error("no interpreter with a radio: name it in ESPRUINO_RADIO");
const { name, isArm } = await inspectBuild(path);
if (!isArm) throw new Error(`${path} is ${name}: days are recorded on a build for ARM, as boards have it`);
const build = await buildFirmware(puckjs);
for (const plan of DAY_PLANS) {
  const epochs = await playDay(await interpreterDay(path, build, false), plan, EPOCHS_PER_DAY);
  writeDay(plan, { recordedOn: name, subject: subjectOf(build, plan), epochs });
  console.log(`${plan.name}: ${epochs.length} epochs`);
}
