/**
 * The token's own schedule as an actor: the same times as the program's, without the program, so that a thousand of them
 * can be tried. Processor times are instructions counted on the interpreter (models/virtual-token/costs.ts, COUNTED).
 */
import { COUNTED, wholeSightingMs } from "../models/virtual-token/costs.ts";
import type { ProcessorTimes, Rendezvous, Schedule } from "./schedule.ts";

const instructions = (n: number): number => n / 40_000;

const OWN_PROCESSOR: ProcessorTimes = {
  known: wholeSightingMs("known"),
  fresh: wholeSightingMs("fresh"),
  phone: wholeSightingMs("phone"),
  freshPhone: wholeSightingMs("freshPhone"),
  foreign: wholeSightingMs("foreign"),
  // A listening span; a burst begins, turns and ends.
  minute: instructions(COUNTED.listening + 2 * COUNTED.burstStep + COUNTED.burstEnd),
  epoch: instructions(COUNTED.epoch),
  epochPeer: instructions(COUNTED.epochPeer),
  ledMs: 5,
  wakeUps: 8,
  button: true,
};

/** As `known` among 200: the table is fuller, hashes collide. */
export const CROWDED_PROCESSOR: ProcessorTimes = { ...OWN_PROCESSOR, known: 1.2 * OWN_PROCESSOR.known };

export function ownSchedule(
  rendezvous: Rendezvous,
  options: { readonly powerDbm?: number; readonly processor?: ProcessorTimes } = {},
): Schedule {
  return {
    name: "rendezvous",
    title: "bluezone-token",
    rendezvous,
    powerDbm: options.powerDbm ?? 0,
    connectable: false,
    packet: "token",
    processor: options.processor ?? OWN_PROCESSOR,
  };
}
