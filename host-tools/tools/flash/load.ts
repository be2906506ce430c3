/**
 * Loads a token over the console of its board. Order, and what a power cut leaves behind:
 *   1 board looked at: nothing written;
 *   2 Storage erased, the board examined where somebody wants it, files made in the order of the image, program and guard filled and verified: an open board
 *     without keys; its clock is measured then;
 *   3 identity written and verified: the guard's mark is still blank, so the next start zeroes it: the same;
 *   4 mark written: a complete token that locks at every start.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Board } from "../../../boards/board.ts";
import { hasPassed, passedVersions } from "../../../boards/interpreters.ts";
import { setClockRate } from "../../../protocol/identity.ts";
import type { FirmwareBuild } from "../firmware-build/bundle.ts";
import { type InstallFile, installImage } from "../firmware-build/install.ts";
import { IDENTITY_BYTES } from "../firmware-build/sizes.ts";
import { type ClockRate, measureClock, type Stopwatch } from "./clock-rate.ts";
import { guardedLockdown, MARK, MARK_OFFSET } from "./guard.ts";
import type { Port } from "./port.ts";
import { NoAnswer } from "./port.ts";
import {
  askFacts,
  askOtherFiles,
  type BoardFacts,
  eraseStorage,
  flashParts,
  NOTHING,
  writePart,
} from "./questions.ts";
import { refused } from "./refusal.ts";
import { type LoadedFile, verify, writeVerified } from "./verify.ts";

export interface LoadOptions {
  /** Files of somebody else's may be erased. */
  readonly erase?: boolean;
  /** Boards of the laboratory: SHA-256 may be missing. */
  readonly lab?: boolean;
  /** The 160 bytes; asked for when everything else is in place, so that a failed loading uses up no number. */
  readonly identity: () => Promise<Uint8Array>;
  /** Looks at the board while its Storage is blank, before anything is written; what it throws ends the loading. */
  readonly examine?: (port: Port) => Promise<void>;
  /** The clock is measured for so long before the identity is asked for, and its rate stands in there; 0: not at all. */
  readonly clockMinutes?: number;
  readonly stopwatch?: Stopwatch;
  readonly onStep?: (step: LoadStep, share: number) => void;
  /** How long the board is left alone after reset(), ms. */
  readonly resetMs?: number;
}

export type LoadStep = "erase" | "examine" | "files" | "verify" | "clock" | "identity" | "lock" | "restart";

interface LoadReport {
  readonly facts: BoardFacts;
  readonly erased: { readonly names: readonly string[]; readonly count: number };
  readonly files: readonly LoadedFile[];
  readonly clock: ClockRate | undefined;
}

const RESET_MS = 600;
const RESTART_MS = 2_000;
const SILENCE_MS = 3_000;
const NAMES_SHOWN = 12;

/** Throws FlashRefused, or what `examine` throws; NoAnswer when the line or the power is lost on the way. */
export async function loadToken(port: Port, build: FirmwareBuild, options: LoadOptions): Promise<LoadReport> {
  const { board } = build;
  const files = stagedFiles(build);
  const facts = await lookAt(port, board, options.lab ?? false);
  const erased = await refuseOtherFiles(port, files, options.erase ?? false);
  const step = options.onStep ?? (() => {});

  step("erase", 0);
  await eraseStorage(port);
  await port.evaluate("reset()");
  await sleep(options.resetMs ?? RESET_MS);
  if (options.examine) {
    step("examine", 0);
    await options.examine(port);
  }
  await fill(port, files, (share) => step("files", share));
  step("verify", 0);
  const loaded = await verify(port, board, files);

  let clock: ClockRate | undefined;
  if (options.clockMinutes) {
    step("clock", 0);
    clock = await measureClock(port, board, options.clockMinutes, options.stopwatch);
  }

  const identity = Uint8Array.from(await options.identity());
  if (clock) setClockRate(identity, clock.ppm);
  step("identity", 0);
  await writeVerified(port, "identity", identity, 0, IDENTITY_BYTES);
  step("lock", 0);
  await writeVerified(port, ".boot0", MARK, MARK_OFFSET, 0);
  step("restart", 0);
  // The clock survives this restart, so the token knows the time from its first start on.
  await port.evaluate(`setTime(${(Date.now() / 1000).toFixed(1)})`);
  await port.type("\x10E.reboot()\n");
  return { facts, erased, files: loaded, clock };
}

