/** A place at the bench: one board after the other, as they come and go. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Port } from "../tools/flash/port.ts";
import { makeToken } from "./make-token.ts";
import type { Slot, Work } from "./work.ts";

/** Whether one more board may be begun, and that it was ended. */
export interface Quota {
  take(unit: string): boolean;
  giveBack(unit: string): void;
  /** Nothing more is to be done. */
  readonly isOver: boolean;
}

/** Ends when the quota is over. Throws what is no board's fault. */
export async function serveSlot(work: Work, slot: Slot, quota: Quota): Promise<void> {
  const { pace, batch, allows, told } = work;
  let lies: string | undefined;
  let port: Port | undefined;
  let isTold = false;
  // Whatever lies there at the start is looked at: what is in doubt and answers was never locked.
  let hasLooked = false;
  while (!hasLooked || !quota.isOver) {
    port ??= await slot.open().catch(() => undefined);
    const unit = port && (await unitAt(port, pace.answer));
    hasLooked = true;
    if (unit === undefined) {
      if (port && (await isLost(port))) {
        port.close();
        port = undefined;
      }
      // Nobody is there, or a token that is silent: what comes next is another board.
      lies = undefined;
      if (!isTold) told({ kind: "waiting", port: slot.path });
      isTold = true;
      await sleep(pace.look);
      continue;
    }
    isTold = false;
    const isFirst = firstLook(work, unit);
    // Set aside by a run before this one, and there from the start: it has not come back mended.
    if (isFirst && batch.unit(unit).state === "aside" && !allows.again) {
      lies = unit;
      told({ kind: "take-out", port: slot.path, unit });
    }
    if (unit === lies || !quota.take(unit)) {
      await sleep(pace.look);
      continue;
    }
    told({ kind: "found", port: slot.path, unit });
    try {
      await makeToken(work, slot, port!, unit);
    } finally {
      port = undefined;
      quota.giveBack(unit);
    }
    lies = unit;
  }
  port?.close();
}

/** Boards that each run has looked at. */
const SEEN = new WeakMap<Work, Set<string>>();

function firstLook(work: Work, unit: string): boolean {
  const seen = SEEN.get(work) ?? new Set();
  SEEN.set(work, seen);
  const isFirst = !seen.has(unit);
  seen.add(unit);
  return isFirst;
}

async function unitAt(port: Port, ms: number): Promise<string | undefined> {
  return port.evaluate("getSerial()", ms).then(String, () => undefined);
}

async function isLost(port: Port): Promise<boolean> {
  return port.heard().then(
    ({ closed }) => closed,
    () => true,
  );
}
