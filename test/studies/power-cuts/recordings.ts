/** Recordings of the scenarios, each made once for all tests. */
import { type Recording, record } from "../../../host-tools/studies/power-cuts/recording.ts";
import { SCENARIOS } from "../../../host-tools/studies/power-cuts/scenarios.ts";

const made = new Map<number, Promise<Recording>>();

export function recordingOf(index: number): Promise<Recording> {
  const recording = made.get(index) ?? record(SCENARIOS[index]!);
  made.set(index, recording);
  return recording;
}
