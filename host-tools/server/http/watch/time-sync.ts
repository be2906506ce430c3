/** What the machine itself says of its clock: whether a time server steers it. Asked without root; a second opinion, no verdict. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import type { Figures, Log } from "./observation.ts";
import type { Synchronisation } from "./synchronisation.ts";

interface Source {
  readonly program: string;
  readonly words: readonly string[];
  readonly yes: RegExp;
  readonly no: RegExp;
}

/** The first that answers is believed. timedatectl tells the kernel's own mark, whichever program steers the clock. */
const SOURCES: readonly Source[] = [
  {
    program: "timedatectl",
    words: ["show", "--property=NTPSynchronized", "--value"],
    yes: /^yes$/m,
    no: /^no$/m,
  },
  {
    program: "chronyc",
    words: ["-n", "tracking"],
    yes: /^Leap status\s*: (Normal|Insert second|Delete second)$/m,
    no: /^Leap status\s*: Not synchronised$/m,
  },
];
/** systemd-timesyncd makes it when it has heard of a time server. */
const TIMESYNCD_MARK = "/run/systemd/timesync/synchronized";
const ANSWER_MS = 5000;
const ROUND_MS = 10 * 60_000;

const execute = promisify(execFile);

/** `path`: where programs are looked for; PATH unless told. */
export async function readSynchronisation(
  path = process.env.PATH,
  mark = TIMESYNCD_MARK,
): Promise<Synchronisation> {
  for (const { program, words, yes, no } of SOURCES) {
    const env = { PATH: path, LC_ALL: "C" };
    const said = await execute(program, words, { env, timeout: ANSWER_MS }).catch(() => undefined);
    if (said && yes.test(said.stdout)) return "synchronised";
    if (said && no.test(said.stdout)) return "unsynchronised";
  }
  return existsSync(mark) ? "synchronised" : "unknown";
}

interface TimeSync {
  /** As it was at the last round. */
  readonly state: () => Synchronisation;
  /** Asks at once; to be called every ten minutes. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/** Asks now and every ten minutes, and says in the log when it changes. */
export function watchTimeSync(
  log: Log,
  figures: Figures,
  read: () => Promise<Synchronisation> = readSynchronisation,
): TimeSync {
  let state: Synchronisation = "unknown";
  let looking: Promise<void> = Promise.resolve();
  const round = async () => {
    const before = state;
    state = await read();
    figures.synchronised(state);
    if (state === before) return;
    if (state === "unsynchronised") log.warn("no time server steers the machine's clock: look at it");
    else if (before === "unsynchronised")
      log.info({ state }, "the machine's clock is steered again, or does not tell");
  };
  const look = () => {
    looking = looking.then(round);
    return looking;
  };
  void look();
  const timer = setInterval(look, ROUND_MS).unref();
  return {
    state: () => state,
    look,
    stop() {
      clearInterval(timer);
      return looking;
    },
  };
}
