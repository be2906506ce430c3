/**
 * One board: examined, loaded, given its number and keys, verified, locked. Each line of the ledger stands before the step that it
 * allows: asked (before the server draws a number), number, locking (before the mark can be written), finished.
 */
import { consoleAfterRestart, type LoadStep, loadToken } from "../tools/flash/load.ts";
import { DeviceError, NoAnswer, type Port } from "../tools/flash/port.ts";
import { FlashRefused } from "../tools/flash/refusal.ts";
import { type CheckName, type CheckResult, Unfit } from "./check.ts";
import { newRequest } from "./enroller.ts";
import type { Reason } from "./reasons.ts";
import { IdentityKey } from "./sealed-identity.ts";
import { selfTest } from "./self-test.ts";
import { settle } from "./settle.ts";
import { end, note, type Slot, type Work } from "./work.ts";

/** What is known of the board by now. */
interface Made {
  readonly checks: Partial<Record<CheckName, CheckResult>>;
  serial?: number;
  isLocking: boolean;
  at?: LoadStep;
}

/** Closes the port. Throws what is no board's fault: the server's refusal, the disk. */
export async function makeToken(
  work: Work,
  slot: Slot,
  port: Port,
  unit: string,
): Promise<"finished" | "aside"> {
  const made: Made = { checks: {}, isLocking: false };
  const began = performance.now();
  try {
    await refuseKnown(work, unit);
    const { facts, clock } = await load(work, slot, port, unit, made);
    const { restart, silence } = work.pace;
    const console = await consoleAfterRestart(() => slot.reopen(), restart, silence);
    if (console === "open") throw new Unfit("still-open", "its console still answers after the restart");
    const serial = made.serial!;
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    const told = { seconds, interpreter: facts.version, checks: made.checks };
    const rate = clock ? { clockPpm: Math.round(clock.ppm) } : {};
    await end(work, { kind: "finished", unit, serial, by: "silence", ...told, ...rate });
    work.told({ kind: "finished", port: slot.path, serial, seconds });
    return "finished";
  } catch (error) {
    port.close();
    return failed(work, slot, unit, made, error);
  }
}

/** A board that this batch knows: one in doubt whose console answers was never locked. */
async function refuseKnown(work: Work, unit: string): Promise<void> {
  const { state, serial } = work.batch.unit(unit);
  if (state === "doubt") {
    await end(work, { kind: "void", serial: serial!, why: "its console answers: it was not locked" });
    work.told({ kind: "settled", serial: serial!, as: "void" });
  }
  if (state === "finished" && !work.allows.again)
    throw new Unfit("was-a-token", `it was ${serial} in this batch, and its console answers again`);
}

async function load(work: Work, slot: Slot, port: Port, unit: string, made: Made) {
  const { build, person, ear, radio, pace, stopwatch, clockMinutes, allows, told } = work;
  const { path, isOverRadio } = slot;
  let identity = new Uint8Array(0);
  try {
    return await loadToken(port, build, {
      erase: allows.erase,
      lab: allows.lab,
      clockMinutes,
      stopwatch,
      resetMs: pace.reset,
      examine: (port) => {
        const where = { port, board: build.board, place: path, isOverRadio };
        return selfTest({ ...where, stopwatch, person, ear, radio, patience: pace }, (name, result) => {
          made.checks[name] = result;
          told({ kind: "check", port: path, name, result });
        });
      },
      async identity() {
        identity = await draw(work, unit, made);
        return identity;
      },
      onStep(step, share) {
        made.at = step;
        if (step === "lock") {
          made.isLocking = true;
          note(work, { kind: "locking", unit, serial: made.serial! });
        }
        told({ kind: "step", port: path, step, share });
      },
    });
  } finally {
    identity.fill(0);
    port.close();
  }
}

async function draw(work: Work, unit: string, made: Made): Promise<Uint8Array<ArrayBuffer>> {
  const { board } = work.build;
  const key = new IdentityKey();
  const asking = {
    request: newRequest(),
    point: key.point,
    boardNumber: board.number,
    power: board.radio.rssiAtOneMetreDbm,
  };
  note(work, { kind: "asked", unit, ...asking });
  const { serial, sealed } = await work.enroller.enrol(asking);
  note(work, { kind: "number", unit, request: asking.request, serial });
  made.serial = serial;
  return new Uint8Array(key.open(Buffer.from(sealed, "hex"), serial));
}

async function failed(
  work: Work,
  slot: Slot,
  unit: string,
  made: Made,
  error: unknown,
): Promise<"finished" | "aside"> {
  const why = judged(made, error);
  if (!why) throw error;
  const { serial, isLocking, checks } = made;
  if (serial !== undefined && !isLocking)
    await end(work, { kind: "void", serial, why: `set aside: ${why.reason}` });
  else if (serial !== undefined && why.reason === "still-open")
    await end(work, { kind: "void", serial, why: "its console answers: it is not locked" });
  else if (serial !== undefined && (await settle(work, serial, slot.path)) === "finished") return "finished";
  note(work, { kind: "set-aside", unit, port: slot.path, ...why, checks });
  work.told({ kind: "aside", port: slot.path, unit, ...why });
  return "aside";
}

/** Why the board is set aside; undefined of what is not its fault. */
function judged({ isLocking, at }: Made, error: unknown): { reason: Reason; words: string } | undefined {
  if (error instanceof Unfit) return { reason: error.reason, words: error.message };
  const isBoards = error instanceof FlashRefused || error instanceof NoAnswer || error instanceof DeviceError;
  if (!isBoards) return undefined;
  const step = at === undefined ? "at the start" : `at "${at}"`;
  if (isLocking) return { reason: "in-doubt", words: `${error.message} (${step}, its mark may stand)` };
  if (error instanceof FlashRefused) return { reason: error.reason, words: error.message };
  return { reason: "stopped-answering", words: `${error.message} (${step})` };
}