/** The image as it is before identity and mark: both blank. */
function stagedFiles(build: FirmwareBuild): InstallFile[] {
  const blank = new Uint8Array(IDENTITY_BYTES).fill(0xff);
  const lockdown = guardedLockdown(build.board, build.lockdown);
  lockdown.fill(0xff, MARK_OFFSET);
  return installImage(build.board, build, blank).files.map((file) => {
    if (file.name === ".boot0") return { name: file.name, bytes: lockdown };
    if (file.name === "identity") return { name: file.name, size: IDENTITY_BYTES };
    return file;
  });
}

async function lookAt(port: Port, board: Board, lab: boolean): Promise<BoardFacts> {
  const facts = await askFacts(port)
    .catch(async (error: unknown) => {
      if (!(error instanceof NoAnswer)) throw error;
      // Ends a program that runs or a line that somebody left half typed.
      await port.type("\x03");
      return askFacts(port);
    })
    .catch((error: unknown) => {
      if (!(error instanceof NoAnswer)) throw error;
      throw refused(
        "no-answer",
        "no open console answers: is it a token already, or is another program at the port?",
      );
    });
  const expected = board.reportedAs ?? board.id.toUpperCase();
  if (facts.board !== expected)
    throw refused("wrong-board", `this is a ${facts.board}, not a ${expected}; nothing was written`);
  if (!hasPassed(facts.version))
    throw refused(
      "wrong-version",
      `this is Espruino ${facts.version}, and a token needs exactly ${passedVersions()}; nothing was written`,
    );
  if (!facts.sha256 && !lab)
    throw refused(
      "no-sha256",
      `this build of the interpreter (${facts.version}) has no SHA-256; nothing was written`,
    );
  if (facts.stackFree < board.stackBytes)
    throw refused(
      "stack",
      `${facts.stackFree} bytes of its stack are free, and a token needs ${board.stackBytes}; nothing was written`,
    );
  if (facts.storageBytes !== board.flash.storageBytes)
    throw refused(
      "storage-size",
      `its Storage has ${facts.storageBytes} bytes instead of ${board.flash.storageBytes}; nothing was written`,
    );
  return facts;
}

async function refuseOtherFiles(
  port: Port,
  files: readonly InstallFile[],
  erase: boolean,
): Promise<{ names: string[]; count: number }> {
  const others = await askOtherFiles(
    port,
    files.map(({ name }) => name),
    NAMES_SHOWN,
  );
  if (others.count > 0 && !erase)
    throw refused(
      "other-files",
      `${others.count} other files are on it (${others.names.join(", ")}${others.count > others.names.length ? ", ..." : ""}) ` +
        `and would be lost; nothing was written. To erase them: --erase`,
    );
  return others;
}

async function fill(
  port: Port,
  files: readonly InstallFile[],
  onShare: (share: number) => void,
): Promise<void> {
  const total = files.reduce((sum, file) => sum + ("bytes" in file ? file.bytes.length : 0), 0);
  let done = 0;
  for (const file of files) {
    if (!("bytes" in file)) {
      await writePart(port, file.name, NOTHING, file.size);
      continue;
    }
    for (const part of flashParts(file.bytes)) {
      await writePart(port, file.name, part, file.bytes.length);
      done += part.length;
      onShare(done / total);
    }
  }
}

/** After the restart: an open console would still answer. `gone`: the port or the radio link is not there any more. */
export async function consoleAfterRestart(
  open: () => Promise<Port>,
  waitMs = RESTART_MS,
  silenceMs = SILENCE_MS,
): Promise<"open" | "silent" | "gone"> {
  await sleep(waitMs);
  let port: Port;
  try {
    port = await open();
  } catch {
    return "gone";
  }
  try {
    await port.evaluate("1", silenceMs);
    return "open";
  } catch {
    return "silent";
  } finally {
    port.close();
  }
}
