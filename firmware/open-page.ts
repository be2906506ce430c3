/**
 * The open page of the log and where in it the next frame goes. Appending (flash-log.ts) and turning (page-turn.ts) are one
 * machine over this: a frame moves the end, a page that has no room for the next one turns. A start finds both again
 * (boot-scan.ts).
 */
import { PAGE_FRAMES } from "../protocol/page.ts";
import { type Seal, sealOf } from "../protocol/seal.ts";
import { sha256 } from "./hardware.ts";

/** Sequence number and address, what its frames are sealed with, where the next frame goes, and the epoch of the last one. */
export let sequence: number;
export let pageAddress: number;
export let seal: Seal;
export let end: number;
export let lastEpoch: number;

/** A new page, or one that a start goes on with; nothing is in it yet. */
export function openAt(number: number, address: number, pageKey: Uint8Array): void {
  sequence = number;
  pageAddress = address;
  seal = sealOf(sha256, pageKey);
  end = PAGE_FRAMES;
}

export function setEnd(offset: number): void {
  end = offset;
}

export function setLastEpoch(epoch: number): void {
  lastEpoch = epoch;
}

/** Where the next frame goes and the epoch of the one before it. */
export function continueAt(offset: number, epoch: number): void {
  end = offset;
  lastEpoch = epoch;
}
